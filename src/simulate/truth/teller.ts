// Puts the truth together while the exports are written: a line for every access of which they hold a whole copy, and what
// every intruder left in them.
import { syncedFolder } from '../audit/access-record.js';
import type { AuditRecord } from '../audit/record.js';
import { signInShapes } from '../export/shapes.js';
import type { Context, SignIn } from '../journal.js';
import type { Settled } from '../option.js';
import type { FileTruth, Truth } from '../truth-schema.js';
import type { World } from '../world.js';
import { type Expected, type Exported, expected } from './expected.js';
import type { Intrusion } from './intrusion.js';

const peoples = ['interactive', 'nonInteractive'] as const;

/** What is true of one tenant. */
export interface TenantTruth {
  readonly tenant: Truth['tenants'][number];
  readonly intrusions: Truth['intrusions'];
  readonly files: FileTruth[];
}

export class Teller {
  readonly #world: World;
  readonly #tellAccess: (line: string) => void;
  readonly #exported: Exported;

  constructor({ signIns, without }: Settled, world: World, tellAccess: (line: string) => void) {
    this.#world = world;
    this.#tellAccess = tellAccess;
    const shape = signInShapes.find(({ name }) => name === signIns);
    const kinds = shape?.kinds ?? [];
    this.#exported = {
      complete: peoples.every((kind) => kinds.includes(kind) && !without.includes(kind)),
      outcomes: !shape?.withoutOutcome,
    };
  }

  tellSignIns(signIns: readonly SignIn[]): void {
    for (const signIn of signIns) {
      if (signIn.intrusion && signIn.outcome === 'exported') signIn.intrusion.addSignIn(signIn);
    }
  }

  /** `withToken`: the export names the token's ids where the service recorded them. */
  tellRecord(whole: AuditRecord, id: string, withToken: boolean): void {
    const world = this.#world;
    const record = withToken ? whole : withoutToken(whole);
    const { access, intrusion } = record;
    intrusion?.addRecord(record, id, () => (access ? syncedFolder(world, access) : ''));
    if (access === null) return;
    const { context } = access;
    this.#tellAccess(lineOf(id, world.org.tenant, context, expected(context, record.at, this.#exported)));
  }

  /** To be asked for once everything is written. */
  truth(intrusions: readonly Intrusion[], files: FileTruth[]): TenantTruth {
    const { org, endAt } = this.#world;
    const tenant = { id: org.tenant, domain: org.domain, mailboxes: org.people.length };
    return { tenant, intrusions: intrusions.map((intrusion) => intrusion.truth(endAt)), files };
  }
}

/** The whole truth, out of that of each tenant in their order. */
export function truthOf(options: Settled, parts: readonly TenantTruth[]): Truth {
  const { seed, tenants, mailboxes, days, start, scenarios, shapes, signIns, without, defects, throttleAt, pace } =
    options;
  const asked = { seed, tenants, mailboxes, days, start, scenarios: [...scenarios], shapes: [...shapes], signIns };
  const { directory, graphActivity } = options;
  const beside = {
    ...(directory === 'none' ? {} : { directory }),
    ...(graphActivity === 'none' ? {} : { graphActivity }),
  };
  return {
    contract: 1,
    options: { ...asked, ...beside, without: [...without], defects, throttleAt, pace },
    tenants: parts.map(({ tenant }) => tenant),
    mailboxDays: tenants * mailboxes * days,
    intrusions: parts.flatMap(({ intrusions }) => intrusions),
    files: parts.flatMap(({ files }) => files),
  };
}

function withoutToken(record: AuditRecord): AuditRecord {
  const { access } = record;
  return access === null ? record : { ...record, access: { ...access, context: { ...access.context, idsLost: true } } };
}

const text = (value: string | null): string => (value === null ? 'null' : `"${value}"`);

/** An AccessTruth as JSON; there are millions of them. */
function lineOf(id: string, tenant: string, { mailbox, actor, intrusion }: Context, verdict: Expected): string {
  return (
    `{"id":"${id}","tenant":"${tenant}","mailbox":"${mailbox.owner.upn}","actor":"${actor}","class":${text(verdict.class)},` +
    `"tier":${text(verdict.tier)},"undecided":${text(verdict.undecided)},"intrusion":${text(intrusion?.name.id ?? null)}}\n`
  );
}
