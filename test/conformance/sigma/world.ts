// Events loaded once through the ordinary loading path, and rules written as text that are asked of them.

import { scanRules } from '../../../src/detect/rule/scan.js';
import { sql } from '../../../src/query/sql.js';
import { parseRules } from '../../../src/sigma/load.js';
import type { Placeholders } from '../../../src/sigma/placeholder.js';
import type { Workspace } from '../../../src/store/workspace.js';
import type { Fields } from '../../store/row.js';
import { lines, load } from '../../store/world.js';

export const tenant = '11111111-2222-4333-8444-555555555555';

/** An audit record; `id` names it in what is expected. */
export const event = (id: string, more: Fields, minute = 0): Fields => ({
  Id: id,
  CreationTime: new Date(Date.UTC(2024, 2, 4, 10) + minute * 60_000).toISOString().slice(0, 19),
  Operation: 'Test',
  OrganizationId: tenant,
  RecordType: 1,
  Workload: 'Exchange',
  ...more,
});

export const signIn = (id: string, more: Fields): Fields => ({
  id,
  createdDateTime: '2024-03-04T10:00:00Z',
  appId: '9199bf20-a13f-4107-85dc-02114787ef48',
  appDisplayName: 'One Outlook Web',
  status: { errorCode: 0, failureReason: null },
  ...more,
});

export const loadEvents = (audit: readonly Fields[], signIns: readonly Fields[] = []): Promise<Workspace> =>
  load({
    ...(audit.length === 0 ? {} : { 'audit.jsonl': lines(audit) }),
    ...(signIns.length === 0 ? {} : { 'sign-ins.jsonl': lines(signIns) }),
  });

const indent = (text: string): string => text.trim().replace(/^/gm, '  ');

/** A rule from its detection; `selection` alone gets a condition. */
export const ruleText = (detection: string, source = 'product: m365\n  service: audit', title = 'rule'): string =>
  `title: ${title}\nlogsource:\n  ${source}\ndetection:\n${indent(detection)}\n` +
  (/^\s*condition:/m.test(detection) ? '' : '  condition: selection\n');

/** Ids that each text's first rule matches, or what is wrong with it. All in one scan. */
export async function ask(
  workspace: Workspace,
  texts: readonly string[],
  placeholders?: Placeholders,
): Promise<(readonly string[] | string)[]> {
  const sets = texts.map((text, i) => parseRules([{ path: `${i}.yml`, text }], placeholders));
  const rules = sets.map((set) => set.rules[0]);
  const scanned = await scanRules(
    workspace.database,
    rules.flatMap((rule) => rule ?? []),
  );
  const rows = await workspace.database.rows<{ rule: number; id: string }>(
    sql`SELECT rule, id FROM "ruleMatch" ORDER BY rule, id`,
  );
  return sets.map((set, i) => {
    const outcome = scanned.find((each) => each.rule === rules[i]);
    if (outcome === undefined) return set.problems.map((problem) => `${problem.code}: ${problem.message}`).join('; ');
    return outcome.absent ?? rows.filter((row) => row.rule === outcome.number).map((row) => row.id);
  });
}
