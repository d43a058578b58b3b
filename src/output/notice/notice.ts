// Notices for one organisation: one to itself and one to each person whose mail the cases touch, each with its list. Made of an answer that
// speaks of this organisation alone. Mailboxes that several people use, or nobody known, stand in the organisation's notice.
import type { Case, Result } from '../../record/result.js';
import { idOf } from '../../util/hash.js';
import { sortedSet } from '../../util/order.js';
import { findingsOf, recordsOf } from '../case-view.js';
import type { Places } from '../readout/record/evidence.js';
import type { Notice } from './field.js';
import { fileNames } from './file-name.js';
import { organisationList, personList, type ToSend, toSendList } from './list.js';
import { type Mailbox, organisationValues } from './organisation.js';
import { personValues } from './person.js';
import { type Share, sharesOf } from './share.js';
import { renderTemplate, type Template, type Values } from './template.js';
import { markingValues, type Sender } from './values.js';

export interface NoticeOptions extends Sender {
  readonly templates: Readonly<Record<Notice, Template>>;
  readonly places: Places;
}

export interface NoticeFile {
  readonly path: string;
  readonly content: string;
}

export interface Notices {
  /** Of the organisation: its domain, else its id. */
  readonly name: string;
  readonly files: readonly NoticeFile[];
  readonly people: number;
  /** Mailboxes without a notice of their own. */
  readonly others: number;
}

/** `7F3A-91C2`: the same in every run, and of no use to guess another's. */
export function referenceOf(tenant: string, cases: readonly Case[], mailbox: string): string {
  const hex = idOf('notice', tenant, ...sortedSet(cases.map(({ id }) => id)), mailbox).slice('notice-'.length);
  return `${hex.slice(0, 4)}-${hex.slice(4, 8)}`.toUpperCase();
}

const ofOnePerson = new Set(['usermailbox', 'linkedmailbox', 'legacymailbox', 'mailuser', 'remoteusermailbox']);

function mailboxOf(result: Result, share: Share): Omit<Mailbox, 'notice'> {
  const type = result.people.find(({ user }) => user === share.mailbox)?.mailboxType ?? null;
  return {
    share,
    shared: type !== null && !ofOnePerson.has(type.toLowerCase()),
    noOwner: !share.mailbox.includes('@'),
  };
}

/** What most mailboxes have behind the @; the id where there is none. */
function nameOf(tenant: string, shares: readonly Share[]): string {
  const domains = shares.flatMap(({ mailbox }) => mailbox.split('@')[1] ?? []);
  const often = sortedSet(domains).sort(
    (a, b) => domains.filter((it) => it === b).length - domains.filter((it) => it === a).length,
  );
  return often[0] ?? tenant;
}

/** `cases`: of this organisation, at least one. */
export function noticesOf(result: Result, tenant: string, cases: readonly Case[], options: NoticeOptions): Notices {
  const shares = sharesOf(result, cases);
  const names = fileNames(shares.map(({ mailbox }) => mailbox));
  const mailboxes = shares
    .map((share) => mailboxOf(result, share))
    .map((it): Mailbox => {
      const notice = it.shared || it.noOwner ? null : `people/${names.get(it.share.mailbox)}.txt`;
      return { ...it, notice };
    });
  const common: Values = { ...markingValues(options), organisation: nameOf(tenant, shares) };
  const files: NoticeFile[] = [];
  const toSend: ToSend[] = [];
  function write(notice: Notice, to: string, base: string, list: string, values: Values): void {
    const reference = referenceOf(tenant, cases, to);
    const listName = `${base.split('/').at(-1)}.csv`;
    files.push({
      path: `${base}.txt`,
      content: renderTemplate(options.templates[notice], { ...common, ...values, reference, list: listName }),
    });
    files.push({ path: `${base}.csv`, content: list });
    toSend.push({ reference, to, kind: notice, file: `${base}.txt`, list: `${base}.csv` });
  }
  const records = [...new Set(cases.flatMap((each) => recordsOf(result, each)))];
  const values = organisationValues(result, cases, mailboxes, {
    ...{ records, places: options.places, domain: String(common.organisation) },
  });
  write(
    'organisation',
    `organisation ${common.organisation}`,
    'organisation',
    organisationList(shares, options.places),
    values,
  );
  for (const { share, notice } of mailboxes) {
    if (notice === null) continue;
    const own = cases.filter((each) => each.mailboxes.includes(share.mailbox) || touches(each, share.mailbox));
    const person = result.people.find(({ user }) => user === share.mailbox);
    const findings = own.flatMap((each) => findingsOf(result, each));
    write(
      'person',
      share.mailbox,
      notice.replace(/\.txt$/, ''),
      personList(share),
      personValues(share, own, { person, findings }),
    );
  }
  files.push({ path: 'to-send.csv', content: toSendList(toSend) });
  const people = mailboxes.filter(({ notice }) => notice !== null).length;
  return { name: String(common.organisation), files, people, others: mailboxes.length - people };
}

const touches = ({ exposure }: Case, mailbox: string): boolean =>
  [...exposure.named.items, ...exposure.folders, ...exposure.unknown, ...exposure.diverted].some(
    (it) => it.mailbox === mailbox,
  );
