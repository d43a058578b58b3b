// Tables of what people told the program, and what became of it: verdicts, watched people, sanctions, published indicators.
import type { Result } from '../../record/result.js';
import { thousands } from '../../util/words.js';
import { allowedInOrder, allowSubject } from '../allow-text.js';
import { utcCell } from '../format.js';
import { datesText, stateText } from '../intel-text.js';
import { type Column, section } from './table.js';

type Verdict = Result['verdicts'][number];
const verdictColumns: readonly Column<Verdict>[] = [
  { title: 'Verdict', as: 'words', cell: (it) => it.verdict },
  { title: 'Of', as: 'value', cell: (it) => it.by ?? '' },
  { title: 'Given (UTC)', as: 'value', cell: (it) => utcCell(it.at) },
  { title: 'Because', as: 'value', cell: (it) => it.because },
  { title: 'On', as: 'value', cell: (it) => it.case },
  { title: 'Concerns', as: 'value', cell: (it) => it.cases.join(', ') || 'nothing in this answer' },
  { title: 'Id', as: 'value', cell: (it) => it.id },
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

type Use = Result['intel']['indicators'][number];
const indicatorColumns: readonly Column<Use>[] = [
  { title: 'Indicator', as: 'value', cell: (it) => it.name },
  { title: 'Pattern', as: 'value', cell: (it) => it.pattern },
  { title: 'Published by', as: 'value', cell: (it) => it.source },
  { title: 'Valid', as: 'words', cell: datesText },
  { title: 'State', as: 'words', cell: stateText },
  { title: 'Accesses', as: 'number', cell: (it) => thousands(it.accesses) },
  { title: 'Sessions', as: 'number', cell: (it) => thousands(it.sessions) },
  { title: 'Sign-ins', as: 'number', cell: (it) => thousands(it.signIns) },
  { title: 'Other records', as: 'number', cell: (it) => thousands(it.otherRecords) },
  { title: 'Outside its dates', as: 'number', cell: (it) => thousands(it.outsideDates) },
  { title: 'Note', as: 'value', cell: (it) => it.note ?? '' },
];

type File = Result['intel']['files'][number];
const fileColumns: readonly Column<File>[] = [
  { title: 'File', as: 'value', cell: (it) => it.name },
  { title: 'Indicators', as: 'number', cell: (it) => thousands(it.indicators) },
  { title: '= looked for', as: 'number', cell: (it) => thousands(it.looked) },
  { title: '+ not understood', as: 'number', cell: (it) => thousands(it.notUnderstood) },
  { title: '+ revoked', as: 'number', cell: (it) => thousands(it.revoked) },
  { title: '+ repeated', as: 'number', cell: (it) => thousands(it.duplicates) },
  { title: 'SHA-256', as: 'value', cell: (it) => it.sha256 },
];

type Problem = Result['intel']['problems'][number];
const problemColumns: readonly Column<Problem>[] = [
  { title: 'File', as: 'value', cell: (it) => it.file },
  { title: 'Line or id', as: 'value', cell: (it) => (it.line === null ? (it.id ?? '') : thousands(it.line)) },
  { title: 'Pattern', as: 'value', cell: (it) => it.pattern ?? '' },
  { title: 'Why', as: 'value', cell: (it) => it.message },
];

export const toldTables = (result: Result): string[] => [
  ...section('Verdicts of analysts', result.verdicts, verdictColumns),
  ...section('Watched people', result.watched, watchedColumns),
  ...section('Taken for known because the allow file says so', allowedInOrder(result), allowColumns),
  ...section('Published indicators that fit something', result.intel.indicators, indicatorColumns),
  ...section('Files of indicators', result.intel.files, fileColumns),
  ...section('Indicators that were not looked for, or in part', result.intel.problems, problemColumns),
];
