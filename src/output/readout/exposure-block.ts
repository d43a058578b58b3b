// What was read, or may have been, in tables: per mailbox, folders, periods without record, ways out, and the messages by name.
import type { Case } from '../../record/result.js';
import { caseCommand } from '../command.js';
import { perMailbox } from '../exposure-sum.js';
import { utcCell } from '../format.js';
import { windowWords } from '../words.js';
import type { Block } from './content.js';
import { number, table, value, words } from './table.js';

function messages(each: Case, most: number): Block[] {
  return table(
    'Messages opened, by name',
    each.exposure.named.items,
    [
      value('Mailbox', (it) => it.mailbox),
      words('First opened (UTC)', (it) => utcCell(it.firstAt)),
      value('Subject', (it) => it.subject ?? ''),
      value('Sender', (it) => it.sender ?? ''),
      value('Folder', (it) => it.folder ?? ''),
      value('Message id', (it) => it.messageId ?? it.itemId ?? ''),
      number('Bytes', (it) => it.bytes),
    ],
    { most, rest: caseCommand(each.id) },
  );
}

/** `most`: of messages by name. */
export function exposureBlocks(each: Case, most: number): Block[] {
  const rest = caseCommand(each.id);
  const { folders, unknown, diverted } = each.exposure;
  return [
    ...table(
      'Per mailbox',
      perMailbox(each),
      [
        value('Mailbox', (it) => it.mailbox),
        number('Messages opened', (it) => it.named),
        number('Bytes, where logged', (it) => it.bytes),
        number('Folders copied whole', (it) => it.folders),
        number('Periods not known', (it) => it.periods),
        number('Ways out', (it) => it.ways),
      ],
      { most: 200, rest },
    ),
    ...table(
      'Folders copied whole: assume that all of it was taken',
      folders,
      [
        value('Mailbox', (it) => it.mailbox),
        value('Folder', (it) => it.folder ?? 'without a name'),
        words('First (UTC)', (it) => utcCell(it.firstAt)),
        words('Last (UTC)', (it) => utcCell(it.lastAt)),
      ],
      { most: 100, rest },
    ),
    ...table(
      'Periods in which the log could not tell: assume the worst',
      unknown,
      [
        value('Mailbox', (it) => it.mailbox),
        words('From (UTC)', (it) => utcCell(it.fromAt)),
        words('To (UTC)', (it) => utcCell(it.toAt)),
        words('Why', (it) => windowWords(it.reason)),
      ],
      { most: 100, rest },
    ),
    ...table(
      'Mail sent elsewhere',
      diverted,
      [
        value('Mailbox', (it) => it.mailbox),
        value('To', (it) => it.to.join(', ')),
        value('By', (it) => it.by),
        value('Condition', (it) => it.condition ?? ''),
        words('From (UTC)', (it) => utcCell(it.fromAt)),
        words('To (UTC)', (it) => (it.toAt === null ? 'still so' : utcCell(it.toAt))),
      ],
      { most: 100, rest },
    ),
    ...messages(each, most),
  ];
}
