// One tenant from its first day to its last: people live, somebody intrudes, the service writes down what it writes
// down, the organisation downloads it, and we say what was true. Tenants share nothing but the options, so they can be
// played side by side; of a day only what the next one needs is kept, so the size is bounded by mailboxes, not by days.
import { type Auditor, auditor, byTime } from './audit.js';
import { AuditExport } from './export/audit-export.js';
import { Book, type Sink } from './export/book.js';
import { dateTextsOf } from './export/date.js';
import { readDefects } from './export/defect.js';
import { changesOf } from './export/directory-audit.js';
import { callsOf } from './export/graph-activity.js';
import { type Extent, searches } from './export/search.js';
import type { SignInShape } from './export/shape.js';
import { auditShapes, directoryShapes, graphActivityShapes, signInShapes } from './export/shapes.js';
import { SideExport, type SideShape } from './export/side-export.js';
import { SignInExport } from './export/sign-in-export.js';
import { cast } from './intrusion/cast.js';
import { readScenario } from './intrusion/parameter.js';
import { emptyJournal, type SignInKind } from './journal.js';
import { lifeOf } from './life.js';
import type { Settled } from './option.js';
import { rememberSettings } from './state/setting.js';
import { writeState } from './state/shape.js';
import { Teller, type TenantTruth } from './truth/teller.js';
import { build, dayStart, type World } from './world.js';

/** Where everything goes. */
export interface Stores {
  /** The exports. */
  readonly exports: Sink;
  /** One line of `<out>.truth-accesses.jsonl`, with its end. */
  tellAccess(line: string): void;
}

/** Is told after every day how many things are held for the next. */
export type Watch = (held: number) => void;

/** Plays the `number`th tenant, from 1. */
export function playTenant(
  number: number,
  options: Settled,
  { exports, tellAccess }: Stores,
  dayOver: (domain: string) => void,
  watch?: Watch,
): TenantTruth {
  const world = build(number, options);
  const book = new Book(exports, dateTextsOf(readDefects(options.defects)));
  const life = lifeOf(world);
  const played = cast(world, options.seed, options.tenants, options.scenarios.map(readScenario));
  const { records: auditing, signIns: signingIn } = exportsOf(world, options, book);
  const { changes, calls } = sideExportsOf(world, options, book);
  const service = auditor(world, options.throttleAt);
  const teller = new Teller(options, world, tellAccess);
  for (let day = 0; day < world.days; day++) {
    const journal = emptyJournal();
    const over = dayStart(world, day + 1);
    for (const part of life) part(day, journal);
    for (const { part } of played) part(day, journal);
    if (options.state !== 'none') rememberSettings(world, journal.deeds);
    signingIn.write(journal.signIns.sort(byTime));
    teller.tellSignIns(journal.signIns);
    if (changes.wanted) changes.write(changesOf(world, journal.deeds));
    if (calls.wanted) calls.write(callsOf(world, journal));
    for (const records of service.record(journal)) {
      auditing.write(records, (record, id, withToken) => teller.tellRecord(record, id, withToken));
      auditing.arrive(over);
    }
    auditing.endDay(over);
    for (const other of [signingIn, changes, calls]) other.endDay(over);
    watch?.(heldBy(service, auditing));
    dayOver(world.org.domain);
  }
  for (const each of [auditing, signingIn, changes, calls]) each.close();
  writeState(world, folderOf(world, options), options.state, book);
  return teller.truth(
    played.map(({ intrusion }) => intrusion),
    book.ledger(),
  );
}

const folderOf = ({ org }: World, { tenants }: Settled): string => (tenants === 1 ? '' : `${org.name}/`);

const heldBy = (service: Auditor, auditing: AuditExport): number => service.held + auditing.held;

function exportsOf(world: World, options: Settled, book: Book): { records: AuditExport; signIns: SignInExport } {
  const { org, startAt, endAt } = world;
  const folder = folderOf(world, options);
  const defects = readDefects(options.defects);
  const rows = Math.max(1, org.people.length * options.pace);
  const audit: Extent = { startAt, endAt, rowsADay: rows * 20 };
  const wanted = options.shapes.flatMap((name) => auditShapes.filter((shape) => shape.name === name));
  const signInShape = signInShapes.find(({ name }) => name === options.signIns);
  const plan = { world, folder, book, defects };
  const signInSearches = signInShape ? searches({ startAt, endAt, rowsADay: rows * 8 }, [signInShape], 0) : [];
  return {
    records: new AuditExport({ ...plan, searches: searches(audit, wanted, org.number - 1) }),
    signIns: new SignInExport({ ...plan, searches: signInSearches, kinds: exportedKinds(options, signInShape) }),
  };
}

/** The logs beside: what was changed in the directory, and what was asked of Graph. */
function sideExportsOf(world: World, options: Settled, book: Book) {
  const { org, startAt, endAt } = world;
  const folder = folderOf(world, options);
  const rowsADay = Math.max(1, org.people.length * options.pace) * 8;
  const planOf = <T>(shapes: readonly SideShape<T>[], wanted: string) => {
    const shape = shapes.find(({ name }) => name === wanted);
    return { world, folder, book, searches: shape ? searches({ startAt, endAt, rowsADay }, [shape], 0) : [] };
  };
  return {
    changes: new SideExport(planOf(directoryShapes, options.directory)),
    calls: new SideExport(planOf(graphActivityShapes, options.graphActivity)),
  };
}

function exportedKinds({ without }: Settled, shape: SignInShape | undefined): ReadonlySet<SignInKind> {
  return new Set((shape?.kinds ?? []).filter((kind) => !without.includes(kind)));
}
