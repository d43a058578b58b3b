// What ties a finding without an access to sessions: those of its records, in whichever log they stand.
import { expect, it } from 'vitest';
import { bind, type Fields, guid, signIn, tenant } from '../../test/store/row.js';
import { reconciledWorld } from '../../test/store/world.js';
import type { Finding } from '../record/result.js';
import { readTies } from './tie.js';

const start = Date.UTC(2024, 2, 4, 10);
const [entered, ruled] = [guid('entered'), guid('ruled')];
const rule: Fields = {
  ...bind({ id: 'rule', at: start, user: 'ann@x.example' }),
  ...{ Operation: 'New-InboxRule', AppAccessContext: { AADSessionId: ruled } },
};

it('reads the Entra sessions of sign-ins and of changes', async () => {
  const { database } = await reconciledWorld({
    audit: [rule, bind({ id: 'bare', at: start, user: 'ann@x.example' })],
    signIns: [signIn({ id: 'code', at: start, user: 'ann@x.example', session: entered, kind: 'interactiveUser' })],
  });
  const finding = (id: string, ...evidence: string[]): Finding => ({ id, tenant, evidence }) as unknown as Finding;
  const ties = await readTies(database, [
    finding('both', 'rule', 'code'),
    finding('none', 'bare'),
    { ...finding('foreign', 'rule'), tenant: 'another' },
  ]);
  expect([...ties]).toEqual([['both', [entered, ruled].sort()]]);
});
