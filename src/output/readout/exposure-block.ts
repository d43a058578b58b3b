// What was read, or may have been, in tables: per mailbox, folders, periods without record, ways out, and the messages by name.
import type { Case } from '../../record/result.js';
import { byText } from '../../util/order.js';
import { caseCommand } from '../command.js';
import { utc } from '../format.js';
import { windowWords } from '../words.js';
import type { Block } from './content.js';
import { number, table, value, words } from './table.js';

interface PerMailbox {
  readonly mailbox: string;
  readonly named: number;
  readonly bytes: number;
  readonly folders: number;
  readonly periods: number;
  readonly ways: number;
}

function perMailbox({ exposure, mailboxes }: Case): PerMailbox[] {
  const { named, folders, unknown, diverted } = exposure;
  const rows = new Map<string, PerMailbox>();
  const add = (mailbox: string, change: Partial<Omit<PerMailbox, 'mailbox'>>): void => {
    const row = rows.get(mailbox) ?? { mailbox, named: 0, bytes: 0, folders: 0, periods: 0, ways: 0 };
    rows.set(mailbox, {
      mailbox,
      named: row.named + (change.named ?? 0),
      bytes: row.bytes + (change.bytes ?? 0),
      folders: row.folders + (change.folders ?? 0),
      periods: row.periods + (change.periods ?? 0),
      ways: row.ways + (change.ways ?? 0),
    });
  };
  for (const mailbox of mailboxes) add(mailbox, {});
  for (const it of named.items) add(it.mailbox, { named: 1, bytes: it.bytes ?? 0 });
  for (const it of folders) add(it.mailbox, { folders: 1 });
  for (const it of unknown) add(it.mailbox, { periods: 1 });
  for (const it of diverted) add(it.mailbox, { ways: 1 });
  return [...rows.values()].sort((a, b) => b.named - a.named || byText(a.mailbox, b.mailbox));
}

const short = (time: string): string => utc(time).replace(' UTC', '');

function messages(each: Case, most: number): Block[] {
  return table(
    'Messages opened, by name',
    each.exposure.named.items,
    [
      value('Mailbox', (it) => it.mailbox),
      words('First opened (UTC)', (it) => short(it.firstAt)),
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
        words('First (UTC)', (it) => short(it.firstAt)),
        words('Last (UTC)', (it) => short(it.lastAt)),
      ],
      { most: 100, rest },
    ),
    ...table(
      'Periods in which the log could not tell: assume the worst',
      unknown,
      [
        value('Mailbox', (it) => it.mailbox),
        words('From (UTC)', (it) => short(it.fromAt)),
        words('To (UTC)', (it) => short(it.toAt)),
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
        words('From (UTC)', (it) => short(it.fromAt)),
        words('To (UTC)', (it) => (it.toAt === null ? 'still so' : short(it.toAt))),
      ],
      { most: 100, rest },
    ),
    ...messages(each, most),
  ];
}
