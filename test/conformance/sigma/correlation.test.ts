// Correlations on the live engine: true sliding windows, order, groups, ranges. Written from the specification's text, and
// against the faults that conversions to SQL have: spans dropped, whole groups instead of windows, order ignored.
import { beforeAll, describe, expect, it } from 'vitest';
import { runCorrelations } from '../../../src/detect/rule/correlate.js';
import { scanRules } from '../../../src/detect/rule/scan.js';
import { parseRules } from '../../../src/sigma/load.js';
import type { Workspace } from '../../../src/store/workspace.js';
import type { Fields } from '../../store/row.js';
import { event, loadEvents, ruleText, signIn } from './world.js';

const day = 24 * 60;
/** Events of a user in minutes; the scene tells cases apart. Each letter is an operation. */
const scene = (
  name: string,
  steps: readonly (readonly [operation: string, minute: number, more?: Fields])[],
): Fields[] =>
  steps.map(([Operation, minute, more], i) =>
    event(`${name}${i + 1}`, { Operation, Scene: name, UserId: 'ann@x.example', ...more }, minute),
  );

const events = [
  ...scene('slow', [
    ['A', 0],
    ['A', 4 * day],
    ['A', 8 * day],
  ]),
  ...scene('edge', [
    ['A', 0],
    ['A', 5],
    ['A', 10],
  ]),
  ...scene('late', [
    ['A', 0],
    ['A', 5],
    ['A', 10.02],
  ]),
  ...scene('hour', [
    ['A', 58],
    ['A', 59],
    ['A', 62],
  ]),
  ...scene('right', [
    ['A', 0],
    ['B', 5],
  ]),
  ...scene('wrong', [
    ['B', 0],
    ['A', 5],
  ]),
  ...scene('again', [
    ['A', 0],
    ['B', 5],
    ['A', day],
  ]),
  ...scene('back', [
    ['B', 0],
    ['A', 5],
    ['B', 9],
  ]),
  ...scene('tie', [
    ['A', 0],
    ['B', 0],
  ]),
  ...scene('lone', [['AB', 0]]),
  ...scene('three', [
    ['A', 0],
    ['B', 4],
    ['C', 8],
  ]),
  ...scene('stretch', [
    ['A', 0],
    ['B', 6],
    ['C', 12],
  ]),
  ...scene('mixed', [
    ['B', 1],
    ['A', 2],
    ['C', 3],
  ]),
  ...scene('people', [
    ['A', 0],
    ['A', 1, { UserId: 'bob@x.example' }],
    ['A', 2, { UserId: 'ANN@x.example' }],
    ['A', 3, { UserId: 'cid@x.example' }],
  ]),
  ...scene('twice', [
    ['A', 0],
    ['A', 1],
    ['A', 2],
    ['A', day],
    ['A', day + 1],
    ['A', day + 2],
  ]),
  ...scene('burst', [
    ['A', 0],
    ['A', 1],
    ['A', 2],
    ['A', 3],
    ['A', 4],
  ]),
  ...scene('nobody', [
    ['A', 0, { UserId: undefined }],
    ['A', 1, { UserId: undefined }],
    ['A', 2, { UserId: undefined }],
  ]),
  ...scene('alias', [
    ['A', 0, { From: 'h1', To: 'h2' }],
    ['B', 1, { From: 'h2', To: 'h1' }],
  ]),
  ...scene('cross', [
    ['A', 0, { From: 'h1', To: 'h2' }],
    ['B', 1, { From: 'h1', To: 'h2' }],
  ]),
  ...scene('tenants', [
    ['A', 0],
    ['A', 1, { OrganizationId: '99999999-0000-4000-8000-000000000000' }],
    ['A', 2],
  ]),
];
const signIns = [signIn('s1', { userPrincipalName: 'dora@y.example', createdDateTime: '2024-03-04T09:58:00Z' })];
events.push(event('m1', { Operation: 'A', Scene: 'logs', UserId: 'dora@y.example' }, 0));

let workspace: Workspace;
beforeAll(async () => {
  workspace = await loadEvents(events, signIns);
});

const letter = (name: string, selection = `Operation|contains: ${name}`): string =>
  ruleText(`selection:\n  ${selection}\n  Scene: SCENE`, undefined, name).replace('title:', `name: ${name}\ntitle:`);

