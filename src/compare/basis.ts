// What differs in what two answers were made from. The program is deterministic, so whatever differs in the answers comes from
// something here; where only one thing differs that can bear on a change, it is the reason.
import { type Basis, basisKinds } from '../record/comparison.js';
import type { Result } from '../record/result.js';
import { byText, sortedSet } from '../util/order.js';
import { count, some } from '../util/words.js';
import { came, type Difference, inputDifferences } from './input-basis.js';

const plain = (
  kind: Basis['kind'],
  change: Basis['change'],
  statement: string,
  names: readonly string[] = [],
): Difference => ({
  kind,
  change,
  statement,
  names: [...names],
  firstAt: null,
  lastAt: null,
});

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Entries of a list that are in one answer alone. */
function listed(
  kind: Basis['kind'],
  old: readonly string[],
  now: readonly string[],
  tell: (change: 'added' | 'removed', names: readonly string[]) => string,
): Difference[] {
  const [before, after] = [new Set(old), new Set(now)];
  const added = sortedSet([...after].filter((name) => !before.has(name)));
  const removed = sortedSet([...before].filter((name) => !after.has(name)));
  return [
    ...(added.length > 0 ? [plain(kind, 'added', tell('added', added), added)] : []),
    ...(removed.length > 0 ? [plain(kind, 'removed', tell('removed', removed), removed)] : []),
  ];
}

/** `application x: reason (until y)`, an entry of the allow file in one line. */
function allowEntries({ run }: Result): string[] {
  const allowed = (run.options.allowed ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(allowed).flatMap(([kind, entries]) =>
    asList(entries).map((entry) => {
      const { reason, until, ...what } = entry as Readonly<Record<string, string>>;
      const named = Object.values(what).join(' in ');
      return `${kind.replace(/s$/, '')} ${named}: ${reason ?? ''}${until === undefined ? '' : ` (until ${until})`}`;
    }),
  );
}

const intelFiles = ({ run }: Result): string[] =>
  asList(run.options.intel).map((file) => {
    const { name = '', sha256 = '' } = file as Readonly<Record<string, string>>;
    return `${name} (SHA-256 ${sha256.slice(0, 12)})`;
  });

function scopeText({ run: { options } }: Result): string {
  const time = (value: unknown): string =>
    typeof value === 'number' ? new Date(value).toISOString().slice(0, 16).replace('T', ' ') : '';
  const parts = [
    ...(typeof options.fromMs === 'number' ? [`from ${time(options.fromMs)}`] : []),
    ...(typeof options.toMs === 'number' ? [`before ${time(options.toMs)}`] : []),
    ...asList(options.mailboxes).map((it) => `mailbox ${it}`),
    ...asList(options.tenants).map((it) => `organisation ${it}`),
  ];
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

function one(kind: Basis['kind'], from: string, to: string, tell: (from: string, to: string) => string): Difference[] {
  return from === to ? [] : [plain(kind, 'changed', tell(from, to))];
}

const names = (list: readonly string[], shown = 3): string => some(list, shown);
const watchedNames = ({ run }: Result): string[] => asList(run.options.watched).map(String);

/** Knowledge tables, not the user's own, which are inputs. */
const tablesOf = ({ run }: Result): string[] =>
  run.tables.filter(({ name }) => !name.startsWith('your own')).map(({ name, date }) => `${name} of ${date}`);

const rulesText = ({ run: { rules } }: Result): string =>
  `${count(rules.count, 'rule')}, SHA-256 ${rules.hash.slice(0, 12)}`;

function optionDifferences(old: Result, now: Result): Difference[] {
  const detected = ({ run }: Result): string => String(run.options.detectedAt ?? 'not given');
  return [
    ...listed(
      'allow',
      allowEntries(old),
      allowEntries(now),
      (change, list) => `${came[change]}: ${count(list.length, 'entry', 'entries')} of --allow (${names(list)})`,
    ),
    ...listed(
      'intel',
      intelFiles(old),
      intelFiles(now),
      (change, list) => `${came[change]}: ${count(list.length, 'file')} of published indicators (${names(list)})`,
    ),
    ...one(
      'rules',
      rulesText(old),
      rulesText(now),
      (from, to) => `changed: detection rules, or values for their placeholders (${from} before, ${to} now)`,
    ),
    ...one(
      'scope',
      scopeText(old),
      scopeText(now),
      (from, to) => `changed: what was asked for (${from} before, ${to} now)`,
    ),
    ...listed(
      'watched',
      watchedNames(old),
      watchedNames(now),
      (change, list) => `${came[change]}: ${count(list.length, 'watched person', 'watched people')} (${names(list)})`,
    ),
    ...one(
      'detected',
      detected(old),
      detected(now),
      (from, to) => `changed: time of detection (${from} before, ${to} now)`,
    ),
  ];
}

function verdictDifferences(old: Result, now: Result): Difference[] {
  const told = ({ verdicts }: Result): string[] =>
    verdicts.map(
      ({ id, verdict, case: item, by, because }) =>
        `${verdict} on ${item} by ${by ?? 'an analyst'}: ${because} (${id})`,
    );
  return listed(
    'verdicts',
    told(old),
    told(now),
    (change, list) => `${came[change]}: ${count(list.length, 'verdict')} of analysts (${names(list, 2)})`,
  );
}

function programDifferences(old: Result, now: Result): Difference[] {
  return [
    ...listed(
      'tables',
      tablesOf(old),
      tablesOf(now),
      (change, list) => `${came[change]}: ${count(list.length, 'knowledge table')} (${names(list)})`,
    ),
    ...one(
      'program',
      old.letterlock,
      now.letterlock,
      (from, to) => `changed: version of Letterlock (${from} before, ${to} now)`,
    ),
  ];
}

/** In the order of `basisKinds`, added before removed before changed; ids `B1`, `B2` … */
export function basisOf(old: Result, now: Result): Basis[] {
  const all = [
    ...inputDifferences(old, now),
    ...optionDifferences(old, now),
    ...verdictDifferences(old, now),
    ...programDifferences(old, now),
  ];
  const ordered = all.sort(
    (a, b) =>
      basisKinds.indexOf(a.kind) - basisKinds.indexOf(b.kind) ||
      byText(a.change, b.change) ||
      byText(a.names.join('\n'), b.names.join('\n')),
  );
  return ordered.map((difference, i) => ({ id: `B${i + 1}`, ...difference }));
}
