// Pseudonyms in the order in which things are met: the same thing has the same name wherever it stands, and the same result gives the same
// names. What they stand for is kept nowhere.

/** Names of one kind, `user-1`, `user-2` …; case does not count. */
export class Pseudonyms {
  readonly #kind: string;
  readonly #names = new Map<string, string>();
  #made = 0;

  constructor(kind: string) {
    this.#kind = kind;
  }

  /** The name of this thing; a new one where it is met for the first time. */
  of(text: string): string {
    return this.ofAll([text]);
  }

  /** One name for several texts that are the same thing. Where any of them has a name already, they share it. */
  ofAll(texts: readonly string[]): string {
    const keys = texts.map((text) => text.trim().toLowerCase());
    const known = keys.map((key) => this.#names.get(key)).find((name) => name !== undefined);
    const name = known ?? `${this.#kind}-${++this.#made}`;
    for (const key of keys) if (!this.#names.has(key)) this.#names.set(key, name);
    return name;
  }

  /** Null for a thing that has not been met. */
  known(text: string): string | null {
    return this.#names.get(text.trim().toLowerCase()) ?? null;
  }

  /** Texts and their names. */
  entries(): [string, string][] {
    return [...this.#names];
  }
}
