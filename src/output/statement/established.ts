// Facts: counts, ids and times that stand in the logs and can be counted again by anybody.
import type { Case, Result } from '../../record/result.js';
import { count, some, thousands } from '../../util/words.js';
import { accessSpan, caseName, namedMailboxes, recordsOf } from '../case-view.js';
import { caseCommand, classCommand } from '../command.js';
import { bytes, span, utc } from '../format.js';
import type { Statement } from './statement.js';

function accessStatement(result: Result): Statement {
  const { records, bind, sync, messageIds } = result.accesses;
  const reach = accessSpan(result);
  const when = reach === null ? '' : `, from ${utc(reach.firstAt)} to ${utc(reach.lastAt)}`;
  return {
    topic: 'accesses',
    text: `The logs hold ${count(records, 'record')} of mailbox access${when}: ${thousands(bind)} in which messages were opened, ${thousands(sync)} in which a folder was copied whole. They name ${count(messageIds, 'message')}.`,
    rests: `${count(result.inputs.length, 'file')}, listed under Inputs`,
  };
}

function sumStatement(result: Result): Statement {
  const { total, explained, background, notAssessable, unexplained } = result.reconciliation;
  return {
    topic: 'sum',
    text: `Of ${count(total, 'access', 'accesses')}, ${thousands(explained)} are explained by a sign-in, ${thousands(background)} are a background service's, ${thousands(notAssessable)} cannot be decided and ${thousands(unexplained)} are unexplained.`,
    rests: `the reconciliation table below, which adds up per mailbox${unexplained > 0 ? '; the command lists the unexplained ones' : ''}`,
    ...(unexplained > 0 ? { command: classCommand('unexplained') } : {}),
  };
}

function readStatement(each: Case): Statement[] {
  const { named, folders, unknown } = each.exposure;
  if (named.messages + folders.length + unknown.length === 0) return [];
  const size = named.bytes > 0 ? ` (${bytes(named.bytes)} where the log gives a size)` : '';
  const where = count(namedMailboxes(each), 'mailbox', 'mailboxes');
  const parts = [
    ...(named.messages > 0 ? [`${count(named.messages, 'message')} in ${where} were opened by name${size}`] : []),
    ...(folders.length > 0 ? [`${count(folders.length, 'folder')} copied whole`] : []),
    ...(unknown.length > 0 ? [`${count(unknown.length, 'period')} in which the log did not record everything`] : []),
  ];
  const records = [...new Set([...named.items, ...folders].flatMap((item) => item.records))];
  const rests = `${caseName(each)}, ${count(records.length, 'record')}`;
  const text = `In ${caseName(each)}: ${some(parts, 3)}.`;
  return [{ topic: 'read', about: each.id, text, rests, command: caseCommand(each.id), records }];
}

function timeStatement(result: Result, each: Case): Statement[] {
  const { firstAccessAt: first, lastActivityAt: last } = each.dwell;
  if (first === null || last === null) return [];
  const floor = each.dwell.firstAccessIsFloor ? ' The logs begin there, so it may have begun earlier.' : '';
  return [
    {
      topic: 'times',
      about: each.id,
      text: `The activity of ${caseName(each)} in these logs lasted from ${span(first, last)}.${floor}`,
      rests: `${caseName(each)}, ${count(each.sessions.length, 'access session')} and ${count(each.findings.length, 'finding')}`,
      command: caseCommand(each.id),
      records: recordsOf(result, each),
    },
  ];
}

function divertedStatements(each: Case): Statement[] {
  return each.exposure.diverted.map((it) => ({
    topic: 'diverted',
    about: each.id,
    text: `Mail of ${it.mailbox} was sent on to ${some(it.to, 3)} by ${it.by}, since ${utc(it.fromAt)}${it.toAt === null ? '' : ` until ${utc(it.toAt)}`}.`,
    rests: `${caseName(each)}, ${count(it.records.length, 'record')}`,
    command: caseCommand(each.id),
    records: it.records,
  }));
}

export const established = (result: Result): Statement[] => [
  accessStatement(result),
  sumStatement(result),
  ...result.cases.flatMap((each) => [
    ...timeStatement(result, each),
    ...readStatement(each),
    ...divertedStatements(each),
  ]),
];
