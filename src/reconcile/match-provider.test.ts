// The second half of the context tier: the same provider stands for the same place, but only where nobody can rent and the
// user has been there before.
import { beforeAll, describe, expect, it } from 'vitest';
import { life, together } from '../../test/store/life.js';
import { bind, type Fields, guid, mobile, signIn, tokenOf } from '../../test/store/row.js';
import { scene, type Visitor } from '../../test/store/visitor.js';
import { lines, load, reconcileStore, type World } from '../../test/store/world.js';

const hour = 3_600_000;
const { rows, visit } = scene();
const networks = ['range,asn,organisation,country,kind'];

/** AS numbers of where the visitor reads, signs in just before, and signed in interactively two days earlier. */
interface Where {
  readonly read?: string;
  readonly signIn?: string;
  readonly before?: string;
  readonly kind?: string;
}

let visitors = 0;

/** A visitor whose access, sign-in and past lie in three /24 networks. */
function reader(
  name: string,
  { read = '64700', signIn: issued = '64700', before = '64700', kind = 'home' }: Where,
  more: (who: Visitor) => { signIn?: object; access?: object; signIns?: Fields[]; audit?: Fields[] } = () => ({}),
): void {
  const k = visitors++;
  networks.push(`198.18.${k}.0/24,${read},Read,,${kind}`, `192.0.${k}.0/24,${issued},Issued,,${kind}`);
  networks.push(`198.19.${k}.0/24,${before},Before,,${kind}`);
  visit(name, (who) => {
    const { signIn: issue = {}, access = {}, signIns = [], audit = [] } = more(who);
    (rows.signIns as Fields[]).push(...signIns);
    return { access, signIns: [issue], audit };
  });
}

reader('known', {});
reader('mobile', { kind: 'Mobile' });
reader('any kind', { kind: '' });
for (const kind of ['hosting', 'cloud', 'VPN', 'datacenter', 'residentialProxy', 'proxy', 'cdn', 'tor'])
  reader(kind, { kind });
reader('no number', { read: '', signIn: '', before: '' });
reader('other provider', { read: '64701', before: '64701' });
reader('first time', { before: '64702' });
reader('only since', { before: '64702' }, (who) => ({
  signIns: [signIn({ at: who.hour + 60_000, user: who.user, ip: who.ip, app: mobile, kind: 'interactiveUser' })],
}));
reader('failed before', { before: '64702' }, (who) => ({
  signIns: [
    signIn({ at: who.hour - hour, user: who.user, ip: who.ip, kind: 'interactiveUser', errorCode: 50126, app: mobile }),
  ],
}));
reader('not typed before', { before: '64702' }, (who) => ({
  signIns: [signIn({ at: who.hour - hour, user: who.user, ip: who.ip, app: mobile })],
}));
reader('other user before', { before: '64702' }, (who) => ({
  signIns: [signIn({ at: who.hour - hour, user: 'somebody@x.example', ip: who.ip, kind: 'interactiveUser' })],
}));
reader('token before', { before: '64702' }, (who) => {
  const [id, at] = [guid(`earlier ${who.user}`), who.hour - 48 * hour];
  return {
    signIns: [signIn({ id, at, user: who.user, ip: '192.0.2.9' })],
    audit: [bind({ id: 'earlier', at: at + 60_000, user: who.user, ip: who.ip, token: tokenOf(id), issuedAt: at })],
  };
});
reader('too long ago', {}, (who) => ({ signIn: { at: who.hour + hour / 12 - 28 * hour - 1000 } }));
reader('other application', {}, () => ({ signIn: { app: mobile } }));
reader('any application', {}, () => ({ access: { app: null }, signIn: { app: mobile } }));

// No table of the user's knows these: the shipped one says that both are of one access provider, or of one host.
const real = (name: string, first: string, second: string): void =>
  visit(name, (who) => {
    const typed = {
      at: who.hour - 50 * hour,
      user: who.user,
      ip: second,
      kind: 'interactiveUser',
      app: mobile,
    } as const;
    return { access: { ip: first }, signIns: [{ ip: second }, typed] };
  });
real('real provider', '80.128.7.1', '91.0.7.1');
real('real host', '94.130.7.1', '138.201.7.1');

let world: World;
beforeAll(async () => {
  const all = together(life({ people: 6, days: 10 }), rows);
  const files = { 'audit.jsonl': lines(all.audit), 'sign-ins.jsonl': lines(all.signIns) };
  world = await reconcileStore(await load({ ...files, 'networks.csv': `${networks.join('\n')}\n` }));
});

describe('a provider stands for a place', () => {
  it.each(['known', 'mobile', 'any kind', 'token before', 'any application', 'real provider'])('%s', (name) =>
    expect(world.verdict(name)).toBe('explained context'),
  );
});

describe('a provider does not', () => {
  it.each([
    ...[
      'hosting',
      'cloud',
      'VPN',
      'datacenter',
      'residentialProxy',
      'proxy',
      'cdn',
      'tor',
      'no number',
      'other provider',
    ],
    ...['first time', 'only since', 'failed before', 'not typed before', 'other user before', 'too long ago'],
    ...['other application', 'real host'],
  ])('%s', (name) => expect(world.verdict(name)).toBe('notAssessable noIds'));
});