const correlation = (body: string): string =>
  `title: c\nid: c\ncorrelation:\n${body.trim().replace(/^ */gm, (s) => `  ${s}`)}\n---\n`;

/** Ids of each episode, joined; what is wrong with the rule as text. */
async function fires(
  sceneName: string,
  body: string,
  rules: readonly string[] = [letter('A'), letter('B'), letter('C')],
): Promise<string[]> {
  const text = correlation(body) + rules.join('---\n').replaceAll('SCENE', sceneName);
  const set = parseRules([{ path: 'c.yml', text }]);
  const refused = set.problems.filter((problem) => problem.refused);
  if (refused.length > 0) return refused.map(({ code }) => code);
  const scanned = await scanRules(workspace.database, set.rules, set.correlations);
  const [result] = await runCorrelations(workspace.database, set.correlations, scanned);
  if (result?.absent) return [result.absent];
  return result?.episodes.map(({ records }) => records.map(({ id }) => id).join(' ')) ?? ['none'];
}

const count = (condition: string, span = '10m', group = 'UserId'): string =>
  `type: event_count\nrules: [A]\ngroup-by: [${group}]\ntimespan: ${span}\ncondition:\n${condition.replace(/^/gm, '  ')}`;
const temporal = (rules: string, span = '10m', more = ''): string =>
  `type: temporal\nrules: [${rules}]\ngroup-by: [Scene]\ntimespan: ${span}${more}`;
const ordered = (rules: string, span = '10m'): string => temporal(rules, span).replace('temporal', 'temporal_ordered');

describe('event_count', () => {
  it.each([
    ['slow', count('gte: 3'), []],
    ['slow', count('gte: 3', '8d'), ['slow1 slow2 slow3']],
    ['edge', count('gte: 3'), ['edge1 edge2 edge3']],
    ['late', count('gte: 3'), []],
    ['hour', count('gte: 3', '5m'), ['hour1 hour2 hour3']],
    ['edge', count('gt: 3'), []],
    ['people', count('gte: 2'), ['people1 people3']],
    ['people', count('gte: 3', '10m', 'Scene'), ['people1 people2 people3 people4']],
    ['twice', count('gte: 3'), ['twice1 twice2 twice3', 'twice4 twice5 twice6']],
    ['burst', count('gte: 3'), ['burst1 burst2 burst3 burst4 burst5']],
    ['burst', count('gte: 3\nlte: 4'), ['burst1 burst2 burst3 burst4']],
    ['burst', count('eq: 5'), ['burst1 burst2 burst3 burst4 burst5']],
    ['burst', count('gt: 5'), []],
    ['slow', count('lt: 2'), ['slow1', 'slow2', 'slow3']],
    ['nobody', count('gte: 3'), []],
    ['nobody', count('gte: 3', '10m', 'Scene'), ['nobody1 nobody2 nobody3']],
    ['tenants', count('gte: 3'), []],
    ['tenants', count('gte: 2'), ['tenants1 tenants3']],
    ['burst', count('gte: 6', '10m').replace('[A]', '[A, B]'), []],
    ['lone', count('gte: 2', '10m').replace('[A]', '[A, B]'), []],
  ] as const)('%s, %j', async (name, body, expected) => {
    expect(await fires(name, body)).toEqual(expected);
  });

  it('without group-by all matches are one group', async () => {
    expect(await fires('people', count('gte: 4').replace('group-by: [UserId]\n', ''))).toEqual([
      'people1 people2 people3 people4',
    ]);
  });

  it('the moment from which it could be told is that of the event that made it hold', async () => {
    const text = correlation(count('gte: 3')) + letter('A').replaceAll('SCENE', 'burst');
    const set = parseRules([{ path: 'c.yml', text }]);
    const [result] = await runCorrelations(
      workspace.database,
      set.correlations,
      await scanRules(workspace.database, set.rules, set.correlations),
    );
    const start = Date.UTC(2024, 2, 4, 10);
    expect(result?.episodes[0]).toMatchObject({
      firstMs: start,
      detectableMs: start + 2 * 60_000,
      lastMs: start + 4 * 60_000,
      group: ['ann@x.example'],
    });
  });
});

