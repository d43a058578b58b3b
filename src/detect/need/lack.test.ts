// What detectors lack, one world for all: of every need a tenant without it, and one tenant that has everything. Driven from the
// list of detectors, so that a new need without a world, or a new detector that is not on the list, fails.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { home, life, person, type Rows, together } from '../../../test/store/life.js';
import { at, type Fields, guid, signIn, sync } from '../../../test/store/row.js';
import { answer } from '../../../test/store/world.js';
import type { Result, Unable } from '../../record/result.js';
import { detectors } from '../detect.js';

const days = 12;
const tenantOf = (name: string): string => guid(`tenant ${name}`);

/** A world that holds what every detector needs, published indicators aside. */
function whole(name: string): Rows {
  const domain = `${name.replace(/\W/g, '').toLowerCase()}.example`;
  const own = tenantOf(name);
  const who = { user: person(0, domain), ip: home(0), tenant: own };
  const said = { authenticationProtocol: 'none', tokenIssuerType: 'AzureAD', userAgent: 'Mozilla/5.0' };
  const rows = together(life({ people: 3, days, domain, tenant: own }), {
    audit: [
      sync({ ...who, at: at(1, 10), session: guid(`session ${who.user} 1`) }),
      {
        Id: guid(`change ${name}`),
        CreationTime: '2024-03-05T09:00:00',
        Operation: 'Add-MailboxPermission',
        RecordType: 1,
        OrganizationId: own,
        UserType: 2,
        UserId: who.user,
        Workload: 'Exchange',
      },
    ],
    signIns: [signIn({ ...who, at: at(1, 7), kind: 'interactiveUser', errorCode: 50126 })],
  });
  return {
    audit: rows.audit.map((row) => ({ ...row, TokenTenantId: own })),
    signIns: rows.signIns.map((row) => ({ ...row, ...said })),
  };
}

const context = (row: Fields, more: Fields): Fields =>
  row.AppAccessContext === undefined ? {} : { AppAccessContext: { ...(row.AppAccessContext as Fields), ...more } };
const without =
  (...keys: readonly string[]) =>
  (row: Fields): Fields => ({
    ...Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key))),
    ...context(row, Object.fromEntries(keys.map((key) => [key, undefined]))),
  });

type Change = (rows: Rows) => Rows;
const audit =
  (change: (row: Fields) => Fields): Change =>
  (rows) => ({ ...rows, audit: rows.audit.map(change) });
const signIns =
  (change: (row: Fields) => Fields): Change =>
  (rows) => ({ ...rows, signIns: rows.signIns.map(change) });
const onlyAudit =
  (keep: (row: Fields) => boolean): Change =>
  (rows) => ({ ...rows, audit: rows.audit.filter(keep) });
const noSignIns: Change = ({ audit: all }) => ({ audit: all, signIns: [] });
const early: Change = (rows) => ({
  audit: rows.audit.filter(({ CreationTime }) => String(CreationTime) < '2024-03-06'),
  signIns: rows.signIns.filter(({ createdDateTime }) => String(createdDateTime) < '2024-03-06'),
});
const isAccess = ({ Operation }: Fields): boolean => Operation === 'MailItemsAccessed';
/** Ids of other tokens: none of these finds its sign-in. */
const otherIds = signIns((row) => ({ ...row, id: guid(`other ${row.id}`), uniqueTokenIdentifier: null }));
const untied = signIns((row) => ({
  ...row,
  sessionId: null,
  ipAddress: '198.18.0.1',
  id: guid(`untied ${row.id}`),
  uniqueTokenIdentifier: null,
}));

/** By the code of a need, what takes it away from a world that has everything. */
const takenAway: Readonly<Record<string, Change>> = {
  accesses: onlyAudit((row) => !isAccess(row)),
  tokenIds: audit(without('UniqueTokenId')),
  tokenOrSessionIds: audit(without('UniqueTokenId', 'AADSessionId', 'SessionId')),
  hoursWithIds: audit(without('UniqueTokenId', 'AADSessionId', 'SessionId')),
  tokenTenants: audit(without('TokenTenantId')),
  addresses: audit(without('ClientIPAddress', 'ClientIP')),
  clients: audit(without('ClientInfoString')),
  copiesInSessions: audit((row) => (row.RecordType === 2 ? without('SessionId')(row) : row)),
  decidedTokens: otherIds,
  matchedTokens: otherIds,
  'signIns:interactive': noSignIns,
  'signIns:interactive,nonInteractive': noSignIns,
  'signIns:interactive,auditLog': noSignIns,
  'signIns:interactive,nonInteractive,auditLog': noSignIns,
  tiedSessions: untied,
  signInSessions: signIns((row) => ({ ...row, sessionId: null })),
  signInManners: signIns(without('authenticationProtocol')),
  signInClients: signIns(without('authenticationProtocol', 'userAgent')),
  tokenIssuers: signIns(without('tokenIssuerType')),
  refusedPasswords: (rows) => ({
    ...rows,
    signIns: rows.signIns.filter(({ status }) => (status as Fields).errorCode === 0),
  }),
  knownMailboxes: early,
  mailboxDays: early,
  knownPeople: early,
  knownHours: early,
  changes: onlyAudit(isAccess),
  indicators: (rows) => rows,
};

/** Every second record without a token id. */
const halved = audit((row) =>
  Number.parseInt(String(row.Id).slice(0, 1), 16) < 8 ? without('UniqueTokenId')(row) : row,
);

let result: Result;
beforeAll(async () => {
  const worlds = Object.entries(takenAway).map(([code, change]) => change(whole(code)));
  result = await answer(together(...worlds, whole('whole'), halved(whole('halved'))));
});

const of = (detector: string, world: string): Unable | undefined =>
  result.coverage.detections.find(
    ({ id, tenants }) => id === detector && (tenants ?? [tenantOf(world)]).includes(tenantOf(world)),
  );

describe.each(detectors.map((each) => [each.name, each] as const))('%s', (name, detector) => {
  it.each(detector.needs.map(({ code }) => code))('is told not to have run without %s', (code) => {
    expect(Object.keys(takenAway)).toContain(code);
    const told = of(name, code);
    expect(told?.state).toBe('notRun');
    expect(told?.lacks.map((lack) => lack.code)).toContain(code);
    expect(told?.lacks.every(({ message }) => message !== '' && !/undefined|NaN|null/.test(message))).toBe(true);
  });
  it('runs where everything is there, and not where nobody opened mail', () => {
    if (name !== 'knownIndicator') expect(of(name, 'whole')).toBeUndefined();
    expect(of(name, 'accesses')?.lacks[0]?.code).toBe('accesses');
  });
});

it('knows every detector in the folder', () => {
  const folder = new URL('..', import.meta.url).pathname;
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const named = files.flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^ {2}name: '(\w+)',\n {2}title:/gm)].map(
      ([, name]) => name,
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.sort()).toEqual(detectors.map(({ name }) => name).sort());
});

it('says where a detector saw a part only', () => {
  const told = of('missingSignIn', 'halved');
  expect(told).toMatchObject({ state: 'inPart', title: 'Mail read with a token that no sign-in issued' });
  expect(told?.lacks[0]?.message).toMatch(/^only \d+ of \d+ accesses carry a token id$/);
});
