// The tables behind the statements: the sum per mailbox, access sessions, inputs and rejects.
import type { Input, Reject, Result, Session } from '../../record/result.js';
import { thousands } from '../../util/words.js';
import { allowedInOrder, allowSubject } from '../allow-text.js';
import { utc } from '../format.js';
import { classWords } from '../words.js';
import { type Column, table } from './table.js';

const everything = '`letterlock investigate --json FILE` with the same inputs.';
const figure = (value: number | null) => (value === null ? '' : thousands(value));
const instant = (time: string | null) => (time === null ? '' : utc(time).replace(' UTC', ''));

type Tally = Result['reconciliation']['byMailbox'][number];
const tallyColumns: readonly Column<Tally>[] = [
  { title: 'Mailbox', as: 'value', cell: (it) => it.mailbox },
  ...(['explained', 'background', 'notAssessable', 'unexplained'] as const).map((name) => ({
    title: classWords[name],
    as: 'number' as const,
    cell: (it: Tally) => thousands(it[name]),
  })),
  { title: 'Total', as: 'number', cell: (it) => thousands(it.total) },
];

const sessionColumns: readonly Column<Session>[] = [
  { title: 'Level', as: 'words', cell: (it) => it.suspicion.level },
  { title: 'First (UTC)', as: 'value', cell: (it) => instant(it.firstAt) },
  { title: 'Last (UTC)', as: 'value', cell: (it) => instant(it.lastAt) },
  { title: 'Mailbox', as: 'value', cell: (it) => it.mailbox },
  { title: 'Application', as: 'value', cell: (it) => it.application.name ?? it.application.id ?? '' },
  { title: 'Client', as: 'value', cell: (it) => it.client ?? '' },
  { title: 'Addresses', as: 'value', cell: (it) => it.addresses.map((address) => address.ip).join(', ') },
  { title: 'Accesses', as: 'number', cell: (it) => thousands(it.accesses) },
  { title: 'Worst access', as: 'words', cell: (it) => classWords[it.explanation.class] },
];

const inputColumns: readonly Column<Input>[] = [
  { title: 'File', as: 'value', cell: (it) => it.path },
  { title: 'Taken for', as: 'value', cell: (it) => it.shape },
  { title: 'Rows', as: 'number', cell: (it) => thousands(it.rows) },
  { title: '= records', as: 'number', cell: (it) => thousands(it.records) },
  { title: '+ duplicates', as: 'number', cell: (it) => thousands(it.duplicates) },
  { title: '+ rejects', as: 'number', cell: (it) => thousands(it.rejects) },
  { title: 'From (UTC)', as: 'value', cell: (it) => instant(it.firstAt) },
  { title: 'To (UTC)', as: 'value', cell: (it) => instant(it.lastAt) },
  { title: 'SHA-256', as: 'value', cell: (it) => it.sha256 },
  { title: 'Warnings', as: 'words', cell: (it) => it.warnings.map((warning) => warning.message).join('; ') },
];

const rejectColumns: readonly Column<Reject>[] = [
  { title: 'File', as: 'value', cell: (it) => it.path },
  { title: 'Line', as: 'number', cell: (it) => figure(it.line) },
  { title: 'Row', as: 'number', cell: (it) => figure(it.row) },
  { title: 'Why', as: 'words', cell: (it) => it.reason },
  { title: 'Time (UTC), as far as readable', as: 'value', cell: (it) => instant(it.salvaged.time) },
  { title: 'User, as far as readable', as: 'value', cell: (it) => it.salvaged.user ?? '' },
];

type Watched = Result['watched'][number];
const watchedColumns: readonly Column<Watched>[] = [
  { title: 'Person', as: 'value', cell: (it) => it.given },
  { title: 'Name', as: 'value', cell: (it) => it.name ?? '' },
  { title: 'Role', as: 'value', cell: (it) => it.role ?? '' },
  { title: 'In the logs as', as: 'value', cell: (it) => (it.seen ? it.users.join(', ') : '') },
  { title: 'In these logs', as: 'words', cell: (it) => (it.seen ? 'yes' : 'no: check the spelling') },
  { title: 'Cases', as: 'number', cell: (it) => thousands(it.cases.length) },
];

type Declared = Result['allowed'][number];
const allowColumns: readonly Column<Declared>[] = [
  { title: 'Declared', as: 'value', cell: allowSubject },
  { title: 'Why', as: 'value', cell: (it) => it.reason },
  { title: 'Until', as: 'value', cell: (it) => it.until ?? '' },
  { title: 'Taken for known', as: 'number', cell: (it) => thousands(it.uses) },
  { title: 'Explained anyway', as: 'number', cell: (it) => thousands(it.explained) },
  { title: 'Stayed suspect', as: 'number', cell: (it) => thousands(it.kept) },
  { title: 'After its end', as: 'number', cell: (it) => thousands(it.afterEnd) },
];

type Known = Result['run']['tables'][number];
const knownColumns: readonly Column<Known>[] = [
  { title: 'Table', as: 'value', cell: (it) => it.name },
  { title: 'Of', as: 'value', cell: (it) => it.date },
  { title: 'Source', as: 'value', cell: (it) => it.source },
];

function section<T>(title: string, rows: readonly T[], columns: readonly Column<T>[]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', ...table(rows, columns, everything)];
}

type Verdict = Result['verdicts'][number];
const verdictColumns: readonly Column<Verdict>[] = [
  { title: 'Verdict', as: 'words', cell: (it) => it.verdict },
  { title: 'Of', as: 'value', cell: (it) => it.by ?? '' },
  { title: 'Given (UTC)', as: 'value', cell: (it) => instant(it.at) },
  { title: 'Because', as: 'value', cell: (it) => it.because },
  { title: 'On', as: 'value', cell: (it) => it.case },
  { title: 'Concerns', as: 'value', cell: (it) => it.cases.join(', ') || 'nothing in this answer' },
  { title: 'Id', as: 'value', cell: (it) => it.id },
];

export const otherTables = (result: Result): string[] => [
  ...section('Verdicts of analysts', result.verdicts, verdictColumns),
  ...section('Watched people', result.watched, watchedColumns),
  ...section('Reconciliation per mailbox', result.reconciliation.byMailbox, tallyColumns),
  ...section('Taken for known because the allow file says so', allowedInOrder(result), allowColumns),
  ...section('Access sessions', result.sessions, sessionColumns),
  ...section('Inputs', result.inputs, inputColumns),
  ...section('Rejects', result.rejects, rejectColumns),
  // Networks are named by tables whose makers ask for credit where they are used.
  ...section('Tables that names and networks were looked up in', result.run.tables, knownColumns),
];
