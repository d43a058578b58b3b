// Campaigns out of whole worlds: two organisations, three actors, one VPN, and the traits that their records leave.
import { beforeAll, describe, expect, it } from 'vitest';
import { forged, home, life, person, together } from '../../test/store/life.js';
import { at, guid, otherTenant, tenant } from '../../test/store/row.js';
import { answerTo, emptyWorkspace, lines, sessionWorld } from '../../test/store/world.js';
import type { Case, Finding, Result } from '../record/result.js';
import { readChangeTraits } from './change-trait.js';

const [one, two] = ['x.example', 'y.example'];
const busy = together(life({ people: 10, days: 12 }), life({ people: 10, days: 12, tenant: otherTenant, domain: two }));
const networks = [
  'range,asn,organisation,country,kind',
  ...['192.0.2.0/24', '192.0.9.0/24', '192.0.8.0/24'].map((range) => `${range},64510,Rented,XX,hosting`),
  '198.51.100.0/24,64511,Veil,XX,vpn',
  '203.0.0.0/16,64512,Homes,XX,home',
  '192.0.7.0/24,64513,Carrier,XX,mobile',
].join('\n');

const read = (n: number, domain: string, hour: number, ip: string) =>
  forged(at(6, hour), 4, { user: person(n, domain), ip, ...(domain === two ? { tenant: otherTenant } : {}) });

const grave = (result: Result): Case[] => result.cases.filter((item) => ['high', 'critical'].includes(item.level));
const ofMailbox = (result: Result, mailbox: string): string =>
  grave(result).find((item) => item.mailboxes.includes(mailbox))?.id ?? 'no case';

describe('two organisations', () => {
  let result: Result;
  beforeAll(async () => {
    const audit = [
      // One actor from one rented host in both; two others behind one VPN; two more from a home of the organisations' own people.
      ...[...read(0, one, 1, '192.0.2.66'), ...read(1, two, 2, '192.0.2.66')],
      ...[...read(2, one, 1, '198.51.100.9'), ...read(3, two, 1, '198.51.100.9')],
      ...[...read(4, one, 3, home(9)), ...read(5, two, 3, home(9))],
      // Two actors from one hosting range.
      ...[...read(6, one, 3, '192.0.9.4'), ...read(7, two, 3, '192.0.9.200')],
      // And two with one carrier, at one of its shared addresses.
      ...[...read(8, one, 5, '192.0.7.4'), ...read(9, two, 5, '192.0.7.4')],
    ];
    const rows = together(busy, { audit });
    result = await answerTo({
      'audit.jsonl': lines(rows.audit),
      'sign-ins.jsonl': lines(rows.signIns),
      'networks.csv': `${networks}\n`,
    });
  });

  it('one actor in both is a campaign, and nobody else', () => {
    expect(result.campaigns.map(({ cases }) => [...cases])).toEqual([
      [ofMailbox(result, person(0, one)), ofMailbox(result, person(1, two))],
    ]);
    const [campaign] = result.campaigns;
    expect(campaign?.tenants).toEqual([tenant, otherTenant]);
    expect(campaign?.links.filter((link) => !link.generic).map(({ kind, value }) => [kind, value])).toEqual([
      ['address', '192.0.2.66'],
    ]);
    expect(String(campaign?.detectableAt) >= at6(2)).toBe(true);
    expect(campaign?.exposure.messages).toBe(8);
  });

  it('keeps those behind a VPN, in a hosting range and from an ordinary home apart, and says what they share', () => {
    const traits = (mailbox: string, kind: string) =>
      result.traits.filter((trait) => trait.case === ofMailbox(result, mailbox) && trait.kind === kind);
    const exits = [person(2, one), person(3, two)].flatMap((mailbox) => traits(mailbox, 'exit'));
    expect(exits.map(({ value, about }) => [value, about])).toEqual([
      ['198.51.100.9', 'vpn'],
      ['198.51.100.9', 'vpn'],
    ]);
    expect(traits(person(6, one), 'network').map(({ value }) => value)).toEqual(['192.0.9.0/24']);
    const atCarrier = [person(8, one), person(9, two)].map((mailbox) => ofMailbox(result, mailbox));
    expect(atCarrier).not.toContain('no case');
    expect(result.traits.filter(({ value }) => value.startsWith('192.0.7.'))).toEqual([]);
    const homes = result.traits.filter((trait) => trait.kind === 'address' && trait.value === home(9));
    expect(homes.length).toBeGreaterThan(0);
    expect(new Set(homes.map(({ people }) => people))).toEqual(new Set([2]));
  });
});

const at6 = (hour: number): string => new Date(at(6, hour)).toISOString().replace('.000Z', 'Z');

const change = (id: string, operation: string, parameters: Readonly<Record<string, string>>, user = person(0)) => ({
  ...{ Id: guid(id), CreationTime: '2024-03-10T01:00:00', Operation: operation, OrganizationId: tenant, RecordType: 1 },
  ...{ UserType: 0, UserId: user, Workload: 'Exchange', ObjectId: id },
  Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
});

describe('what an actor sets up', () => {
  const hostile = '<b>\u001b[2J"; DROP TABLE audit; --';
  it('leaves names and targets, but none that others here use or everybody has', async () => {
    const audit = [
      change('rule', 'New-InboxRule', { Name: hostile, ForwardTo: 'smtp:drop@else.example;boss@x.example' }),
      change('dot', 'New-InboxRule', { Name: '..', RedirectTo: 'someone@gmail.com' }),
      change('usual', 'New-InboxRule', { Name: 'Team folder', ForwardTo: 'desk@partner.example' }),
      change('theirs', 'New-InboxRule', { Name: 'team FOLDER', ForwardTo: 'desk@partner.example' }, person(1)),
      change('consent', 'Consent to application.', {
        Target: `AppId ${guid('app')} [KeyIdentifier=${guid('key')},KeyType=AsymmetricX509Cert]`,
      }),
    ];
    const { database } = await sessionWorld(together(life({ people: 2, days: 2 }), { audit }));
    const evidence = ['rule', 'dot', 'usual', 'consent'].map((id) => guid(id));
    const finding = { evidence, rule: { id: 'r', source: 's' } } as unknown as Finding;
    const item = { id: 'case-1', applications: [guid('app')] } as unknown as Case;
    const traits = await readChangeTraits(database, [{ case: item, findings: [{ finding, part: 3 }] }]);
    expect(traits.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      `application ${guid('app')}`,
      `credential ${guid('key')}`,
      'forwardDomain else.example',
      'forwardTarget drop@else.example',
      'forwardTarget someone@gmail.com',
      `ruleName ${hostile}`,
    ]);
    expect(new Set(traits.map(({ caseId, part }) => `${caseId} ${part}`))).toEqual(new Set(['case-1 3']));
  });

  it('of no case is nothing', async () => {
    const { database } = await emptyWorkspace();
    expect(await readChangeTraits(database, [])).toEqual([]);
  });
});
