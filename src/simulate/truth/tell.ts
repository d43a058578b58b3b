// Puts the truth together, once everything has happened, been recorded and been exported.
import type { AuditLog } from '../audit.js';
import type { ExportFile } from '../export/file.js';
import type { Journal } from '../journal.js';
import type { AccessTruth, Truth } from '../truth.js';
import type { World } from '../world.js';
import { expected } from './expected.js';
import { intrusionTruth } from './intrusion.js';
import { ledger } from './ledger.js';

interface Everything {
  readonly options: Truth['options'];
  readonly world: World;
  readonly journal: Journal;
  readonly log: AuditLog;
  readonly files: readonly ExportFile[];
}

export function tell({ options, world, journal, log, files }: Everything): Truth {
  return {
    truth: 1,
    options,
    tenant: world.org.tenant,
    intrusions: options.scenarios.flatMap((scenario) => intrusionTruth(scenario, log) ?? []),
    accesses: accesses(journal, log, files),
    lostSignIns: journal.signIns
      .filter(({ lost }) => lost)
      .map(({ id }) => id)
      .sort(),
    files: ledger(files),
  };
}

function accesses(journal: Journal, log: AuditLog, files: readonly ExportFile[]): AccessTruth[] {
  const written = { audit: wholeIds(files, 'audit'), signIn: wholeIds(files, 'signIn') };
  const sessions = new Set(
    journal.signIns.flatMap((signIn) =>
      signIn.sessionId && signIn.errorCode === 0 && written.signIn.has(signIn.id) ? [signIn.sessionId] : [],
    ),
  );
  return log.records.flatMap(({ id, access }) => {
    if (!access || !written.audit.has(id)) return [];
    const { context } = access;
    const verdict = expected(context, (signIn) => written.signIn.has(signIn.id), sessions);
    return [{ id, mailbox: context.mailbox.owner.upn, actor: context.actor, ...verdict }];
  });
}

function wholeIds(files: readonly ExportFile[], kind: ExportFile['kind']): ReadonlySet<string> {
  const rows = files.filter((file) => file.kind === kind).flatMap((file) => file.rows);
  return new Set(rows.filter(({ damage }) => !damage).map(({ id }) => id));
}
