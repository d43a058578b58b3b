// The rules' part of an investigation: every rule in one scan, correlations over the same matches, findings out of both, and
// what could not run, with the reason.
import type { Database } from '../../query/database.js';
import type { Finding, Note } from '../../record/result.js';
import type { Loaded } from '../../sigma/load.js';
import { type Linked, standing } from '../../sigma/rule-set.js';
import { groupBy } from '../../util/group.js';
import type { Progress } from '../../util/progress.js';
import { count, some } from '../../util/words.js';
import { runCorrelations } from './correlate.js';
import { dropEvents } from './event.js';
import { ruleFindings } from './finding.js';
import { scanRules } from './scan.js';

export interface RuleRun {
  readonly findings: readonly Finding[];
  /** What the rules could not look at. */
  readonly limits: readonly Note[];
}

export const noRules: Loaded = { rules: [], correlations: [], problems: [], hash: '' };

interface Absent {
  readonly title: string;
  readonly reason: string;
}

function limitsOf(absent: readonly Absent[], refused: number): Note[] {
  const notes = [...groupBy(absent, (each) => each.reason)].map(([reason, all]) => ({
    code: 'rulesNotRun',
    message: `${count(all.length, 'rule')} could not be run, because ${reason}: ${some(
      all.map((each) => each.title),
      3,
    )}`,
  }));
  if (refused === 0) return notes;
  return [
    ...notes,
    {
      code: 'rulesRefused',
      message: `${count(refused, 'rule was', 'rules were')} refused; letterlock rules check says why`,
    },
  ];
}

export async function runRules(database: Database, loaded: Loaded, progress: Progress): Promise<RuleRun> {
  const refused = loaded.problems.filter((problem) => problem.refused).length;
  if (loaded.rules.length === 0) return { findings: [], limits: limitsOf([], refused) };
  progress.phase('running rules');
  const scanned = await scanRules(database, loaded.rules, loaded.correlations);
  const correlated = await runCorrelations(database, loaded.correlations, scanned);
  await dropEvents(database, scanned);
  const alone = new Set(standing(loaded));
  const shown = scanned.filter((each) => alone.has(each.rule));
  const findings = await ruleFindings(database, shown, correlated);
  // What keeps a correlation from running is told with the rules that it keeps from running too.
  const absentOf = new Map(scanned.map((each) => [each.rule, each.absent]));
  const reasonOf = ({ members }: Linked): string | undefined => members.flatMap((rule) => absentOf.get(rule) ?? [])[0];
  const absent = [
    ...shown.flatMap(({ rule, absent: reason }) => (reason === null ? [] : [{ title: rule.title, reason }])),
    ...correlated.flatMap(({ correlation, absent: reason }) =>
      reason === null ? [] : [{ title: correlation.title, reason: reasonOf(correlation) ?? reason }],
    ),
  ];
  return { findings, limits: limitsOf(absent, refused) };
}
