// Where the logs do not reach: accesses that cannot be decided, by reason; what the engine says could not have been seen; rows
// that could not be read.
import type { Result } from '../../record/result.js';
import { count, some } from '../../util/words.js';
import { reasonCounts } from '../case-view.js';
import { classCommand } from '../command.js';
import { span } from '../format.js';
import { unableTexts } from '../unable-text.js';
import { kindWords, reasonClass, reasonWords, windowWords } from '../words.js';
import type { Statement } from './statement.js';

// A reason that is not known here is told with the undecided: better one limit too many than one too few.
const undecided = (code: string) => (reasonClass(code) ?? 'notAssessable') === 'notAssessable';

function gapStatements(result: Result): Statement[] {
  const silent = result.coverage.mailboxes.flatMap(({ mailbox, gaps }) =>
    gaps.map((gap) => ({
      topic: 'gap',
      about: mailbox,
      text: `The log of ${mailbox} is silent from ${span(gap.fromAt, gap.toAt)}: ${windowWords(gap.reason)}.`,
      rests: 'coverage',
    })),
  );
  const signIns = result.coverage.signIns.flatMap(({ kind, gaps }) =>
    gaps.map((gap) => ({
      topic: 'gap',
      about: kind,
      text: `The sign-in log (${kindWords[kind]}) has a gap from ${span(gap.fromAt, gap.toAt)}.`,
      rests: 'coverage',
    })),
  );
  return [...silent, ...signIns];
}

function filterStatements(result: Result): Statement[] {
  return result.coverage.signIns.flatMap(({ kind, filteredTo }) => {
    if (filteredTo === null) return [];
    const to = some([...(filteredTo.users ?? []), ...(filteredTo.applications ?? [])], 5);
    const text = `The sign-in log (${kindWords[kind]}) holds only ${to || 'a selection'}.`;
    return [{ topic: 'filter', about: kind, text, rests: 'coverage' }];
  });
}

export function notAssessed(result: Result): Statement[] {
  const reasons = reasonCounts(result, undecided).map(([code, value]) => ({
    topic: 'undecided',
    about: code,
    text: `${count(value, 'access', 'accesses')} cannot be decided: ${reasonWords(code)}.`,
    rests: `reason ${code}`,
    command: classCommand('notAssessable'),
  }));
  const limits = result.coverage.limits.map((limit) => ({
    topic: 'limit',
    about: limit.code,
    text: limit.message,
    rests: `limit ${limit.code}`,
  }));
  const unable = unableTexts(result).map((text) => ({
    topic: 'unable',
    text,
    rests: 'the table of detections below',
  }));
  const rejects: Statement[] =
    result.rejects.length === 0
      ? []
      : [
          {
            topic: 'rejects',
            text: `${count(result.rejects.length, 'row')} of the files could not be read.`,
            rests: 'the table of rejects below',
          },
        ];
  const all = [...reasons, ...limits, ...unable, ...gapStatements(result), ...filterStatements(result), ...rejects];
  return all.length > 0
    ? all
    : [{ topic: 'outside', text: 'What happened outside these days, mailboxes and logs.', rests: 'coverage' }];
}
