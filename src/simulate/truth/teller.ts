// Puts the truth together while the exports are written: a line for every access of which they hold a whole copy, and what
// every intruder left in them.
import { syncedFolder } from '../audit/access-record.js';
import type { AuditRecord } from '../audit/record.js';
import { signInShapes } from '../export/shapes.js';
import type { Context, SignIn } from '../journal.js';
import type { Settled } from '../option.js';
import type { FileTruth, Truth } from '../truth-schema.js';
import type { World } from '../world.js';
import { type Expected, expected } from './expected.js';
import type { Intrusion } from './intrusion.js';

const peoples = ['interactive', 'nonInteractive'] as const;

export class Teller {
  readonly #options: Settled;
  readonly #tellAccess: (line: string) => void;
  readonly #complete: boolean;
  readonly #tenants: Truth['tenants'] = [];
  readonly #intrusions: Truth['intrusions'] = [];
  #world: World | null = null;
  #here: readonly Intrusion[] = [];

  constructor(options: Settled, tellAccess: (line: string) => void) {
    this.#options = options;
    this.#tellAccess = tellAccess;
    const kinds = signInShapes.find(({ name }) => name === options.signIns)?.kinds ?? [];
    this.#complete = peoples.every((kind) => kinds.includes(kind) && !options.without.includes(kind));
  }

  /** A tenant begins. */
  begin(world: World, intrusions: readonly Intrusion[]): void {
    this.#world = world;
    this.#here = intrusions;
    const { tenant, domain, people } = world.org;
    this.#tenants.push({ id: tenant, domain, mailboxes: people.length });
  }

  /** A tenant ends. */
  end(): void {
    const endAt = this.#world?.endAt ?? 0;
    this.#intrusions.push(...this.#here.map((intrusion) => intrusion.truth(endAt)));
    this.#here = [];
  }

  tellSignIns(signIns: readonly SignIn[]): void {
    for (const signIn of signIns) {
      if (signIn.intrusion && signIn.outcome === 'exported') signIn.intrusion.addSignIn(signIn);
    }
  }

  tellRecord(record: AuditRecord, id: string): void {
    const world = this.#world as World;
    const { access, intrusion } = record;
    intrusion?.addRecord(record, id, () => (access ? syncedFolder(world, access) : ''));
    if (access === null) return;
    const { context } = access;
    this.#tellAccess(lineOf(id, world.org.tenant, context, expected(context, this.#complete)));
  }

  truth(files: FileTruth[]): Truth {
    const { seed, tenants, mailboxes, days, start, scenarios, shapes, signIns, without, defects, throttleAt, pace } =
      this.#options;
    const asked = {
      seed,
      tenants,
      mailboxes,
      days,
      start,
      scenarios,
      shapes,
      signIns,
      without,
      defects,
      throttleAt,
      pace,
    };
    return {
      contract: 1,
      options: { ...asked, scenarios: [...scenarios], shapes: [...shapes], without: [...without] },
      tenants: this.#tenants,
      mailboxDays: tenants * mailboxes * days,
      intrusions: this.#intrusions,
      files,
    };
  }
}

const text = (value: string | null): string => (value === null ? 'null' : `"${value}"`);

/** An AccessTruth as JSON; there are millions of them. */
function lineOf(id: string, tenant: string, { mailbox, actor, intrusion }: Context, verdict: Expected): string {
  return (
    `{"id":"${id}","tenant":"${tenant}","mailbox":"${mailbox.owner.upn}","actor":"${actor}","class":${text(verdict.class)},` +
    `"tier":${text(verdict.tier)},"undecided":${text(verdict.undecided)},"intrusion":${text(intrusion?.name.id ?? null)}}\n`
  );
}
