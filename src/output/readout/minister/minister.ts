// The page for somebody who must speak: what happened, what we know, assess, do not know, and do next. One printed page, in plain words,
// without ids: whoever wants to know how we know asks for the record.
import type { Result } from '../../../record/result.js';
import { classTitles, list, paragraph, type Section, said, section, statements } from '../content.js';
import { timelineOf } from '../picture/timeline.js';
import { whatWeAssess } from './assessed.js';
import { whatHappened } from './happened.js';
import { whatIsKnown } from './known.js';
import { whatWeDo } from './next.js';
import { ownerText, tellable } from './people.js';
import { whatCannotBeSeen, whatIsNotKnown } from './unknown.js';

const lanes = 5;

export function ministerSections(result: Result): Section[] {
  const pictures = timelineOf(result, tellable(result), 'When mail was read', lanes, (mailbox) =>
    ownerText(result, mailbox),
  );
  return [
    section('What happened', [
      ...whatHappened(result).map(paragraph),
      ...pictures.map((picture) => ({ kind: 'picture' as const, picture })),
    ]),
    section('What we know (established)', statements('E', whatIsKnown(result).map(said))),
    section('What we judge (assessed)', statements('A', whatWeAssess(result).map(said))),
    section('What we do not know', [
      ...statements('N', whatIsNotKnown(result).map(said), classTitles.N),
      ...statements('C', whatCannotBeSeen(result).map(said), classTitles.C),
    ]),
    section('What we do next', list(whatWeDo(result), true)),
  ];
}
