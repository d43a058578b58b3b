// What we judge, and how good the ground is. How likely something is and how sure we are of it never share a sentence (ICD 203).
import type { Case, Result } from '../../../record/result.js';
import { count } from '../../../util/words.js';
import { elsewhereText } from '../../campaign-text.js';
import { forTerminal } from '../../escape.js';
import { judged } from '../../statement/assessed.js';
import { cut } from '../../text.js';
import { confidenceWords } from '../../words.js';
import { short, tellable } from './people.js';

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function caseText(each: Case, several: boolean): string {
  const level = each.judgement?.levelByLogs ?? each.level;
  const which = several ? `Of the case “${short(each.title)}”: ` : '';
  return `${which}${several ? judged[level] : upper(judged[level])}. Our confidence is ${each.confidence}: ${confidenceWords[each.confidence]}.`;
}

function whoText({ judgements }: Case): string[] {
  const [kind] = judgements.filter(({ question }) => question === 'kind');
  const [name] = judgements.filter(({ question }) => question === 'name');
  const sure = (level: string): string => ` Our confidence in that is ${level}.`;
  return [
    ...(kind === undefined ? [] : [`What kind of thing it was: ${kind.statement}${sure(kind.confidence.level)}`]),
    ...(name === undefined
      ? []
      : name.answer === null
        ? ['Who did it cannot be told from these logs: nothing in them belongs to one actor alone.']
        : [`Who did it: ${name.statement}${sure(name.confidence.level)}`]),
  ];
}

function verdictText({ judgement }: Case): string[] {
  if (judgement?.verdict !== 'hostile') return [];
  return [
    `Somebody of ours has confirmed it as hostile: ${cut(forTerminal(judgement.because), 200).replace(/[.\s]+$/, '')}. That is a person's judgement, not the log's.`,
  ];
}

const campaignTexts = ({ campaigns }: Result): string[] => {
  const shown = campaigns
    .slice(0, 2)
    .map(
      ({ cases, tenants }) =>
        `We judge that ${count(cases.length, 'case')} in ${count(tenants.length, 'organisation')} are the work of one actor, by what they share.`,
    );
  const rest = campaigns.length - shown.length;
  return rest > 0 ? [...shown, `The same holds for ${count(rest, 'more group')} of cases.`] : shown;
};

export function whatWeAssess(result: Result): string[] {
  const cases = tellable(result);
  const [first] = cases;
  if (first === undefined) {
    return result.verdict.code === 'notAssessable'
      ? ['We judge nothing: too little can be decided from these logs.']
      : ['We found nothing that we would hold against anyone. This speaks only of what the logs show.'];
  }
  const several = cases.length > 1;
  const told = cases.slice(0, 3).map((each) => caseText(each, several));
  const rest = cases.length - told.length;
  const more = rest > 0 ? [`And ${count(rest, 'more case')} of less weight.`] : [];
  const elsewhere = cases.some(({ id }) => result.elsewhere.includes(id)) ? [elsewhereText] : [];
  return [
    ...told,
    ...more,
    ...verdictText(first),
    ...(several ? [] : whoText(first)),
    ...campaignTexts(result),
    ...elsewhere,
  ];
}
