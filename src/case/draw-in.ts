// What an actor who was found did besides. Once somebody reads a person's mail from a strange place, further sessions of that person
// from there look ordinary to the detectors: signed in, known client, a place that has been seen before. They are his all the same,
// if the person never was in that place before he came.
import { levelRank } from '../detect/weigh.js';
import type { Database } from '../query/database.js';
import { inlineRows } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { learningDays } from '../session/newness.js';
import { groupBy } from '../util/group.js';
import type { Group, Judged } from './group.js';
import { suspicionOf } from './suspicion.js';

interface Held {
  readonly caseId: string;
  readonly sessionId: string;
}

/** Days before a found session's first access in which its actor may have come already. */
const before = 7;

const query = sql`WITH entered AS (SELECT "sessionId", min(i."at") AS "at" FROM "sessionSignIn" JOIN issued i USING (n) GROUP BY "sessionId"),
    client AS (SELECT tenant, principal, mailbox, client, application, min("firstAt") AS since FROM "sessionPlace" GROUP BY ALL),
    -- Of somebody who was watched for a few days only nothing is known to be new.
    begun AS (SELECT h."caseId", p.*, greatest(least(p."firstAt", coalesce(e."at", p."firstAt")) - to_days(${before}), w.since + to_days(${learningDays})) AS since
      FROM held h JOIN "sessionPlace" p USING ("sessionId") JOIN "personSince" w USING (tenant, principal) LEFT JOIN entered e USING ("sessionId")),
    hostile AS (SELECT b.* FROM begun b LEFT JOIN "placeSince" f USING (tenant, principal, network) WHERE coalesce(f.since >= date_trunc('day', b.since), true)),
    other AS (SELECT * FROM "sessionPlace" WHERE "sessionId" NOT IN (SELECT "sessionId" FROM held)),
    found AS (
      -- From the same place, which this person never was in before.
      SELECT h."caseId", s."sessionId" FROM hostile h JOIN other s ON s.tenant = h.tenant AND s.principal = h.principal AND s.network = h.network WHERE s."firstAt" >= h.since
      -- With the same client and application, which this person never opened this mailbox with before, from further places of that kind.
      UNION ALL SELECT h."caseId", s."sessionId" FROM hostile h JOIN other s ON s.tenant = h.tenant AND s.principal = h.principal AND s.mailbox = h.mailbox AND s.client = h.client
          AND s.application IS NOT DISTINCT FROM h.application
        JOIN client c ON c.tenant = s.tenant AND c.principal = s.principal AND c.mailbox = s.mailbox AND c.client = s.client AND c.application IS NOT DISTINCT FROM s.application
        LEFT JOIN "placeSince" f ON f.tenant = s.tenant AND f.principal = s.principal AND f.network = s.network
      WHERE c.since >= h.since AND s."firstAt" >= h.since AND f.since >= date_trunc('day', h.since))
    SELECT min("caseId") AS "caseId", "sessionId" FROM found GROUP BY "sessionId" ORDER BY "sessionId"`;

/** Sessions that go with those held; one that is held already is none. */
async function find(database: Database, held: readonly Held[]): Promise<Held[]> {
  if (held.length === 0) return [];
  const rows = inlineRows({ caseId: 'text', sessionId: 'text' }, held);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE held AS SELECT * FROM ${rows}`);
  return database.rows<Held>(query);
}

/** A hint gains nothing by more of the same, and whose it is stays open. */
const isCertain = ({ members }: Group): boolean => {
  const suspicions = members.map((member) => member.suspicion);
  return levelRank(suspicionOf(suspicions, []).level) >= levelRank('high');
};

/** Where all of a group's sessions were drawn into one other, that one's id: a hint of a case is none beside the case. */
function homeOf({ members }: Group, caseOf: ReadonlyMap<string, string>): string | undefined {
  const homes = new Set(members.map((member) => caseOf.get(member.session.id)));
  return homes.size === 1 ? [...homes][0] : undefined;
}

/**
 * The groups with what else their actors did, and the sessions among that which were not judged yet. `further` judges sessions by
 * their ids.
 */
export async function drawIn(
  database: Database,
  groups: readonly Group[],
  judged: readonly Judged[],
  further: (ids: readonly string[]) => Promise<Judged[]>,
): Promise<{ groups: Group[]; drawn: Judged[] }> {
  const certain = groups.filter(isCertain);
  const held = certain.flatMap(({ id, members }) =>
    members.map(({ session }) => ({ caseId: id, sessionId: session.id })),
  );
  const found = await find(database, held);
  const known = new Map(judged.map((member) => [member.session.id, member]));
  const drawn = await further(found.map(({ sessionId }) => sessionId).filter((id) => !known.has(id)));
  for (const member of drawn) known.set(member.session.id, member);
  const caseOf = new Map(found.map(({ caseId, sessionId }) => [sessionId, caseId]));
  const added = groupBy(found, ({ caseId }) => caseId);
  const given = groupBy(groups, (group) => homeOf(group, caseOf) ?? '');
  const whole = groups
    .filter((group) => homeOf(group, caseOf) === undefined)
    .map(({ id, findings, members }) => ({
      id,
      findings: [...findings, ...(given.get(id) ?? []).flatMap((group) => group.findings)],
      members: [...members, ...(added.get(id) ?? []).flatMap(({ sessionId }) => known.get(sessionId) ?? [])],
    }));
  return { groups: whole, drawn };
}
