// An access session as the result tells it.

import type { Knowledge } from '../record/knowledge.js';
import type { Session } from '../record/result.js';
import type { Whereabouts } from '../store/enrich/whereabouts.js';
import { isoTime } from '../util/time.js';
import type { SessionRow } from './read.js';

export interface Weighed {
  readonly score: number;
  readonly level: Session['suspicion']['level'];
  readonly reasons: Readonly<Session['suspicion']['reasons']>;
}

function explanationOf(row: SessionRow): Session['explanation'] {
  const compared = row.comparable > 0 ? { comparable: row.comparable, matched: row.matched } : null;
  return { class: row.class, tier: row.tier, reason: row.reason, signIns: row.signIns, control: compared };
}

function addressOf(ip: string, whereabouts: ReadonlyMap<string, Whereabouts>): Session['addresses'][number] {
  const {
    asn = null,
    organisation = null,
    country = null,
    loggedCountry = null,
    kind = null,
  } = whereabouts.get(ip) ?? {};
  return { ip, asn, organisation, country, loggedCountry, kind };
}

export function sessionOf(
  row: SessionRow,
  weighed: Weighed,
  knowledge: Knowledge,
  whereabouts: ReadonlyMap<string, Whereabouts>,
): Session {
  const { explained, background, notAssessable, unexplained } = row;
  const application = row.application;
  const known = application === null ? undefined : knowledge.applicationNames.get(application);
  return {
    id: row.id,
    tenant: row.tenant,
    mailbox: row.mailbox,
    user: row.user,
    application: {
      id: application,
      name: known?.name ?? null,
      publisher: known?.publisher ?? null,
      opensMail: known?.opensMail ?? null,
      viaId: row.via,
    },
    client: row.clientInfo,
    addresses: row.addresses.map((ip) => addressOf(ip, whereabouts)),
    tokenIds: row.tokens,
    sessionIds: row.sessions,
    firstAt: isoTime(row.firstMs),
    lastAt: isoTime(row.lastMs),
    accesses: row.accesses,
    bind: row.bind,
    sync: row.sync,
    messages: row.messages,
    records: row.records,
    classes: { explained, background, notAssessable, unexplained },
    explanation: explanationOf(row),
    suspicion: { score: weighed.score, level: weighed.level, reasons: [...weighed.reasons] },
  };
}