describe('value_count', () => {
  const values = (condition: string, span = '10m'): string =>
    count(`field: UserId\n${condition}`, span, 'Scene').replace('event_count', 'value_count');
  it.each([
    ['people', values('gte: 3'), ['people1 people2 people3 people4']],
    ['people', values('gte: 4'), []],
    ['people', values('gte: 3', '2m'), ['people2 people3 people4']],
    ['people', values('eq: 1'), ['people1']],
    ['burst', values('gte: 2'), []],
    ['nobody', values('lt: 2'), []],
  ] as const)('%s, %j', async (name, body, expected) => {
    expect(await fires(name, body)).toEqual(expected);
  });
  it('of several fields counts their pairs', async () => {
    const body = values('gte: 4').replace('field: UserId', 'field: [UserId, Id]');
    expect(await fires('people', body)).toEqual(['people1 people2 people3 people4']);
  });
});

describe('temporal', () => {
  it.each([
    ['right', temporal('A, B'), ['right1 right2']],
    ['wrong', temporal('A, B'), ['wrong1 wrong2']],
    ['again', temporal('A, B'), ['again1 again2']],
    ['slow', temporal('A, B'), []],
    ['lone', temporal('A, B'), ['lone1']],
    ['three', temporal('A, B, C'), ['three1 three2 three3']],
    ['stretch', temporal('A, B, C'), []],
    ['stretch', temporal('A, B, C', '10m', '\ncondition:\n  gte: 2'), ['stretch1 stretch2 stretch3']],
    ['mixed', temporal('A, B, C'), ['mixed1 mixed2 mixed3']],
  ] as const)('%s, %j', async (name, body, expected) => {
    expect(await fires(name, body)).toEqual(expected);
  });
});

describe('temporal_ordered', () => {
  it.each([
    ['right', ordered('A, B'), ['right1 right2']],
    ['wrong', ordered('A, B'), []],
    ['wrong', ordered('B, A'), ['wrong1 wrong2']],
    ['again', ordered('A, B'), ['again1 again2']],
    ['back', ordered('A, B'), ['back2 back3']],
    ['tie', ordered('A, B'), ['tie1 tie2']],
    ['lone', ordered('A, B'), []],
    ['three', ordered('A, B, C'), ['three1 three2 three3']],
    ['three', ordered('A, C, B'), []],
    ['three', ordered('C, B, A'), []],
    ['stretch', ordered('A, B, C'), []],
    ['stretch', ordered('A, B, C', '12m'), ['stretch1 stretch2 stretch3']],
    ['mixed', ordered('A, B, C'), []],
    ['right', `${ordered('A, B')}\ncondition:\n  gte: 2`, ['right1 right2']],
    ['right', `${ordered('A, B')}\ncondition:\n  gte: 1`, ['notSupported']],
  ] as const)('%s, %j', async (name, body, expected) => {
    expect(await fires(name, body)).toEqual(expected);
  });
});

describe('across fields and logs', () => {
  const aliases = '\naliases:\n  here:\n    A: From\n    B: To\n  there:\n    A: To\n    B: From';
  const body = `${temporal('A, B').replace('[Scene]', '[here, there]')}${aliases}`;
  it('aliases join other fields of the same value', async () => {
    expect(await fires('alias', body)).toEqual(['alias1 alias2']);
    expect(await fires('cross', body)).toEqual([]);
  });
  it('a sign-in and what followed', async () => {
    const rules = [
      letter('A'),
      letter('S')
        .replace('m365', 'azure')
        .replace('audit', 'signinlogs')
        .replace(/ {4}Operation.*\n {4}Scene.*/, '    UserPrincipalName: dora*'),
    ];
    const both = 'type: temporal_ordered\nrules: [S, A]\ngroup-by: [UserPrincipalName]\ntimespan: 5m';
    expect(await fires('logs', both, rules)).toEqual(['s1 m1']);
  });
  it('a rule whose log is not there makes it not run, and says so', async () => {
    const rules = [letter('A'), letter('P').replace('m365', 'azure').replace('audit', 'pim')];
    expect((await fires('right', temporal('A, P'), rules))[0]).toContain(
      'its rule P cannot run: no export of alerts of Privileged',
    );
  });
});
