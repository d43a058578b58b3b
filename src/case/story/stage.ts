// To which part of a story something belongs: what a rule found by its ATT&CK techniques, an act by its operation. Of several techniques
// the one that the rule's author named first decides.
import type { Stage, StoryStep } from '../../record/story.js';

const byTechnique: readonly (readonly [technique: RegExp, stage: Stage])[] = [
  [/^T(1110|1566|1557|1539|1078|1606|1528|1550)\b/, 'entry'],
  [/^T(1098|1671|1556|1484|1137|1114\.003)/, 'persistence'],
  [/^T(1685|1562|1564|1070)/, 'hiding'],
  [/^T(1114|1213|1119|1552)/, 'access'],
];

/** A consent to an application carries its technique beside that of stealing a token: it lets somebody in and stays. */
const grants = 'T1671';

/** A rule without any technique known here has found a change. */
export function stageOf(techniques: readonly string[]): Stage {
  if (techniques.includes(grants)) return 'persistence';
  for (const each of techniques) {
    const known = byTechnique.find(([technique]) => technique.test(each));
    if (known !== undefined) return known[1];
  }
  return 'persistence';
}

interface Act {
  readonly stage: Stage;
  readonly kind: StoryStep['kind'];
}

const acts: readonly (readonly [Act, readonly string[]])[] = [
  [{ stage: 'access', kind: 'search' }, ['searchqueryinitiatedexchange']],
  [{ stage: 'access', kind: 'sent' }, ['send', 'sendas', 'sendonbehalf']],
  [{ stage: 'hiding', kind: 'deletion' }, ['softdelete', 'harddelete', 'movetodeleteditems']],
  [
    { stage: 'persistence', kind: 'act' },
    [
      ...['new-inboxrule', 'set-inboxrule', 'enable-inboxrule', 'updateinboxrules'],
      ...['add-mailboxpermission', 'add-mailboxfolderpermission', 'addfolderpermissions', 'updatefolderpermissions'],
      ...['modifyfolderpermissions', 'add-recipientpermission'],
    ],
  ],
];

const byOperation = new Map(acts.flatMap(([act, operations]) => operations.map((each) => [each, act] as const)));

/** What somebody does with a mailbox that he has opened; in small letters. */
export const actOperations: readonly string[] = [...byOperation.keys()];

/** Devices are joined through the directory, which logs no address: what follows a sign-in within a day counts. */
export const deviceOperation = 'add device.';

export const actOf = (operation: string): Act =>
  byOperation.get(operation.trim().toLowerCase()) ?? { stage: 'persistence', kind: 'act' };
