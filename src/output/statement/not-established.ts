// Questions that will be asked and that mailbox logs do not answer. Said before somebody answers them by guessing.
import type { Case, Result } from '../../record/result.js';
import { caseName, restsOnTokens, sessionsOf } from '../case-view.js';
import type { Statement } from './statement.js';

const nature = 'the nature of the logs';

function caseQuestions(result: Result): Statement[] {
  const { cases } = result;
  const names = (some: readonly Case[]) => some.map(caseName).join(', ');
  const tokens = cases.filter((each) => restsOnTokens(sessionsOf(result, each)));
  const floor = cases.filter((each) => each.dwell.firstAccessIsFloor);
  return [
    {
      topic: 'who',
      text: 'Who it was. Addresses can be rented, and names in a log can be written by the reader.',
      rests: names(cases),
    },
    ...(tokens.length > 0
      ? [
          {
            topic: 'tokens',
            text: 'How the tokens without a sign-in were made: forged, or issued outside the log that was given.',
            rests: names(tokens),
          },
        ]
      : []),
    ...(floor.length > 0
      ? [
          {
            topic: 'beginning',
            text: 'When it began. The logs begin while it was already going on.',
            rests: names(floor),
          },
        ]
      : []),
    {
      topic: 'afterwards',
      text: 'Whether a person read what was opened, and what was done with it afterwards, such as passing it on.',
      rests: nature,
    },
    {
      topic: 'besides',
      text: 'Whether anything besides mail was reached: files, chats and calendars are not in these logs.',
      rests: nature,
    },
  ];
}

export function notEstablished(result: Result): Statement[] {
  if (result.cases.length > 0) return caseQuestions(result);
  return [
    {
      topic: 'nobody',
      text: 'That nobody else read the mail. We did not find it; that is not the same as its not having happened.',
      rests: nature,
    },
    {
      topic: 'owner',
      text: 'Whether whoever signed in was the owner: a stolen password signs in like the owner.',
      rests: nature,
    },
  ];
}
