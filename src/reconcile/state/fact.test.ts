// Facts out of exports that disagree, lie in folders of several tenants, or spell things oddly.
import { describe, expect, it } from 'vitest';
import { life, together } from '../../../test/store/life.js';
import { otherTenant, tenant } from '../../../test/store/row.js';
import { type Files, lines, load, reconcileStore } from '../../../test/store/world.js';
import { readTenantState } from './state.js';

const all = 'Update, MailItemsAccessed';
const row = (...cells: readonly string[]): string => `${cells.map((text) => `"${text}"`).join(',')}\r\n`;
const mailboxes = (...rows: readonly (readonly string[])[]): string =>
  row(
    'UserPrincipalName',
    'DisplayName',
    'ExternalDirectoryObjectId',
    'AuditEnabled',
    'AuditOwner',
    'AuditDelegate',
    'RecipientTypeDetails',
  ) + rows.map((cells) => row(...cells)).join('');
const users = (...people: readonly (readonly [name: string, id: string])[]): string =>
  JSON.stringify(
    people.map(([userPrincipalName, id]) => ({
      id,
      userPrincipalName,
      displayName: 'n',
      assignedPlans: [{ capabilityStatus: 'Enabled', servicePlanId: '2f442157-a11c-46b9-ae5b-6e39ff4e5849' }],
    })),
  );

async function stateOf(files: Files, tenants = 1) {
  const lives = [tenant, otherTenant]
    .slice(0, tenants)
    .map((of, i) => life({ people: 2, days: 2, tenant: of, domain: `t${i}.example` }));
  const { audit, signIns } = together(...lives);
  const workspace = await load({ 'a.jsonl': lines(audit), 's.jsonl': lines(signIns), ...files });
  const { database } = await reconcileStore(workspace);
  const state = await readTenantState(database);
  return { ...state, silent: state.silence.silent.map(({ mailbox, recorded, reason }) => [mailbox, recorded, reason]) };
}

describe('facts', () => {
  it('a setting of the organisation holds for its own folder, where there are several tenants', async () => {
    const files = {
      'one/m.csv': mailboxes(['ann@t0.example', 'Ann', 'o1', 'True', all, '', 'UserMailbox']),
      'one/o.csv': row('Name', 'AuditDisabled') + row('t0', 'True'),
      'two/m.csv': mailboxes(['bob@t1.example', 'Bob', 'o2', 'True', all, '', 'UserMailbox']),
      'two/o.csv': row('Name', 'AuditDisabled') + row('t1', 'False'),
      'two/u.json': users(['bob@t1.example', 'o2'], ['ann@t0.example', 'o1']),
    };
    expect((await stateOf(files, 2)).silent).toEqual([
      ['ann@t0.example', 'no', 'organisationNotAudited'],
      ['bob@t1.example', 'yes', null],
    ]);
    expect((await stateOf(files)).silent).toEqual([
      ['ann@t0.example', 'no', 'organisationNotAudited'],
      ['bob@t1.example', 'no', 'organisationNotAudited'],
    ]);
  });

  it('of two exports the one by which less is recorded counts; of a shared mailbox the delegates do', async () => {
    const shared = ['desk@t0.example', 'Desk', 'o3', 'True', 'Update', all, 'SharedMailbox'];
    const { silent, facts } = await stateOf({
      'before.csv': mailboxes(['ann@t0.example', 'Ann', 'o1', 'True', all, '', 'UserMailbox'], shared),
      'after.csv': mailboxes(
        ['ann@t0.example', 'Ann', 'o1', 'True', 'Update', '', 'UserMailbox'],
        ['d@t0.example', 'D', 'o4', 'True', all, all, 'DiscoveryMailbox'],
      ),
      'u.json': users(['ann@t0.example', 'o1'], ['desk@t0.example', 'o3']),
      'bypass.csv': row('Name', 'Identity', 'AuditBypassEnabled') + row('o3', 'o3', 'True') + row('o9', 'o9', 'False'),
      'log.csv': row('Name', 'UnifiedAuditLogIngestionEnabled') + row('Default', 'False'),
    });
    expect(silent).toEqual([
      ['ann@t0.example', 'no', 'openingNotAudited'],
      ['desk@t0.example', 'no', 'auditBypassed'],
    ]);
    expect(facts.bypassed).toEqual([{ account: 'desk@t0.example', path: 'bypass.csv' }]);
    expect(facts.unifiedOff).toEqual(['log.csv']);
    expect(facts.mailboxes.find(({ mailbox }) => mailbox === 'desk@t0.example')?.openings).toBe(true);
  });

  it('nothing without exports', async () => {
    expect((await stateOf({})).facts.mailboxes).toEqual([]);
  });
});
