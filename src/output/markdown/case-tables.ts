// One case in tables: what was read per mailbox, and the messages by name.
import type { Case, Result } from '../../record/result.js';
import { count, thousands } from '../../util/words.js';
import { addressTexts } from '../address-text.js';
import { applicationNames, mailboxText, sessionsOf } from '../case-view.js';
import { caseCommand } from '../command.js';
import { codeSpan, forMarkdown } from '../escape.js';
import { type MailboxExposure, perMailbox } from '../exposure-sum.js';
import { span, utcCell } from '../format.js';
import { judgementText } from '../judgement-text.js';
import { windowWords } from '../words.js';
import { type Column, table } from './table.js';

type Named = Case['exposure']['named']['items'][number];

const messageColumns: readonly Column<Named>[] = [
  { title: 'Mailbox', as: 'value', cell: (it) => it.mailbox },
  { title: 'First opened (UTC)', as: 'value', cell: (it) => utcCell(it.firstAt) },
  { title: 'Message id', as: 'value', cell: (it) => it.messageId ?? it.itemId ?? '' },
  { title: 'Folder', as: 'value', cell: (it) => it.folder ?? '' },
  { title: 'Subject', as: 'value', cell: (it) => it.subject ?? '' },
  { title: 'Sender', as: 'value', cell: (it) => it.sender ?? '' },
  { title: 'Bytes', as: 'number', cell: (it) => (it.bytes === null ? '' : thousands(it.bytes)) },
];

const exposureColumns: readonly Column<MailboxExposure>[] = [
  { title: 'Mailbox', as: 'value', cell: (it) => it.mailbox },
  { title: 'Messages opened', as: 'number', cell: (it) => thousands(it.named) },
  { title: 'Folders copied whole', as: 'number', cell: (it) => thousands(it.folders) },
  { title: 'Periods not known', as: 'number', cell: (it) => thousands(it.periods) },
  { title: 'Ways out', as: 'number', cell: (it) => thousands(it.ways) },
];

function wholesale({ exposure }: Case): string[] {
  const folders = exposure.folders.map(
    (it) =>
      `- Folder copied whole: ${codeSpan(it.mailbox)}, ${codeSpan(it.folder ?? 'without a name')}. Assume that all of it was taken.`,
  );
  const unknown = exposure.unknown.map(
    (it) =>
      `- Not known what was read: ${codeSpan(it.mailbox)}, ${span(it.fromAt, it.toAt)}, ${forMarkdown(windowWords(it.reason))}.`,
  );
  const lines = [...folders, ...unknown];
  return lines.length > 0 ? [...lines, ''] : [];
}

function aboutLines(result: Result, each: Case): string[] {
  const sessions = sessionsOf(result, each);
  const codes = (texts: readonly string[]) =>
    texts
      .map(codeSpan)
      .filter((text) => text !== '')
      .join(', ') || 'none';
  return [
    `- Level: ${each.level}`,
    ...(each.watched.length > 0
      ? [`- Watched: ${codes(each.watched)}; such cases come first, which changes nothing in their level`]
      : []),
    ...(judgementText(each) === null ? [] : [`- Verdict: ${codeSpan(judgementText(each) ?? '')}`]),
    `- Confidence: ${each.confidence}`,
    `- Whose mail: ${codes(each.mailboxes.map((it) => mailboxText(result, it)))}`,
    `- From: ${codes(addressTexts(each, sessions))}`,
    `- With: ${codes(applicationNames(sessions, each))}`,
    `- Line by line: ${codeSpan(caseCommand(each.id))}`,
    '',
  ];
}

export function caseTables(result: Result): string[] {
  return result.cases.flatMap((each) => [
    `## Case ${codeSpan(each.id)}`,
    '',
    forMarkdown(each.title),
    '',
    ...aboutLines(result, each),
    ...table(perMailbox(each), exposureColumns, codeSpan(caseCommand(each.id))),
    ...wholesale(each),
    ...(each.exposure.named.items.length > 0
      ? [`### Messages of case ${codeSpan(each.id)}`, '', `${count(each.exposure.named.messages, 'message')}.`, '']
      : []),
    ...table(each.exposure.named.items, messageColumns, codeSpan(caseCommand(each.id))),
  ]);
}
