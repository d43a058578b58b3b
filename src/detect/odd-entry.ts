// How a session came to be: by a device code, with a password that had just been guessed at, through a protocol that knows no
// second factor, or from an issuer that hardly anybody's sign-ins have. Each is ordinary somewhere, so what it says depends on
// how rare it is among this tenant's people.
import { epochMs } from '../query/operation.js';
import { list, type Sql, sql } from '../query/sql.js';
import { ownDays } from '../session/presence.js';
import { groupBy } from '../util/group.js';
import { count, thousands } from '../util/words.js';
import { type Detector, type Evidence, round } from './evidence.js';
import { addresses } from './need/access.js';
import { knownPeople } from './need/history.js';
import type { Needs } from './need/need.js';
import { refusedPasswords, signInClients, signInManners, signIns, tiedSessions, tokenIssuers } from './need/sign-in.js';

interface Row {
  session: string;
  signIns: string[];
  people: number;
  alike: number;
  atMs: number;
  lastMs: number;
  records: string[];
}

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly techniques: readonly string[];
  readonly strong: boolean;
  readonly needs: Needs;
  /** Documented judgements: the least that it says where it is rare, and the most. Where many do it, it says nothing. */
  readonly weight: readonly [least: number, most: number];
  /** Which sign-ins (`i`) are such. */
  readonly such: Sql;
  readonly says: string;
}

/** Of so many people a manner of signing in is the house's own. */
const usualShare = 0.1;
const signInsNamed = 20;

const query = (
  such: Sql,
): Sql => sql`WITH odd AS (SELECT i.* FROM issued i WHERE i.success AND i.kind IN ('interactive', 'nonInteractive', 'auditLog') AND (${such})),
    people AS (SELECT tenant, count(DISTINCT principal) AS people FROM issued WHERE success AND kind IN ('interactive', 'nonInteractive', 'auditLog') GROUP BY tenant),
    -- Who does it at places of their own: an intruder must not make his own manner look usual.
    manner AS (SELECT o.tenant, o.principal FROM odd o JOIN presence p ON p.tenant = o.tenant AND p.principal = o.principal AND p.network = o.network
      WHERE NOT p.rented GROUP BY ALL HAVING count(DISTINCT p.day) > ${ownDays})
  SELECT s."sessionId" AS session, (list(DISTINCT o.id ORDER BY o.id))[1:${signInsNamed}] AS "signIns", max(p.people) AS people,
    (SELECT count(*) FROM manner m WHERE m.tenant = min(o.tenant) AND m.principal <> min(o.principal)) AS alike,
    ${epochMs(sql`min(a."at")`)} AS "atMs", ${epochMs(sql`max(a."at")`)} AS "lastMs", (list(a.id ORDER BY a.n))[1:50] AS records
  FROM odd o JOIN "sessionSignIn" s ON s.n = o.n JOIN people p ON p.tenant = o.tenant
    JOIN "sessionAccess" a ON a."sessionId" = s."sessionId"
  WHERE a."at" >= o."at" - INTERVAL 5 MINUTE GROUP BY s."sessionId" ORDER BY "atMs", session`;

function weightOf(row: Row, [least, most]: Entry['weight']): number {
  if (row.alike >= usualShare * row.people && row.alike >= 3) return 0;
  return Math.min(most, Math.max(least, -Math.log((row.alike + 1) / (row.people + 2))));
}

function evidenceOf(entry: Entry, rows: readonly Row[]): Evidence {
  const [row] = rows as [Row, ...Row[]];
  const weight = round(weightOf(row, entry.weight));
  return {
    detection: entry.name,
    session: row.session,
    message: `${entry.says} (sign-in ${row.signIns[0]}); of ${count(row.people, 'person', 'people')} ${thousands(row.alike)} sign in like this from places of their own`,
    weight,
    steps: [{ atMs: row.atMs, weight }],
    records: [...row.signIns, ...row.records],
    firstMs: row.atMs,
    lastMs: row.lastMs,
    confidence: 'moderate',
  };
}

const detectorOf = (entry: Entry): Detector => ({
  name: entry.name,
  title: entry.title,
  techniques: entry.techniques,
  strong: entry.strong,
  needs: entry.needs,
  async find(database) {
    const rows = await database.rows<Row>(query(entry.such));
    const found = [...groupBy(rows, (row) => row.session).values()].map((own) => evidenceOf(entry, own));
    return found.filter((evidence) => evidence.weight > 0);
  },
});

/** Storm-2372: the victim types the intruder's code, and the intruder holds the session. */
export const deviceCode = detectorOf({
  name: 'deviceCode',
  title: 'Mail read in a session that began with a device code',
  techniques: ['T1528', 'T1566.002', 'T1114.002'],
  strong: true,
  needs: [signIns('interactive', 'nonInteractive', 'auditLog'), signInManners, tiedSessions],
  weight: [4.5, 7],
  such: sql`i.protocol = 'devicecode' OR i.transfer IN ('devicecodeflow', 'devicecode')`,
  says: 'the session was opened by typing a code into another device, as phishers ask for',
});

