// The rules' part of an investigation: every rule in one scan, correlations over the same matches, findings out of both, and
// what could not run, with the reason.
import type { Database } from '../../query/database.js';
import type { Finding, Unable } from '../../record/result.js';
import type { Loaded } from '../../sigma/load.js';
import type { Rule } from '../../sigma/rule.js';
import { type Linked, ruleKey, standing } from '../../sigma/rule-set.js';
import type { Problem } from '../../util/problem.js';
import type { Progress } from '../../util/progress.js';
import { runCorrelations } from './correlate.js';
import { dropEvents } from './event.js';
import { ruleFindings } from './finding.js';
import { scanRules } from './scan.js';

export interface RuleRun {
  readonly findings: readonly Finding[];
  /** Those that could not look. */
  readonly unable: readonly Unable[];
}

export const noRules: Loaded = { rules: [], correlations: [], problems: [], hash: '' };

/** What keeps a rule from running, as the result tells it. */
const unableOf = (kind: Unable['kind'], id: string, title: string, code: string, message: string): Unable => ({
  kind,
  id,
  title,
  state: 'notRun',
  tenants: null,
  lacks: [{ code, message, have: null, of: null, least: null }],
});

const absentRule = (rule: Rule | Linked, message: string): Unable =>
  unableOf(rule.kind, ruleKey(rule), rule.title, 'ruleNotRun', message);

/** A file may hold many rules; those of them that were refused are one entry each. */
const refusedRule = ({ at: { path, line } }: Problem): Unable => {
  const place = `${path.split(/[\\/]/).slice(-2).join('/')}:${line}`;
  return unableOf('rule', place, place, 'ruleRefused', 'it was refused; letterlock rules check says why');
};

export async function runRules(database: Database, loaded: Loaded, progress: Progress): Promise<RuleRun> {
  const refused = loaded.problems.filter((problem) => problem.refused).map(refusedRule);
  if (loaded.rules.length === 0) return { findings: [], unable: refused };
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
  const unable = [
    ...shown.flatMap(({ rule, absent }) => (absent === null ? [] : absentRule(rule, absent))),
    ...correlated.flatMap(({ correlation, absent }) =>
      absent === null ? [] : absentRule(correlation, reasonOf(correlation) ?? absent),
    ),
  ];
  return { findings, unable: [...unable, ...refused] };
}
