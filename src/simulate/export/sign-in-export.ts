// The sign-ins as they are downloaded: by kind, without those that were not asked for, and without those that every export
// lacks for no reason. Each sign-in is told what became of it, since the truth about accesses hangs on that.
import { hourMs } from '../clock.js';
import type { SignIn, SignInKind } from '../journal.js';
import { mix } from '../random.js';
import type { World } from '../world.js';
import type { Book } from './book.js';
import { Channel, type Copies } from './channel.js';
import { about, type Defects, fate, lotOf } from './defect.js';
import { renamedSignIn } from './renamed.js';
import { namesOf, type Search } from './search.js';
import type { SignInShape } from './shape.js';
import type { Sheet } from './sheet.js';

export interface SignInPlan {
  readonly world: World;
  /** None where sign-ins were not exported. */
  readonly searches: readonly Search<SignInShape>[];
  readonly kinds: ReadonlySet<SignInKind>;
  readonly folder: string;
  readonly book: Book;
  readonly defects: Defects;
}

export class SignInExport {
  readonly #plan: SignInPlan;
  readonly #channels = new Map<string, { readonly untilAt: number; readonly channel: Channel }>();
  readonly #counts = { interactive: 0, nonInteractive: 0, servicePrincipal: 0, managedIdentity: 0 };

  constructor(plan: SignInPlan) {
    this.#plan = plan;
  }

  /** By time. */
  write(signIns: readonly SignIn[]): void {
    for (const signIn of signIns) {
      signIn.outcome = this.#outcome(signIn);
      if (signIn.outcome !== 'exported') continue;
      const told = signIn.errorCode === 0 && this.#plan.searches.some(({ shape }) => !shape.withoutSession);
      if (signIn.session && told) signIn.session.exportedAt ??= signIn.at;
      this.#writeRows(signIn);
    }
  }

  endDay(at: number): void {
    for (const [key, { untilAt, channel }] of this.#channels) {
      if (untilAt > at) continue;
      channel.close();
      this.#channels.delete(key);
    }
  }

  close(): void {
    for (const { channel } of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  #outcome({ kind, at, id, person }: SignIn): SignIn['outcome'] {
    const { world, kinds, defects, searches } = this.#plan;
    if (at < world.startAt || at >= world.endAt) return 'before';
    if (searches.length === 0 || !kinds.has(kind)) return 'kindNotExported';
    if (defects.filtered && person !== null && person !== undefined && person.number % 2 === 0) return 'lost';
    const page = Math.floor(this.#counts[kind]++ / 1000);
    if (page > 0 && mix(page, 4711) / 0x1_0000_0000 < defects.pageMissing) return 'lost';
    if (kind === 'nonInteractive' && this.#burst(at) && fate(lotOf(id), about.burst) < 0.7) return 'lost';
    return kind === 'nonInteractive' && fate(lotOf(id), about.loss) < defects.signInLost ? 'lost' : 'exported';
  }

  /** Losses come together too: an hour in which most rows are missing. */
  #burst(at: number): boolean {
    const { world, defects } = this.#plan;
    if (defects.signInLost === 0) return false;
    return mix(Math.floor(at / hourMs), 1300 + world.org.number) / 0x1_0000_0000 < world.org.profile.lossBursts;
  }

  #writeRows(signIn: SignIn): void {
    const { world, searches, defects } = this.#plan;
    const found = searches.filter(({ fromAt, untilAt }) => signIn.at >= fromAt && signIn.at < untilAt);
    const twice = fate(lotOf(signIn.id), about.duplicate) < defects.duplicated / 4;
    const copies: Copies = { files: [], open: found.length * (twice ? 2 : 1) };
    for (const search of found) {
      const write = (sheet: Sheet) => search.shape.row(sheet, world, renamedSignIn(signIn, this.#plan));
      const row = { write, id: signIn.id, damage: null, copies };
      const channel = this.#channelOf(search, signIn.kind);
      channel.write(row);
      if (twice) channel.write(row);
    }
  }

  #channelOf(search: Search<SignInShape>, kind: SignInKind): Channel {
    const key = `${search.number}|${kind}`;
    const known = this.#channels.get(key);
    if (known) return known.channel;
    const { folder, book } = this.#plan;
    const channel = new Channel(search.shape, { ...namesOf(search), stream: kind }, folder, book);
    this.#channels.set(key, { untilAt: search.untilAt, channel });
    return channel;
  }
}
