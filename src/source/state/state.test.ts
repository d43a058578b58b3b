// Every kind of state export from the least file that shows it: what it is taken for, and what is read out of it. Columns
// are those of the cmdlets, of Microsoft Graph and of Microsoft-Extractor-Suite; the people are invented.
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../test/store/row.js';
import { type Files, inputsOf, load } from '../../../test/store/world.js';
import { join, name, sql } from '../../query/sql.js';
import { stateFields } from '../../record/field.js';
import { type Case, mailbox, mailboxFact, rows } from './fixtures/rows.js';

const columns = Object.keys(stateFields).filter((key) => key !== 'id');

async function read(files: Files) {
  const workspace = await load(files);
  const { database } = workspace;
  const rows = await database.rows<Fields>(
    sql`SELECT ${join(columns.map(name))} FROM state ORDER BY kind, subject, name, rights, plans DESC`,
  );
  const facts = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
  return { facts, inputs: await inputsOf(workspace) };
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = (row: Fields): string =>
  `${Object.keys(row).map(cell).join(',')}\r\n${Object.values(row)
    .map((text) => cell(String(text)))
    .join(',')}\r\n`;

describe('CSV', () => {
  it.each(rows)('%s', async (shape, row, fact) => {
    const { facts, inputs } = await read({
      'a.csv': csv(row),
      'b.csv': `#TYPE Selected.X\r\n${csv(row).replaceAll('","', '";"')}`,
    });
    expect(inputs.map((input) => input.shape)).toEqual([shape, shape]);
    expect(facts).toEqual([fact]);
    expect(inputs.map((input) => input.warnings)).toEqual([[], []]);
    // Twice the same fact: a record and its copy.
    expect(inputs.map((i) => [i.rows, i.records + i.duplicates, i.rejects])).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ]);
  });
});

const graphUser = {
  id: 'U1',
  userPrincipalName: 'Ann@x.example',
  displayName: 'Ann',
  mail: 'ann@x.example',
  accountEnabled: true,
};
const plan = (status: string) => ({
  capabilityStatus: status,
  service: 'exchange',
  servicePlanId: '2f442157-a11c-46b9-ae5b-6e39ff4e5849',
});
const userFact = {
  kind: 'user',
  subject: 'ann@x.example',
  subjectId: 'u1',
  address: 'ann@x.example',
  name: 'Ann',
  enabled: true,
};

describe('JSON', () => {
  it.each<Case>([
    [
      'mailboxes',
      { ...mailbox, AuditEnabled: false, AuditOwner: ['Update'], AuditDelegate: [] },
      { ...mailboxFact, enabled: false, auditOwner: '["Update"]' },
    ],
    [
      'organisationConfig',
      { AuditDisabled: false },
      { kind: 'organisation', name: 'organisation', organisationAudits: true },
    ],
    ['users', graphUser, userFact],
    [
      'users',
      { ...graphUser, assignedPlans: [plan('Enabled')] },
      { ...userFact, advancedAudit: true, plans: expect.any(String) as unknown },
    ],
    [
      'users',
      { ...graphUser, assignedPlans: [{ ...plan('x'), servicePlanId: 'other' }, plan('Suspended')] },
      { ...userFact, advancedAudit: false, plans: expect.any(String) as unknown },
    ],
    [
      'users',
      {
        ...graphUser,
        assignedLicenses: [{ disabledPlans: [plan('').servicePlanId], skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06' }],
      },
      { ...userFact, advancedAudit: false, plans: expect.any(String) as unknown },
    ],
    [
      'licences',
      {
        UserPrincipalName: 'ann@x.example',
        SkuPartNumber: 'SPE_E5',
        ServicePlans: [{ ServicePlanName: 'M365_ADVANCED_AUDITING', ProvisioningStatus: 'Disabled' }],
      },
      { kind: 'licence', subject: 'ann@x.example', advancedAudit: false, plans: expect.any(String) as unknown },
    ],
    [
      'servicePrincipals',
      {
        id: 'O1',
        appId: 'A1',
        displayName: 'Tool',
        appOwnerOrganizationId: 'T1',
        servicePrincipalType: 'Application',
        createdDateTime: '2024-01-01T00:00:00Z',
      },
      {
        kind: 'servicePrincipal',
        subject: 'a1',
        subjectId: 'o1',
        name: 'Tool',
        type: 'Application',
        ownerTenant: 't1',
      },
    ],
    [
      'permissionGrants',
      { id: 'g', clientId: 'C1', consentType: 'Principal', principalId: 'P1', resourceId: 'R1', scope: 'Mail.Read' },
      { kind: 'grant', subjectId: 'c1', type: 'Principal', grantee: 'p1', rights: 'Mail.Read' },
    ],
    [
      'appRoleAssignments',
      {
        id: 'g',
        appRoleId: 'AR',
        principalId: 'C1',
        principalDisplayName: 'Tool',
        principalType: 'ServicePrincipal',
        resourceId: 'R1',
      },
      { kind: 'grant', subjectId: 'c1', name: 'Tool', type: 'ServicePrincipal', rights: 'AR' },
    ],
    [
      'inboxRules',
      {
        Identity: 'ann\\1',
        Name: 'r',
        Enabled: true,
        MailboxOwnerId: 'ann',
        ForwardTo: ['"E" [SMTP:e@y.example]'],
        RedirectTo: null,
      },
      {
        kind: 'inboxRule',
        subject: 'ann',
        subjectId: 'ann\\1',
        name: 'r',
        enabled: true,
        sendsTo: '["\\"E\\" [SMTP:e@y.example]"]',
      },
    ],
  ])('%s', async (shape, row, fact) => {
    // As ConvertTo-Json writes one object, as it writes several, and as a page of Graph.
    const { facts, inputs } = await read({
      'a.json': JSON.stringify(row, null, 2),
      'b.json': JSON.stringify([row]),
      'c.json': JSON.stringify({ '@odata.context': 'https://graph.example/x', value: [row] }),
    });
    expect(inputs.map((input) => input.shape)).toEqual([shape, shape, shape]);
    expect(facts).toEqual([fact]);
  });
});

describe('what cannot be read', () => {
  it('a row about nobody is a reject with its place, one that changed is another fact', async () => {
    const header = '"UserPrincipalName","DisplayName","SkuPartNumber"';
    const rows = [
      '"ann@x.example","Ann","SPE_E5"',
      '"","","SPE_E3"',
      '"ann@x.example","Ann","SPE_E3"',
      '"ann@x.example","Ann","SPE_E5"',
    ];
    const { facts, inputs } = await read({ 'l.csv': [header, ...rows, ''].join('\n') });
    expect(facts.map((fact) => fact.plans)).toEqual(['SPE_E5', 'SPE_E3']);
    expect(inputs.map(({ rows, records, duplicates, rejects }) => [rows, records, duplicates, rejects])).toEqual([
      [4, 2, 1, 1],
    ]);
  });

  it('logs are not taken for state', async () => {
    const signIn = {
      id: 'a',
      createdDateTime: '2024-01-01T00:00:00Z',
      appId: 'b',
      userPrincipalName: 'c',
      userDisplayName: 'd',
      servicePrincipalId: '',
    };
    const { inputs } = await read({ 's.jsonl': `${JSON.stringify(signIn)}\n` });
    expect(inputs[0]?.shape).toBe('graphSignIn');
  });
});
