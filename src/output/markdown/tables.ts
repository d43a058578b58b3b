// The tables behind the statements: the sum per mailbox, access sessions, inputs and rejects.
import type { Input, Reject, Result, Session } from '../../record/result.js';
import { thousands } from '../../util/words.js';
import { utcCell } from '../format.js';
import { classWords } from '../words.js';
import { type Column, section } from './table.js';
import { toldTables } from './told-tables.js';

const figure = (value: number | null) => (value === null ? '' : thousands(value));
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
  { title: 'First (UTC)', as: 'value', cell: (it) => utcCell(it.firstAt) },
  { title: 'Last (UTC)', as: 'value', cell: (it) => utcCell(it.lastAt) },
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
  { title: 'From (UTC)', as: 'value', cell: (it) => utcCell(it.firstAt) },
  { title: 'To (UTC)', as: 'value', cell: (it) => utcCell(it.lastAt) },
  { title: 'SHA-256', as: 'value', cell: (it) => it.sha256 },
  { title: 'Warnings', as: 'words', cell: (it) => it.warnings.map((warning) => warning.message).join('; ') },
];

const rejectColumns: readonly Column<Reject>[] = [
  { title: 'File', as: 'value', cell: (it) => it.path },
  { title: 'Line', as: 'number', cell: (it) => figure(it.line) },
  { title: 'Row', as: 'number', cell: (it) => figure(it.row) },
  { title: 'Why', as: 'words', cell: (it) => it.reason },
  { title: 'Time (UTC), as far as readable', as: 'value', cell: (it) => utcCell(it.salvaged.time) },
  { title: 'User, as far as readable', as: 'value', cell: (it) => it.salvaged.user ?? '' },
];

type Known = Result['run']['tables'][number];
const knownColumns: readonly Column<Known>[] = [
  { title: 'Table', as: 'value', cell: (it) => it.name },
  { title: 'Of', as: 'value', cell: (it) => it.date },
  { title: 'Source', as: 'value', cell: (it) => it.source },
];

export const otherTables = (result: Result): string[] => [
  ...section('Reconciliation per mailbox', result.reconciliation.byMailbox, tallyColumns),
  ...toldTables(result),
  ...section('Access sessions', result.sessions, sessionColumns),
  ...section('Inputs', result.inputs, inputColumns),
  ...section('Rejects', result.rejects, rejectColumns),
  // Networks are named by tables whose makers ask for credit where they are used.
  ...section('Tables that names and networks were looked up in', result.run.tables, knownColumns),
];
