// The applications of the invented tenant. Microsoft's own ids and names are facts (merill/microsoft-info, 2026-08-20);
// the rest is invented. Microsoft never published which application id the intruder of 2023 showed, so ours is invented
// too: what matters is only that it ordinarily opens no mailbox in this tenant.
import { inventedId, kind } from './identifier.js';

export interface Application {
  readonly id: string;
  readonly name: string;
}

export const exchange: Application = {
  id: '00000002-0000-0ff1-ce00-000000000000',
  name: 'Office 365 Exchange Online',
};
export const graph: Application = { id: '00000003-0000-0000-c000-000000000000', name: 'Microsoft Graph' };
export const desktopOutlook: Application = { id: 'd3590ed6-52b3-4102-aeff-aad2292ab01c', name: 'Microsoft Office' };
export const webOutlook: Application = { id: '9199bf20-a13f-4107-85dc-02114787ef48', name: 'One Outlook Web' };
export const mobileOutlook: Application = { id: '27922004-5251-4030-b22d-91ecd9a37ea4', name: 'Outlook Mobile' };
export const adminCentre: Application = { id: '497effe9-df71-4043-a8bb-14cf78c4b63b', name: 'Exchange Admin Center' };

/** The service's own reader. In a real tenant such readers were in no public list of ids, so this one is in none. */
export const serviceReader: Application = { id: inventedId(kind.application, 1), name: 'Mailbox Assistants' };
export const backup: Application = { id: inventedId(kind.application, 2), name: 'Harbour Backup' };
export const backupPrincipal = inventedId(kind.servicePrincipal, 2);
/** The application that the forged tokens name. */
export const forgedClient: Application = { id: inventedId(kind.application, 0xf), name: 'unknown' };
