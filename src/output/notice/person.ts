// The notice to one person: what of his or her mailbox was read, may have been read, or could not be told. Nothing of anybody else's stands
// in it, so it takes one mailbox's share and no more.
import type { Case, Finding, Person } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { topicOf } from '../containment/topic.js';
import { utcCell } from '../format.js';
import type { Share } from './share.js';
import type { Values } from './template.js';
import { openedValues, sureValues, wayValues, whyValues } from './values.js';

const periodFlags: Readonly<Record<string, string>> = {
  throttled: 'throttled',
  auditGap: 'silent',
  noMessageIds: 'unnamed',
};

function spanOf({ named, folders, sessions }: Share): { firstAt: string | null; lastAt: string | null } {
  const all = [...named, ...folders, ...sessions];
  return {
    firstAt: all.map(({ firstAt }) => firstAt).sort()[0] ?? null,
    lastAt:
      all
        .map(({ lastAt }) => lastAt)
        .sort()
        .at(-1) ?? null,
  };
}

/** Rules that tell of signing in and reading say what the sessions say better. */
const changes = (topic: ReturnType<typeof topicOf>): boolean =>
  topic !== null && topic !== 'account' && topic !== 'device';

/** Of the rules that come along alone: their titles name nobody. */
function changesOf(findings: readonly Finding[], mailbox: string): Values[] {
  const own = findings.filter((each) => each.mailboxes.includes(mailbox) && changes(topicOf(each)));
  const titles = groupBy(own, ({ title }) => title);
  return [...titles].map(([title, same]) => ({
    change: title,
    at: utcCell(same.map(({ firstAt }) => firstAt).sort()[0] ?? null),
  }));
}

const withoutOther = (values: Values, told: boolean): Values => (told ? { ...values, whyOther: false } : values);

/** `cases`: those that touch the mailbox. */
export function personValues(
  share: Share,
  cases: readonly Case[],
  { person, findings }: { readonly person: Person | undefined; readonly findings: readonly Finding[] },
): Values {
  const { named, folders, unknown, diverted, sessions } = share;
  const shown = named.length + folders.length + diverted.length + sessions.length > 0;
  const told = changesOf(findings, share.mailbox);
  const { firstAt, lastAt } = spanOf(share);
  return {
    mailbox: share.mailbox,
    name: person?.name ?? '',
    ...sureValues(cases),
    shown,
    ...openedValues(share),
    copied: folders.length > 0,
    folders: folders.map((it) => ({
      folder: it.folder ?? '?',
      firstAt: utcCell(it.firstAt),
      lastAt: utcCell(it.lastAt),
      several: utcCell(it.firstAt) !== utcCell(it.lastAt),
    })),
    sentOn: diverted.length > 0,
    ways: diverted.map(wayValues),
    nothingCopied: folders.length + diverted.length === 0,
    blind: unknown.length > 0,
    periods: unknown.map((it) => {
      const flag = periodFlags[it.reason] ?? 'unrecorded';
      return { fromAt: utcCell(it.fromAt), toAt: utcCell(it.toAt), [flag]: true };
    }),
    floor: firstAt !== null && cases.some(({ dwell }) => dwell.firstAccessIsFloor && dwell.firstAccessAt === firstAt),
    firstAt: utcCell(firstAt),
    lastAt: utcCell(lastAt),
    ...withoutOther(whyValues(sessions, diverted.length > 0), !shown || told.length > 0),
    changes: told,
  };
}
