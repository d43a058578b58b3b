// The notice to an organisation: whose mail, how much of it, by what we know, with the evidence by file and row, and what could not be seen.
// It is made of an answer that speaks of this organisation alone.
import type { Case, Result } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { byText, sortedSet } from '../../util/order.js';
import { count } from '../../util/words.js';
import { addressTexts } from '../address-text.js';
import { sessionsOf } from '../case-view.js';
import { utcCell } from '../format.js';
import { limitTexts } from '../limit.js';
import { type Places, ranges } from '../readout/record/evidence.js';
import { withoutStrangers } from './safe-text.js';
import { type Share, waysOfAll } from './share.js';
import type { Values } from './template.js';
import { openedValues, sureValues, wayValues, whyValues } from './values.js';

export interface Mailbox {
  readonly share: Share;
  /** Several people use it. */
  readonly shared: boolean;
  readonly noOwner: boolean;
  /** The file of the notice to its owner; null where there is none. */
  readonly notice: string | null;
}

const earliest = (times: readonly (string | null)[]): string | null =>
  times.filter((time) => time !== null).sort()[0] ?? null;
const latest = (times: readonly (string | null)[]): string | null =>
  times
    .filter((time) => time !== null)
    .sort()
    .at(-1) ?? null;

const mailboxValues = ({ share, shared, noOwner, notice }: Mailbox): Values => ({
  mailbox: share.mailbox,
  shared,
  noOwner,
  ...openedValues(share),
  folderCount: String(share.folders.length),
  wayCount: String(share.diverted.length),
  periodCount: String(share.unknown.length),
  notice: notice ?? '',
});

/** Files with the records of the cases: rows and lines where they were looked up. */
function evidenceValues({ inputs }: Result, records: readonly string[], places: Places): Values[] {
  if (places === null) return [];
  const found = records.flatMap((id) => places.get(id) ?? []);
  const hashes = groupBy(inputs, ({ path }) => path);
  return [...groupBy(found, ({ path }) => path)]
    .sort((a, b) => byText(a[0], b[0]))
    .map(([path, all]) => {
      const rows = all.flatMap(({ row }) => row ?? []);
      const sha256 = (hashes.get(path) ?? []).map((it) => it.sha256).filter((hash) => hash !== '');
      return {
        file: path,
        sha256: sortedSet(sha256).join(' or '),
        rows: rows.length > 0 ? `${rows.length === 1 ? 'row' : 'rows'} ${ranges(rows)}` : count(all.length, 'record'),
      };
    });
}

export function organisationValues(
  result: Result,
  cases: readonly Case[],
  mailboxes: readonly Mailbox[],
  behind: { readonly records: readonly string[]; readonly places: Places; readonly domain: string },
): Values {
  const sessions = cases.flatMap((each) => sessionsOf(result, each));
  const ways = [...mailboxes.flatMap(({ share }) => share.diverted), ...waysOfAll(cases)];
  const owners = new Set(mailboxes.map(({ share }) => share.mailbox));
  const accounts = sortedSet(cases.flatMap(({ users }) => users)).filter((user) => !owners.has(user));
  const places = sortedSet(cases.flatMap((each) => addressTexts(each, sessionsOf(result, each))));
  const floor = earliest(cases.map(({ dwell }) => dwell.firstAccessAt));
  return {
    ...sureValues(cases),
    mailboxCount: String(mailboxes.length),
    opened: String(mailboxes.reduce((sum, { share }) => sum + share.named.length, 0)),
    firstAt: utcCell(floor),
    lastAt: utcCell(latest(cases.map(({ dwell }) => dwell.lastActivityAt))),
    detectableAt: utcCell(earliest(cases.map(({ dwell }) => dwell.detectableAt))),
    floor: cases.some(({ dwell }) => dwell.firstAccessIsFloor && dwell.firstAccessAt === floor),
    elsewhere: cases.some(({ id }) => result.elsewhere.includes(id)),
    mailboxes: mailboxes.map(mailboxValues),
    sentOn: ways.length > 0,
    ways: ways.map(wayValues),
    accounts: accounts.map((account) => ({ account: account })),
    comes: places.length > 0,
    places: places.map((place) => ({ place: place })),
    evidence: evidenceValues(result, behind.records, behind.places),
    limits: limitTexts(result).map((limit) => ({ limit: withoutStrangers(limit, behind.domain) })),
    ...whyValues(sessions, ways.length > 0),
  };
}
