// What to do about a case, at its end: every step with its commands, whom it hits and how to undo it.
import type { Case, Result } from '../../record/result.js';
import { count, some } from '../../util/words.js';
import { connectScript } from '../containment/connect.js';
import { containmentOf } from '../containment/containment.js';
import { phaseWords, type Step } from '../containment/step.js';
import { type Block, facts, paragraph, type Section, section } from './content.js';

function leftOut({ script: { left } }: Step): string[] {
  if (left.length === 0) return [];
  const held =
    left.length === 1 ? 'is not in the commands, since it holds' : 'are not in the commands, since they hold';
  return [
    `${count(left.length, 'value')} ${held} characters that cannot be seen: ${some(left, 5)}. Look up what is meant in the admin centre, and take its id.`,
  ];
}

function code(title: string, { where, script }: Pick<Step, 'where' | 'script'>): Block[] {
  if (script.lines.length === 0) return [];
  const language = where === 'a shell with Letterlock' ? 'shell' : 'powershell';
  return [{ kind: 'code', title, language, text: script.lines.join('\n') }];
}

const stepSection = (step: Step, index: number): Section =>
  section(
    `${phaseWords[step.phase]}, step ${index + 1}: ${step.title}`,
    [
      ...facts([
        ['What it does', [step.does]],
        ['Why here', [step.because]],
        ['Whom it hits', [step.affects]],
        ['To undo', [step.undo]],
        ['Left out', leftOut(step)],
      ]),
      ...code(`To read before running, in ${step.where}`, step),
    ],
    4,
  );

/** Nothing for a case that calls for no steps. */
export function containmentSections(result: Result, each: Case): Section[] {
  const steps = containmentOf(result, each);
  if (steps.length === 0) return [];
  const script = connectScript(each.tenant, steps);
  return [
    section(
      'What to do',
      [
        paragraph(
          'Letterlock has run none of this. Read each command before you run it, and take the steps in this order: preserve, shut out, clean up. Ask the owners by telephone first, unless waiting costs more than being wrong; and take the steps that shut out close together, since whoever is shut out by halves is warned.',
        ),
        ...code('First connect, and see that it is the organisation of this case', {
          where: 'Exchange Online PowerShell',
          script,
        }),
      ],
      3,
    ),
    ...steps.map(stepSection),
  ];
}
