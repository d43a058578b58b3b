// The applications of the invented tenants. Microsoft's own ids and names are facts (merill/microsoft-info, 2026-08-20);
// the rest is invented. Microsoft never published which application id the intruder of 2023 showed, so ours is invented
// too: what matters is only that it ordinarily opens no mailbox in the tenant.
import { inventedId, kind } from './identifier.js';

export interface Application {
  readonly id: string;
  readonly name: string;
}

const microsoft = (id: string, name: string): Application => ({ id, name });
const invented = (number: number, name: string): Application => ({ id: inventedId(kind.application, number), name });

export const exchange = microsoft('00000002-0000-0ff1-ce00-000000000000', 'Office 365 Exchange Online');
export const graph = microsoft('00000003-0000-0000-c000-000000000000', 'Microsoft Graph');
export const desktopOutlook = microsoft('d3590ed6-52b3-4102-aeff-aad2292ab01c', 'Microsoft Office');
export const newOutlook = microsoft('5d661950-3475-41cd-a2c3-d671a3162bc1', 'Microsoft Outlook');
export const webOutlook = microsoft('9199bf20-a13f-4107-85dc-02114787ef48', 'One Outlook Web');
export const mobileOutlook = microsoft('27922004-5251-4030-b22d-91ecd9a37ea4', 'Outlook Mobile');
export const addIn = microsoft('bc59ab01-8403-45c6-8796-ac3ef710b3e3', 'Outlook Online Add-in App');
export const adminCentre = microsoft('497effe9-df71-4043-a8bb-14cf78c4b63b', 'Exchange Admin Center');
export const exchangeShell = microsoft('fb78d390-0c51-40cd-8e17-fdbfab77341b', 'Exchange REST API Based PowerShell');
export const broker = microsoft('29d9ed98-a469-4536-ade2-f981bc1d605e', 'Microsoft Authentication Broker');
export const officeHome = microsoft('4765445b-32c6-49b0-83e6-1d93765276ca', 'OfficeHome');
export const graphTools = microsoft('14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph Command Line Tools');
export const search = microsoft('66a88757-258c-4c72-893c-3e8bed4d6899', 'Office 365 Search Service');
export const substrate = microsoft('13937bba-652e-4c46-b222-3003f4d1ff97', 'Substrate Context Service');

/** The service's own reader. In a real tenant such readers were in no public list of ids, so this one is in none. */
export const serviceReader = invented(1, 'Mailbox Assistants');
export const backup = invented(2, 'Harbour Backup');
export const archive = invented(3, 'Tidemark Archive');
export const customers = invented(4, 'Ledgerline CRM');
export const discovery = invented(5, 'Fathom Discovery');
export const security = invented(6, 'Breakwater Mail Security');
export const rolledOut = invented(7, 'Saltmarsh Mail');
export const appleMail = invented(8, 'Handheld Mail');
export const automation = invented(9, 'Quayside Automation');

/** The application that the forged tokens name. */
export const forgedClient = invented(0xf, 'unknown');
export const consented = invented(0x10, 'Calendar Insights');
export const legacyTool = invented(0x11, 'Registry Sync (test)');
export const importer = invented(0x12, 'Mail Importer');
