// Microsoft's own service principals sign in where only one log shows it, and nobody else signs in there. So neither log can
// stand in for the other: a token of one kind that is missing in the other's log says nothing.
import { describe, expect, it } from 'vitest';
import { envelope } from '../../test/oracle/azure-rows.js';
import { life } from '../../test/store/life.js';
import { at, backup, bind, type Fields, guid, signIn, tokenOf } from '../../test/store/row.js';
import { lines, load, reconcileStore, type World } from '../../test/store/world.js';

const ours = '66a88757-258c-4c72-893c-3e8bed4d6899';
const ip = '192.0.2.9';

/** An application that reads thirty times with thirty tokens, every six hours, and one whose sign-in nobody logged. */
function reader(name: string, app: string): { audit: Fields[]; signIns: Fields[] } {
  const tokens = Array.from({ length: 30 }, (_, n) => ({ id: guid(`${name} ${n}`), ms: at(2, 6 * n) }));
  const access = (id: string, record: string, ms: number): Fields =>
    bind({ id: record, at: ms + 60_000, issuedAt: ms, app, ip, token: tokenOf(id), more: { UserType: 5 } });
  return {
    audit: [
      ...tokens.map(({ id, ms }, n) => access(id, `${name}-${n}`, ms)),
      access(guid(`${name} nowhere`), `${name}-odd`, at(5, 3)),
    ],
    signIns: tokens.map(({ id, ms }) => signIn({ id, at: ms, app, ip, kind: 'servicePrincipal' })),
  };
}

const microsoft = reader('microsoft', ours);
const customer = reader('customer', backup);
const category = 'MicrosoftServicePrincipalSignInLogs';

async function world(logs: 'tenants' | 'microsofts' | 'both'): Promise<World> {
  const { audit, signIns } = life();
  const firstParty = microsoft.signIns.map((row) => envelope(row, false, { category }));
  const tenants = logs === 'microsofts' ? [] : customer.signIns;
  return reconcileStore(
    await load({
      'audit.jsonl': lines([...audit, ...microsoft.audit, ...customer.audit]),
      'sign-ins.jsonl': lines([...signIns, ...tenants]),
      ...(logs === 'tenants' ? {} : { 'PT1H.json': lines(firstParty) }),
    }),
  );
}

describe('sign-ins of Microsoft’s own services', () => {
  it('are missing from the tenant’s log of service principals without any meaning', async () => {
    const { verdict } = await world('tenants');
    expect(verdict('microsoft-3')).toBe('notAssessable signInKindNotExported');
    expect(verdict('microsoft-odd')).toBe('notAssessable signInKindNotExported');
    expect(verdict('customer-3')).toBe('explained token');
  });

  it('say nothing of the tenant’s own programs', async () => {
    const { verdict, reconciled } = await world('microsofts');
    expect(verdict('microsoft-3')).toBe('explained token');
    expect(verdict('customer-odd')).toBe('notAssessable signInKindNotExported');
    expect(reconciled.coverage.map(({ kind }) => kind)).toEqual([
      'interactive',
      'microsoftServicePrincipal',
      'nonInteractive',
    ]);
  });

  it('convict where both logs are there', async () => {
    const { verdict } = await world('both');
    expect(verdict('microsoft-3')).toBe('explained token');
    expect(verdict('microsoft-odd')).toBe('unexplained noSignInForToken');
    expect(verdict('customer-odd')).toBe('unexplained noSignInForToken');
  });
});
