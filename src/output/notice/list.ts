// The list beside a notice, for a spreadsheet: every message, folder, period and way out. Spreadsheets run what begins like a formula, and
// take a file without its mark for the wrong alphabet: subjects are the adversary's to choose, and people's names are not English.
import type { Exposure } from '../../record/result.js';
import { byText } from '../../util/order.js';
import { forCsv } from '../escape.js';
import { utcCell } from '../format.js';
import type { Places, RecordPlace } from '../readout/record/evidence.js';
import type { Share } from './share.js';

interface Row {
  readonly mailbox: string;
  readonly what: string;
  readonly firstAt: string;
  readonly lastAt: string | null;
  readonly folder?: string | null;
  readonly subject?: string | null;
  readonly sender?: string | null;
  readonly attachments?: string | null;
  readonly bytes?: number | null;
  readonly messageId?: string | null;
  readonly more?: string | null;
  readonly records?: readonly string[];
}

const wayText = ({ to, by, condition }: Exposure['diverted'][number]): string =>
  `to ${to.join(', ')} by ${by}${condition === null ? '' : `; ${condition}`}`;

function rowsOf({ mailbox, named, folders, unknown, diverted }: Share): Row[] {
  return [
    ...named.map((it) => ({ ...it, what: 'opened', messageId: it.messageId ?? it.itemId })),
    ...folders.map((it) => ({ ...it, what: 'folder copied whole' })),
    ...diverted.map((it) => ({
      mailbox,
      what: 'sent on',
      firstAt: it.fromAt,
      lastAt: it.toAt,
      more: wayText(it),
      records: it.records,
    })),
    ...unknown.map((it) => ({
      mailbox,
      what: 'could not be told',
      firstAt: it.fromAt,
      lastAt: it.toAt,
      more: it.reason,
    })),
  ].sort((a, b) => byText(a.firstAt, b.firstAt) || byText(a.what, b.what));
}

type Column = readonly [title: string, cell: (row: Row) => string];

const columns: readonly Column[] = [
  ['What', ({ what }) => what],
  ['First (UTC)', ({ firstAt }) => utcCell(firstAt)],
  ['Last (UTC)', ({ lastAt }) => utcCell(lastAt)],
  ['Folder', ({ folder }) => folder ?? ''],
  ['Subject', ({ subject }) => subject ?? ''],
  ['Sender', ({ sender }) => sender ?? ''],
  ['Attachments', ({ attachments }) => attachments ?? ''],
  ['Bytes', ({ bytes }) => (bytes == null ? '' : String(bytes))],
  ['Message id', ({ messageId }) => messageId ?? ''],
  ['More', ({ more }) => more ?? ''],
];

const placeText = ({ path, row, line }: RecordPlace): string =>
  [path, row === null ? '' : `row ${row}`, line === null ? '' : `line ${line}`].filter((it) => it !== '').join(' ');

function evidenceColumns(places: Places): Column[] {
  const records: Column = ['Records', (row) => (row.records ?? []).join(' ')];
  if (places === null) return [records];
  const rows: Column = [
    'Evidence (file, row, line)',
    (row) =>
      (row.records ?? [])
        .flatMap((id) => places.get(id) ?? [])
        .map(placeText)
        .join('; '),
  ];
  return [records, rows];
}

function csv(rows: readonly Row[], shown: readonly Column[]): string {
  const lines = [shown.map(([title]) => title), ...rows.map((row) => shown.map(([, cell]) => cell(row)))];
  return `\ufeff${lines.map((cells) => `${cells.map(forCsv).join(',')}\r\n`).join('')}`;
}

export const personList = (share: Share): string => csv(rowsOf(share), columns);

/** With whose mail it is, and the evidence. */
export const organisationList = (shares: readonly Share[], places: Places): string =>
  csv(shares.flatMap(rowsOf), [['Mailbox', ({ mailbox }) => mailbox], ...columns, ...evidenceColumns(places)]);

export interface ToSend {
  readonly reference: string;
  readonly to: string;
  readonly kind: string;
  readonly file: string;
  readonly list: string;
}

/** For whoever sends the notices and answers the telephone: which reference is whose. */
export function toSendList(all: readonly ToSend[]): string {
  const lines = [
    ['Reference', 'To', 'Kind', 'Notice', 'List'],
    ...all.map(({ reference, to, kind, file, list }) => [reference, to, kind, file, list]),
  ];
  return `\ufeff${lines.map((cells) => `${cells.map(forCsv).join(',')}\r\n`).join('')}`;
}
