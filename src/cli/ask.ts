// What every command does that asks a store: opens it, shows how far the work is, loads what was named, and closes it whatever
// happens.
import { discover, investigate, loadAll, openWorkspace, type Question, type Workspace } from '../letterlock.js';
import { problemLine } from '../output/rule-text.js';
import { unreadNotes } from '../reconcile/limits.js';
import type { Input, Result } from '../record/result.js';
import { byText } from '../util/order.js';
import type { Progress } from '../util/progress.js';
import { cores, progressFor, say, workIn } from './door.js';
import { type QuestionOptions, questionOf } from './option.js';
import { type Sources, sourcesOf } from './source.js';

export interface AskOptions extends QuestionOptions {
  readonly workspace?: string;
  readonly quiet?: boolean;
}

/** What `work` gives for the store. `load` reads what was named and tells which files could not be read at all. */
export async function inWorkspace<T>(
  from: Sources,
  quiet: boolean,
  work: (workspace: Workspace, progress: Progress, load: () => Promise<readonly Input[]>) => Promise<T>,
): Promise<T> {
  const files = await discover(from.load);
  const workspace = await openWorkspace(from.workspace, cores);
  workIn(from.workspace);
  const progress = progressFor(quiet);
  try {
    return await work(workspace, progress, () => loadAll(workspace, files, progress));
  } finally {
    progress.done();
    await workspace.close();
  }
}

/** What is asked; rules that could not be read are told of. */
export async function questionTold(options: AskOptions): Promise<Question> {
  const question = await questionOf(options);
  if (options.quiet !== true) for (const problem of question.rules.problems) say(`${problemLine(problem)}\n`);
  return question;
}

/** The answer to what was named, a kept workspace or exports. Files that could not be read at all stand among the inputs. */
export async function ask(paths: readonly string[], options: AskOptions): Promise<Result> {
  const question = await questionTold(options);
  const from = await sourcesOf(paths, options.workspace);
  return inWorkspace(from, options.quiet === true, async (workspace, progress, load) => {
    const failed = await load();
    const result = await investigate(workspace, question, progress);
    const inputs = [...result.inputs, ...failed].sort((a, b) => byText(a.path, b.path) || byText(a.sha256, b.sha256));
    const limits = [...unreadNotes(failed), ...result.coverage.limits];
    return { ...result, inputs, coverage: { ...result.coverage, limits } };
  });
}