/** ROPC, IMAP and POP send the password itself and ask for no second factor; BAV2ROPC is Exchange's own name for it. */
export const passwordClient = detectorOf({
  name: 'passwordClient',
  title: 'Mail read by a client that knows no second factor',
  techniques: ['T1078.004', 'T1114.002'],
  strong: false,
  needs: [signIns('interactive', 'nonInteractive', 'auditLog'), signInClients, tiedSessions],
  weight: [1, 3.5],
  such: sql`i.protocol = 'ropc' OR lower(i."userAgent") LIKE 'bav2ropc%' OR lower(i."clientApp") LIKE 'imap%' OR lower(i."clientApp") LIKE 'pop%'`,
  says: 'the session was opened with a password alone, by a legacy protocol',
});

/** Wrong, locked, expired and empty passwords. */
const refusals = [50126, 50053, 50055, 50056];
/** People whose passwords were refused from one network, before what follows is a spray; fewer forget theirs on one day. */
const sprayedPeople = 5;
const refused = sql`SELECT tenant, network, date_trunc('day', "at") AS day, count(DISTINCT principal) AS people FROM issued
  WHERE NOT success AND "errorCode" IN ${list(refusals)} AND network IS NOT NULL GROUP BY ALL`;
/**
 * An office has as many forgetful people as it has people; a spray is refused nearly everywhere. Through a carrier's addresses it comes
 * from where some of its victims live, who go on signing in from there.
 */
const sprayed = sql`EXISTS (SELECT * FROM (${refused}) f WHERE f.tenant = i.tenant AND f.network = i.network AND f.people >= ${sprayedPeople}
  AND i."at" >= f.day AND f.people * 2 > (SELECT count(DISTINCT g.principal) FROM presence g WHERE g.tenant = f.tenant AND g.network = f.network)
  AND NOT EXISTS (SELECT * FROM presence h WHERE h.tenant = i.tenant AND h.principal = i.principal AND h.network = i.network AND h.day < f.day))`;

export const guessedPassword = detectorOf({
  name: 'guessedPassword',
  title: 'Mail read from a network that had tried many passwords',
  techniques: ['T1110.003', 'T1078.004', 'T1114.002'],
  strong: true,
  needs: [signIns('interactive', 'nonInteractive', 'auditLog'), refusedPasswords(refusals), tiedSessions],
  weight: [9.5, 11],
  such: sprayed,
  says: 'the session was opened from a network from which the passwords of many people had been refused',
});

/** Golden SAML: whoever holds the federation's key signs as an issuer of his own. */
const issuers = sql`SELECT tenant, coalesce("tokenIssuerName", '') AS issuer, coalesce("tokenIssuerType", '') AS type, count(DISTINCT principal) AS people
  FROM issued WHERE success AND kind = 'interactive' AND "tokenIssuerType" IS NOT NULL GROUP BY ALL`;
export const oddIssuer = detectorOf({
  name: 'oddIssuer',
  title: 'Mail read after a sign-in by an issuer that this organisation does not use',
  techniques: ['T1606.002', 'T1114.002'],
  strong: true,
  needs: [signIns('interactive'), tokenIssuers, tiedSessions],
  weight: [8.5, 10],
  such: sql`i.kind IN ('interactive', 'nonInteractive') AND i."tokenIssuerType" IS NOT NULL AND EXISTS (SELECT * FROM (${issuers}) r
    WHERE r.tenant = i.tenant AND r.issuer = coalesce(i."tokenIssuerName", '') AND r.type = coalesce(i."tokenIssuerType", '')
      AND lower(r.type) LIKE '%federat%' AND r.people * 5 < (SELECT max(o.people) FROM (${issuers}) o WHERE o.tenant = r.tenant))`,
  says: 'the sign-in came from a federation service that hardly anybody else signs in with',
});

/** A proxy of a phisher signs in where its lure leads, to the portal or to a form, and reads mail afterwards with what it got. */
const entered = sql`issued WHERE success AND kind = 'interactive'`;
const entrances = sql`SELECT e.tenant, e.application FROM (SELECT * FROM ${entered}) e
    JOIN (SELECT tenant, count(DISTINCT principal) AS people FROM ${entered} GROUP BY tenant) w USING (tenant)
  WHERE e.application IS NOT NULL GROUP BY e.tenant, e.application HAVING count(DISTINCT e.principal) * 10 <= max(w.people)`;
export const rareEntry = detectorOf({
  name: 'rareEntry',
  title: 'Mail read from a strange place after a sign-in to something hardly anybody here signs in to',
  techniques: ['T1557', 'T1539', 'T1114.002'],
  strong: false,
  needs: [signIns('interactive'), tiedSessions, addresses, knownPeople],
  weight: [0, 2],
  such: sql`i.kind = 'interactive' AND (i.tenant, i.application) IN (${entrances})
    AND i.n IN (SELECT e.n FROM "sessionSignIn" e SEMI JOIN "strangePlace" t ON t."sessionId" = e."sessionId" AND t.rented)`,
  says: 'the session was opened, in a place for rent, by a sign-in to an application that hardly anybody here signs in to',
});
