// From what happened on a day to what the service recorded of it: aggregated, suppressed, throttled, and numbered.
import { accessRecord } from './audit/access-record.js';
import { aggregate, type Draft, type Seen } from './audit/aggregate.js';
import { logonRecord } from './audit/logon-record.js';
import { type AuditRecord, deedRecord } from './audit/record.js';
import { type Meter, newMeter, throttle } from './audit/throttle.js';
import { dayMs } from './clock.js';
import type { Access, Journal } from './journal.js';
import type { Mailbox } from './mail.js';
import type { World } from './world.js';

/** What the service remembers of a mailbox; kept only where it is not empty. */
interface Memory {
  readonly seen: Seen;
  readonly meter: Meter;
}

export interface Auditor {
  /** The records of a day, by time, then id; of a large tenant some mailboxes' after others'. Empties the journal. */
  record(journal: Journal): Iterable<AuditRecord[]>;
  /** How many things are held from one day to the next: it must not grow with the number of days. */
  readonly held: number;
}

/** Keeping all records of a large tenant's day would cost more than making them. */
const mailboxesAtOnce = 400;

const inOrder = ({ startAt, endAt }: World, records: readonly AuditRecord[]): AuditRecord[] =>
  records.filter(({ at }) => at >= startAt && at < endAt).sort(byTime);

export function auditor(world: World, throttleAt: number): Auditor {
  const memories = new Map<number, Memory>();
  const memoryOf = (number: number): Memory => {
    const known = memories.get(number) ?? { seen: new Map(), meter: newMeter() };
    memories.set(number, known);
    return known;
  };
  const recordAccesses = (mailbox: Mailbox, accesses: readonly Access[]): AuditRecord[] => {
    const { seen, meter } = memoryOf(mailbox.owner.number);
    const drafts = aggregate(heard(world, mailbox, accesses), seen);
    const kept = throttle(drafts, throttleAt, meter);
    const lastAt = drafts.at(-1)?.at ?? 0;
    meter.recent = meter.recent.filter((at) => lastAt - at < dayMs);
    tellUnknown(drafts);
    return kept.map((draft) => accessRecord(world, draft));
  };
  return {
    *record(journal) {
      let records: AuditRecord[] = journal.deeds.map((deed) => deedRecord(world, deed));
      for (const signIn of journal.signIns) {
        const record = logonRecord(world, signIn);
        if (record) records.push(record);
      }
      let mailboxes = 0;
      for (const [number, accesses] of journal.accesses) {
        records.push(...recordAccesses(world.mailboxes[number - 1] as Mailbox, accesses));
        journal.accesses.delete(number);
        if (++mailboxes % mailboxesAtOnce !== 0) continue;
        yield inOrder(world, records);
        records = [];
      }
      yield inOrder(world, records);
    },
    get held() {
      let sum = 0;
      for (const { seen, meter } of memories.values()) sum += seen.size + meter.recent.length;
      return sum;
    },
  };
}

/** A mailbox whose auditing was switched off leaves nothing, nor does an account with an audit bypass. */
function heard(world: World, { owner }: Mailbox, accesses: readonly Access[]): readonly Access[] {
  const silentFrom = world.silentFrom.get(owner.number);
  if (silentFrom === undefined && world.bypassedFrom.size === 0) return accesses;
  return accesses.filter(({ at, context }) => {
    const bypassedFrom = world.bypassedFrom.get(context.user?.upn ?? '');
    return at < (silentFrom ?? Number.POSITIVE_INFINITY) && at < (bypassedFrom ?? Number.POSITIVE_INFINITY);
  });
}

/** Throttled while an intruder is at it: whatever is opened in the next 24 hours nobody will know. */
function tellUnknown(drafts: readonly Draft[]): void {
  const crossing = drafts.find(({ throttled }) => throttled);
  if (!crossing) return;
  const intrusion = drafts.find(({ context }) => context.intrusion)?.context.intrusion;
  intrusion?.tellUnknown(crossing.context.mailbox.owner.upn, crossing.at, crossing.at + dayMs, 'throttled');
}

export function byTime(a: { at: number; id: string }, b: { at: number; id: string }): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
