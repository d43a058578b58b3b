// Rules that do nothing but serve correlations are asked last and only near to what the others matched: the correlations find the
// same, and the far records were never opened.
import { beforeAll, describe, expect, it } from 'vitest';
import { runCorrelations } from '../../../src/detect/rule/correlate.js';
import { scanRules } from '../../../src/detect/rule/scan.js';
import { sql } from '../../../src/query/sql.js';
import { parseRules } from '../../../src/sigma/load.js';
import type { Workspace } from '../../../src/store/workspace.js';
import { event, loadEvents, ruleText, signIn } from './world.js';

const named = (name: string, detection: string, source?: string): string =>
  `name: ${name}\n${ruleText(`selection: {${detection}}`, source, name)}`;

const correlation = (type: string, rules: string, group: string, more = ''): string =>
  `title: ${type}\nname: ${type}\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [${group}]\n  timespan: 10m\n${more}`;

const consent = named('consent', 'Operation: Consent');
const reads = named('reads', "Operation: MailItemsAccessed, ClientAppId|re: '\\S'");
const aliases = '  aliases: {app: {consent: ObjectId, reads: ClientAppId}}\n';
const bad = { ClientAppId: 'BAD-APP' };
const read = (id: string, minute: number, more: object) =>
  event(id, { Operation: 'MailItemsAccessed', ...more }, minute);

const events = [
  event('consent', { Operation: 'Consent', ObjectId: 'bad-app', UserId: 'ann@x.example' }, 98),
  read('before', 75, bad),
  read('near', 105, bad),
  read('other', 105, { ClientAppId: 'good-app' }),
  // Its column holds nothing, so that it must be opened: here the value is a list.
  read('list', 107, { ClientAppId: ['bad-app'] }),
  read('small', 108, { clientAppId: 'bad-app' }),
  read('none', 106, {}),
  read('after', 300, bad),
];

const run = async (workspace: Workspace, text: string, many: number) => {
  const set = parseRules([{ path: 'r.yml', text }]);
  expect(set.problems.filter((problem) => problem.refused)).toEqual([]);
  const scanned = await scanRules(workspace.database, set.rules, set.correlations, many);
  const [result] = await runCorrelations(workspace.database, set.correlations, scanned);
  const rows = await workspace.database.rows<{ id: string }>(
    sql`SELECT DISTINCT id FROM "ruleMatch" WHERE rule > 0 ORDER BY id`,
  );
  return {
    episodes: result?.episodes.map(({ records, ...rest }) => ({ ...rest, ids: records.map(({ id }) => id) })),
    matched: rows.map(({ id }) => id),
  };
};

describe('a rule that only serves a correlation', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const entered = { userPrincipalName: 'ann@x.example', isInteractive: true };
    const wrong = { userPrincipalName: 'ann@x.example', status: { errorCode: 50126 } };
    workspace = await loadEvents(events, [
      signIn('wrong', { ...wrong, createdDateTime: '2024-03-04T10:00:00Z' }),
      signIn('in', { ...entered, createdDateTime: '2024-03-04T10:05:00Z' }),
      signIn('later', { ...entered, createdDateTime: '2024-03-05T10:05:00Z' }),
      signIn('another', { ...entered, createdDateTime: '2024-03-04T10:05:00Z', userPrincipalName: 'bob@x.example' }),
    ]);
  });

  it('is asked only near to what the others matched, and finds the same', async () => {
    const text = [consent, reads, correlation('temporal_ordered', 'consent, reads', 'app', aliases)].join('---\n');
    const whole = await run(workspace, text, Number.POSITIVE_INFINITY);
    const late = await run(workspace, text, 0);
    expect(whole.episodes?.map(({ ids }) => ids)).toEqual([['consent', 'near', 'small']]);
    expect(late.episodes).toEqual(whole.episodes);
    expect(whole.matched).toEqual(['after', 'before', 'list', 'near', 'other', 'small']);
    expect(late.matched).toEqual(['list', 'near', 'small']);
  });

  it('is not asked where another has matched nothing', async () => {
    const nothing = named('consent', 'Operation: Nothing');
    const text = [nothing, reads, correlation('temporal', 'consent, reads', 'app', aliases)].join('---\n');
    expect(await run(workspace, text, 0)).toEqual({ episodes: [], matched: [] });
  });

  it('does not wait where it stands for itself, or where a correlation counts', async () => {
    const standing = correlation('temporal', 'consent, reads', 'app', `${aliases}  generate: true\n`);
    const counting = correlation('event_count', 'consent, reads', 'app', `${aliases}  condition: {gte: 1}\n`);
    for (const last of [standing, counting]) {
      const { matched } = await run(workspace, [consent, reads, last].join('---\n'), 0);
      expect(matched).toContain('after');
    }
  });

  it('is asked of the same person where a column names it', async () => {
    const source = 'product: azure\n  service: signinlogs';
    const text = [
      named('wrong', 'ResultType: 50126', source),
      named('enters', 'ResultType: 0, IsInteractive: true', source),
      correlation('temporal_ordered', 'wrong, enters', 'UserPrincipalName'),
    ].join('---\n');
    const whole = await run(workspace, text, Number.POSITIVE_INFINITY);
    const late = await run(workspace, text, 1);
    expect(whole.episodes?.map(({ ids }) => ids)).toEqual([['wrong', 'in']]);
    expect(late.episodes).toEqual(whole.episodes);
    expect([whole.matched, late.matched]).toEqual([['another', 'in', 'later'], ['in']]);
  });
});
