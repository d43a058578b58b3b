// Replaces many texts in a text at once, the longest first and only between boundaries: `ann.lee` is not found in `joann.lee`, and
// `ann.lee2` is another. Case does not count; a change from small to capital letter is a boundary, as in file names.
export type Replace = (text: string) => string;

const letter = /[\p{L}\p{M}\u{d800}-\u{dfff}]/u;
const digit = /\p{N}/u;
const capital = /\p{Lu}/u;

type Kind = 'letter' | 'digit' | 'other';
const kindAt = (text: string, at: number): Kind => {
  const unit = text.charAt(at);
  return unit === ''
    ? 'other'
    : letter.test(unit) || /[\ud800-\udfff]/.test(unit)
      ? 'letter'
      : digit.test(unit)
        ? 'digit'
        : 'other';
};

/** Small letters, without moving any place in the text. */
function small(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text
    .split('')
    .map((unit) => (unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit))
    .join('');
}

/** Whether something can begin or end between the places before `at` and `at`. */
function boundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const [before, after] = [kindAt(text, at - 1), kindAt(text, at)];
  if (before !== after || before === 'other') return true;
  return before === 'letter' && capital.test(text.charAt(at)) && !capital.test(text.charAt(at - 1));
}

/** The run of letters or digits that begins here, or the one sign. */
function runAt(lower: string, at: number): string {
  const kind = kindAt(lower, at);
  let end = at + 1;
  while (kind !== 'other' && kindAt(lower, end) === kind) end += 1;
  return lower.slice(at, end);
}

/** The run up to where a capital letter begins the next word. */
function wordAt(text: string, lower: string, at: number): string {
  let end = at + 1;
  while (kindAt(text, end) === 'letter' && !boundary(text, end)) end += 1;
  return lower.slice(at, end);
}

interface Form {
  readonly lower: string;
  readonly by: string;
}

/** `forms`: what to replace by what; of two entries for the same text the first counts. Empty texts are passed over. */
export function replacerOf(forms: Iterable<readonly [text: string, by: string]>): Replace {
  const byRun = new Map<string, Form[]>();
  const known = new Set<string>();
  for (const [text, by] of forms) {
    for (const lower of [small(text.normalize('NFC')), small(text.normalize('NFD'))]) {
      if (lower === '' || known.has(lower)) continue;
      known.add(lower);
      const run = runAt(lower, 0);
      const list = byRun.get(run);
      if (list === undefined) byRun.set(run, [{ lower, by }]);
      else list.push({ lower, by });
    }
  }
  for (const list of byRun.values())
    list.sort((a, b) => b.lower.length - a.lower.length || (a.lower < b.lower ? -1 : 1));
  const find = (text: string, lower: string, at: number): Form | null => {
    if (!boundary(text, at)) return null;
    const runs = new Set([runAt(lower, at), wordAt(text, lower, at)]);
    const fits = [...runs].flatMap(
      (run) =>
        byRun.get(run)?.find((form) => lower.startsWith(form.lower, at) && boundary(text, at + form.lower.length)) ??
        [],
    );
    return fits.sort((a, b) => b.lower.length - a.lower.length)[0] ?? null;
  };
  return (text) => {
    const lower = small(text);
    let out = '';
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const form = find(text, lower, at);
      if (form === null) {
        at += 1;
        continue;
      }
      out += text.slice(from, at) + form.by;
      at += form.lower.length;
      from = at;
    }
    return out + text.slice(from);
  };
}
