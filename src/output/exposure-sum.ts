// What was read in a case, mailbox by mailbox: how much of each tier.
import type { Case } from '../record/result.js';
import { byText } from '../util/order.js';

export interface MailboxExposure {
  readonly mailbox: string;
  /** Messages opened by name, and their bytes where they are logged. */
  readonly named: number;
  readonly bytes: number;
  readonly folders: number;
  readonly periods: number;
  readonly ways: number;
}

/** Whoever lost most comes first; mailboxes of the case without any of it too. */
export function perMailbox({ exposure, mailboxes }: Case): MailboxExposure[] {
  const { named, folders, unknown, diverted } = exposure;
  const rows = new Map<string, MailboxExposure>();
  const add = (mailbox: string, change: Partial<Omit<MailboxExposure, 'mailbox'>>): void => {
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
