// Verdicts of analysts: kept in the workspace, applied to the next answer, following the case by what was judged, and never
// silencing what came after.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { withVerdicts } from '../src/case/judge.js';
import type { GivenVerdict } from '../src/case/verdict-file.js';
import { program } from '../src/cli/program.js';
import { discover, everything, investigate, loadAll, openWorkspace, type Result } from '../src/letterlock.js';
import { standardReadout } from '../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../src/output/readout/render-markdown.js';
import { renderTerminal } from '../src/output/terminal/render-terminal.js';
import type { Case, Finding, Level, Session } from '../src/record/result.js';
import { silent } from '../src/util/progress.js';
import { forged, life, person, together } from './store/life.js';
import { at } from './store/row.js';
import { lines, newFolder } from './store/world.js';

describe('a kept workspace', () => {
  const home = newFolder();
  const [exports, kept] = [join(home, 'exports'), join(home, 'kept')];

  async function ask(): Promise<Result> {
    const workspace = await openWorkspace(kept, 1);
    try {
      await loadAll(workspace, await discover([exports]), silent);
      return await investigate(workspace, everything);
    } finally {
      await workspace.close();
    }
  }

  /** The command in this process; what it printed. */
  const verdict = (...words: string[]): Promise<string> =>
    printed('verdict', kept, ...words, ...(words.length > 1 ? ['--quiet'] : []));

  async function printed(...words: string[]): Promise<string> {
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    try {
      await program().parseAsync(words, { from: 'user' });
    } finally {
      spy.mockRestore();
    }
    return written.join('');
  }

  /** What `--fail-on high` says to the caller. */
  async function exitCode(...more: string[]): Promise<number> {
    try {
      await program().parseAsync(['investigate', kept, '--quiet', '--fail-on', 'high', ...more], { from: 'user' });
      return Number(process.exitCode ?? 0);
    } finally {
      process.exitCode = undefined;
    }
  }

  let before: Result;
  let id = '';
  beforeAll(async () => {
    mkdirSync(exports);
    const rows = together(life({ people: 12, days: 14 }), {
      audit: forged(at(8, 1), 8, { user: person(1), ip: '192.0.2.66' }),
    });
    writeFileSync(join(exports, 'audit.jsonl'), lines(rows.audit));
    writeFileSync(join(exports, 'sign-ins.jsonl'), lines(rows.signIns));
    before = await ask();
    id = before.cases[0]?.id ?? '';
  });

  it('goes through the whole life of a verdict', async () => {
    expect(before.verdict.code).toBe('intrusion');
    const today = join(home, 'today.json');
    expect(await exitCode('--json', today)).toBe(1);
    expect(await verdict()).toBe('no verdict stands\n');

    const evil = 'owner\u001b[2J asked <b>by</b> telephone';
    const said = await verdict(id, 'benign', '--because', evil, '--by', 'A. Marrow');
    expect(said).toContain(`${id} is benign\n  It covers 8 records, 1 access session`);
    const closed = await ask();
    expect(await exitCode()).toBe(0);
    const changed = await printed('compare', today, kept);
    expect(changed).toMatch(/^ LOWER {3}1 case is closed as benign by an analyst, /);
    expect(changed).toMatch(/verdict: from none to closed\n[\s\S]*? {6}because of new verdicts of an analyst \(B1\)/);
    expect(closed.verdict.code).toBe('nothingFound');
    expect(closed.verdict.sentence).toContain('8 accesses remain unexplained by the logs.');
    expect(closed.verdict.sentence).toContain(
      '1 case is closed as benign by an analyst and not counted; by the logs alone it is',
    );
    const { judgement, level } = closed.cases[0] as Case;
    expect(level).toBe('informational');
    expect(judgement).toMatchObject({
      verdict: 'benign',
      state: 'closed',
      by: 'A. Marrow',
      because: evil,
      reopened: [],
    });
    expect(judgement?.levelByLogs).toBe(before.cases[0]?.level);
    expect(closed.findings).toEqual(before.findings);
    const terminal = renderTerminal(closed, { colour: false, width: 100 });
    expect(terminal).toContain('VERDICTS OF ANALYSTS');
    expect(terminal).not.toContain('\u001b');
    expect(renderReadoutMarkdown(standardReadout(closed))).not.toMatch(/^[^`]*<b>/m);
    expect(await verdict()).toMatch(/^verdict-\w+: benign, by A. Marrow, .* UTC\n {2}case-/);

    // The same intruder goes on: an earlier record, so that the case has another id.
    writeFileSync(join(exports, 'more.jsonl'), lines(forged(at(7, 22), 2, { user: person(1), ip: '192.0.2.66' })));
    const open = await ask();
    expect(open.cases[0]?.id).not.toBe(id);
    expect(open.cases[0]?.judgement?.state).toBe('reopened');
    expect(open.cases[0]?.judgement?.reopened.join()).toContain('2 records more');
    expect(open.verdict.code).toBe('intrusion');
    expect(open.verdict.sentence).toContain('open again');

    const now = open.cases[0]?.id ?? '';
    await verdict(now, 'hostile', '--because', 'the owner was asleep');
    const confirmed = await ask();
    expect(confirmed.cases[0]?.judgement).toMatchObject({
      verdict: 'hostile',
      state: 'confirmed',
      by: null,
      reopened: [],
    });
    expect(confirmed.verdict.sentence).toContain('1 case is confirmed as hostile by an analyst.');
    expect(renderReadoutMarkdown(standardReadout(confirmed))).toContain("a person's judgement, not the log's");

    expect((await verdict()).match(/^verdict-/gm)).toHaveLength(1);
    await verdict(now, 'withdraw', '--because', 'somebody else judged');
    const again = await ask();
    expect(again.cases[0]?.judgement?.state).toBe('reopened');
    await verdict(again.verdicts[0]?.id ?? '', 'withdraw', '--because', 'nobody remembers why');
    expect((await ask()).cases[0]?.judgement).toBeNull();
  });

  it('refuses what is no verdict', async () => {
    await expect(verdict('case-0', 'benign', '--because', 'x')).rejects.toMatchObject({ code: 'unknownCase' });
    await expect(verdict('case-0', 'benign', '--because', ' ')).rejects.toMatchObject({ code: 'verdictReason' });
    await expect(verdict('case-0')).rejects.toMatchObject({ code: 'verdictMissing' });
    await expect(verdict('case-0', 'withdraw', '--because', 'x')).rejects.toMatchObject({ code: 'unknownVerdict' });
    const elsewhere = program().parseAsync(['verdict', exports], { from: 'user' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'noWorkspace' });
  });

  it('is one writer’s alone, and does not mind the draft of a run that was killed', async () => {
    const other = await openWorkspace(kept, 1);
    await expect(verdict()).rejects.toMatchObject({ code: 'workspaceBusy' });
    await other.close();
    writeFileSync(join(kept, 'verdicts.jsonl.new'), '{"id": "verd');
    const [item] = (await ask()).cases;
    await verdict(item?.id ?? '', 'hostile', '--because', 'seen on the telephone');
    expect((await ask()).cases[0]?.judgement?.state).toBe('confirmed');
  });

  it('says which line of a damaged file is no verdict, and leaves no draft', async () => {
    const file = join(kept, 'verdicts.jsonl');
    const lines = readFileSync(file, 'utf8').trim().split('\n').length;
    appendFileSync(file, '{"id": "verd');
    await expect(ask()).rejects.toMatchObject({ code: 'verdictFile', at: { line: lines + 1 } });
    expect(existsSync(`${file}.new`)).toBe(false);
  });
});

interface Parts {
  readonly sessions?: Readonly<Record<string, readonly string[]>>;
  readonly findings?: Readonly<Record<string, readonly string[]>>;
  readonly level?: Level;
  readonly mailboxes?: readonly string[];
  readonly lastAt?: string;
}

/** A result with one case of a few sessions and findings, each with its records. */
function resultOf(...cases: Parts[]): Result {
  const all = cases.map(
    ({ sessions = {}, findings = {}, level = 'medium', mailboxes = ['a'], lastAt = '2024-01-01' }, n) => {
      const item = {
        id: `case-${n}`,
        tenant: 't',
        title: '',
        level,
        mailboxes,
        users: [],
        watched: [],
        judgement: null,
      };
      const of = Object.entries(sessions).map(([id, records]) => ({ id, records, lastAt }) as unknown as Session);
      const found = Object.entries(findings).map(
        ([detection, evidence]) =>
          ({ id: `${n} ${detection}`, detection, rule: null, evidence, lastAt }) as unknown as Finding,
      );
      const exposure = { named: { messages: 0 }, folders: [] };
      const dwell = { firstAccessAt: null, firstAccessIsFloor: false };
      return {
        item: {
          ...item,
          exposure,
          dwell,
          sessions: of.map((s) => s.id),
          findings: found.map((f) => f.id),
        } as unknown as Case,
        of,
        found,
      };
    },
  );
  const reconciliation = { total: 10, notAssessable: 0, unexplained: 0 } as Result['reconciliation'];
  const [items, sessions, findings] = [all.map((a) => a.item), all.flatMap((a) => a.of), all.flatMap((a) => a.found)];
  return { cases: items, sessions, findings, reconciliation } as unknown as Result;
}

const judging = (verdict: 'benign' | 'hostile', parts: Parts, n = 0): GivenVerdict => {
  const { sessions = {}, findings = {}, level = 'medium', mailboxes = ['a'], lastAt = '2024-01-01' } = parts;
  return {
    ...{ id: `verdict-${n}`, verdict, case: 'case-then', tenant: 't', title: '', level, mailboxes: [...mailboxes] },
    ...{ because: 'x', by: null, at: `2024-02-0${n + 1}` },
    parts: [
      ...Object.values(sessions).map((records) => ({ detection: null, lastAt, records: [...records] })),
      ...Object.entries(findings).map(([detection, records]) => ({ detection, lastAt, records: [...records] })),
    ],
  };
};

const base: Parts = { sessions: { s: ['1', '2'], t: ['3'] }, findings: { newReader: ['1'], wholeSync: ['3'] } };

describe('a benign verdict', () => {
  const stateOf = (parts: Parts, ...verdicts: GivenVerdict[]) => {
    const { judgement, level } = withVerdicts(resultOf(parts), verdicts).cases[0] as Case;
    return judgement === null ? 'none' : `${judgement.state} ${level} ${judgement.reopened.join('; ')}`.trim();
  };
  const benign = judging('benign', base);

  it.each<[string, Parts, string]>([
    ['closes what it judged', base, 'closed informational'],
    ['closes a part of it', { sessions: { other: ['3'] }, findings: { wholeSync: ['3'] } }, 'closed informational'],
    ['opens for a record', { ...base, sessions: { s: ['1', '2', '9'], t: ['3'] } }, 'reopened medium 1 record more'],
    [
      'opens for a session',
      { ...base, sessions: { ...base.sessions, u: ['8', '9'] } },
      'reopened medium 1 access session more; 2 records more',
    ],
    ['opens for a mailbox', { ...base, mailboxes: ['a', 'b'] }, 'reopened medium 1 mailbox more: b'],
    [
      'opens for a kind of evidence on the same records',
      { ...base, findings: { ...base.findings, twoPlaces: ['1'] } },
      'reopened medium evidence of a kind or time that was not judged: twoPlaces',
    ],
    [
      'opens for a known kind where it was not',
      { ...base, findings: { newReader: ['1'], wholeSync: ['2', '3'] } },
      'closed informational',
    ],
    [
      'opens for a known kind in another session',
      { ...base, findings: { newReader: ['3'], wholeSync: ['3'] } },
      'reopened medium evidence of a kind or time that was not judged: newReader',
    ],
    [
      'opens for evidence that went on',
      { ...base, lastAt: '2024-01-02' },
      'reopened medium evidence of a kind or time that was not judged: newReader and wholeSync',
    ],
    ['opens for a higher level', { ...base, level: 'high' }, 'reopened high the level rose from medium to high'],
    ['knows nothing of another case', { sessions: { s: ['77'] }, findings: { newReader: ['77'] } }, 'none'],
  ])('%s', (_, parts, state) => expect(stateOf(parts, benign)).toBe(state));

  it('of two cases that became one closes both together', () => {
    const one = judging('benign', { sessions: { s: ['1', '2'] }, findings: { newReader: ['1'] } });
    const other = judging('benign', { sessions: { t: ['3'] }, findings: { wholeSync: ['3'] } }, 1);
    expect(stateOf(base, one, other)).toBe('closed informational');
    expect(stateOf(base, one)).toContain('reopened');
  });

  it('yields to a later one, and to a hostile one on a part', () => {
    expect(stateOf(base, judging('hostile', base), judging('benign', base, 1))).toBe('closed informational');
    expect(stateOf(base, benign, judging('hostile', base, 1))).toBe('confirmed high');
    expect(
      stateOf(
        base,
        judging('hostile', { sessions: { t: ['3'] } }),
        judging('benign', { sessions: { s: ['1', '2'] } }, 1),
      ),
    ).toMatch(/^confirmed high 2 records|^confirmed high 1 access session more/);
  });
});

it('closed cases come last, are counted as such, and a verdict that concerns nothing is told', () => {
  const lesser: Parts = { sessions: { z: ['50'] }, level: 'low' };
  const grave: Parts = { ...base, level: 'critical' };
  const verdicts = [judging('benign', grave), judging('hostile', { sessions: { gone: ['99'] } }, 1)];
  const result = withVerdicts(resultOf(grave, lesser), verdicts);
  expect(result.cases.map((item) => [item.id, item.level])).toEqual([
    ['case-1', 'low'],
    ['case-0', 'informational'],
  ]);
  expect(result.verdicts.map((each) => each.cases)).toEqual([['case-0'], []]);
  expect(result.verdict).toMatchObject({ code: 'nothingFound' });
  expect(result.verdict.sentence).toContain('1 weak hint is listed');
});
