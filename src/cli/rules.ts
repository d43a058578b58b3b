// `letterlock rules`: which rules there are, whether they are well written, what they need, and whether they find what they should.
import { Command } from 'commander';
import { explainCorrelation, explainRule } from '../detect/rule/explain.js';
import { packFolder } from '../detect/rule/pack.js';
import { testFolders, testRules } from '../detect/rule/test-rules.js';
import { discover, loadAll, openWorkspace } from '../letterlock.js';
import { explanationLines, kindOf, problemLine, ruleLine, testLines } from '../output/rule-text.js';
import { loadRules } from '../sigma/load.js';
import { byRule, type RuleSet, ruleKey } from '../sigma/rule-set.js';
import { exitCode, LetterlockError } from '../util/error.js';
import { count } from '../util/words.js';
import { cores, print, progressFor, say } from './door.js';
import { placeholdersOf, placeholdersOption, type RuleOptions, rulesOf, rulesOption } from './option.js';
import { sourcesOf } from './source.js';

const printLines = (lines: readonly string[]): void => {
  if (lines.length > 0) print(`${lines.join('\n')}\n`);
};

function tellProblems({ problems }: RuleSet): number {
  for (const problem of problems) say(`${problemLine(problem)}\n`);
  return problems.filter((problem) => problem.refused).length;
}

async function list(options: RuleOptions & { json?: boolean }): Promise<void> {
  const set = await rulesOf(options);
  const all = [...set.rules, ...set.correlations].sort(byRule);
  if (options.json === true) {
    const rows = all.map((rule) => ({
      id: ruleKey(rule),
      title: rule.title,
      level: rule.level,
      source: kindOf(rule),
      tags: rule.tags,
      path: rule.at.path,
    }));
    print(`${JSON.stringify(rows, null, 2)}\n`);
  } else printLines(all.map(ruleLine));
  if (tellProblems(set) > 0) process.exitCode = exitCode.partlyUnreadable;
}

async function check(paths: readonly string[], options: RuleOptions): Promise<void> {
  const set = await loadRules(paths, await placeholdersOf(options));
  printLines(set.problems.map(problemLine));
  const refused = set.problems.filter((problem) => problem.refused).length;
  const notes = set.problems.length - refused;
  const rules = `${count(set.rules.length, 'rule')} and ${count(set.correlations.length, 'correlation')} can be run`;
  print(`${rules}; ${refused} refused, ${count(notes, 'note')}\n`);
  if (refused > 0) process.exitCode = exitCode.partlyUnreadable;
}

const noRule = (text: string): LetterlockError =>
  new LetterlockError({
    code: 'unknownRule',
    message: `there is no rule ${text}`,
    hint: 'give the id, name or title that `letterlock rules list` shows; name your own rules with --rules',
  });

async function explain(
  text: string,
  paths: readonly string[],
  options: RuleOptions & { workspace?: string },
): Promise<void> {
  const set = await rulesOf(options);
  tellProblems(set);
  const rule = [...set.rules, ...set.correlations].find(
    (each) => ruleKey(each) === text || each.id === text.toLowerCase() || each.name === text || each.title === text,
  );
  if (rule === undefined) throw noRule(text);
  const asked = paths.length > 0 || options.workspace !== undefined;
  const from = asked ? await sourcesOf(paths, options.workspace) : null;
  const workspace = from === null ? null : await openWorkspace(from.workspace, cores);
  try {
    if (workspace !== null) await loadAll(workspace, await discover(from?.load ?? []), progressFor(false));
    const database = workspace?.database ?? null;
    const parts = rule.kind === 'rule' ? [await explainRule(rule, database)] : await explainCorrelation(rule, database);
    if (rule.kind === 'correlation') printLines([ruleLine(rule), '']);
    printLines(parts.flatMap(explanationLines));
  } finally {
    await workspace?.close();
  }
}

async function test(paths: readonly string[], options: RuleOptions): Promise<void> {
  const placeholders = await placeholdersOf(options);
  const pack = packFolder();
  const from = paths.length > 0 ? paths : pack === null ? [] : [pack];
  const folders = (await Promise.all(from.map(testFolders))).flat();
  if (folders.length === 0)
    throw new LetterlockError({
      code: 'noRuleTests',
      message: 'there is no folder with a rule.yml',
      hint: 'name folders that hold rule.yml, hit.jsonl and miss.jsonl, or a folder of such folders',
    });
  const workspace = await openWorkspace(null, cores);
  let failed = 0;
  try {
    for await (const outcome of testRules(workspace, folders, placeholders)) {
      if (outcome.failures.length > 0) failed++;
      printLines(testLines(outcome));
    }
  } finally {
    await workspace.close();
  }
  print(`${count(folders.length, 'rule')} tested, ${failed} failed\n`);
  if (failed > 0) process.exitCode = exitCode.findings;
}

const help = `
Rules are written in Sigma 2.1. What is supported, and how fields and log sources are found: docs/sigma.md.

Examples:
  letterlock rules check my-rules/                          say what is wrong, with file, line and column
  letterlock rules test my-rules/                           run each rule over its own hit.jsonl and miss.jsonl
  letterlock rules explain my_rule --rules my-rules exports/   which fields it reads, and what these exports lack

Exit codes: 0 done; 1 a test failed; 2 wrong usage; 3 rules were refused; 4 internal.`;

const command = (name: string, summary: string): Command =>
  new Command(name).summary(summary).description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);

export function rulesCommand(): Command {
  const parent = command('rules', 'list, check, explain and test detection rules (Sigma)').addHelpText('after', help);
  const commands = [
    command('list', 'list the rules that come along and your own')
      .addOption(rulesOption())
      .addOption(placeholdersOption())
      .option('--json', 'as JSON')
      .action(list),
    command('check', 'read rules and say what is wrong with them, with file, line and column')
      .argument('<paths...>', 'rule files, or folders of them')
      .addOption(placeholdersOption())
      .action(check),
    command('explain', 'say which log and fields a rule reads, and what given exports lack for it')
      .argument('<rule>', 'id, name or title')
      .argument(
        '[paths...]',
        'a kept workspace, or files and folders of exports, to ask whether the rule can run on them',
      )
      .option('--workspace <folder>', 'the kept workspace')
      .addOption(rulesOption())
      .addOption(placeholdersOption())
      .action(explain),
    command('test', 'run rules over records that they must match (hit.jsonl) and must not match (miss.jsonl)')
      .argument(
        '[paths...]',
        'folders with rule.yml, hit.jsonl and miss.jsonl, or folders of such folders (default: the rules that come along)',
      )
      .addOption(placeholdersOption())
      .action(test),
  ];
  for (const each of commands) parent.addCommand(each.exitOverride());
  return parent;
}
