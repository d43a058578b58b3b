// One organisation alone out of an answer over several: every string of the others' worlds is looked for in every format, and each part of
// the answer that is left as it was would be found.
import { beforeAll, describe, expect, it } from 'vitest';
import { investigate, type Result } from '../src/letterlock.js';
import { forOrganisation } from '../src/output/apart/apart.js';
import { tenantNamed, tenantsIn } from '../src/output/apart/tenant.js';
import { blankCampaign } from '../src/output/fixtures/blank.js';
import { renderJson } from '../src/output/json.js';
import { readers } from '../src/output/readout/content.js';
import { renderHtml } from '../src/output/readout/html/render-html.js';
import { readoutOf } from '../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../src/output/readout/render-markdown.js';
import { renderText } from '../src/output/readout/render-text.js';
import { renderTerminal } from '../src/output/terminal/render-terminal.js';
import { resultSchema } from '../src/record/result.js';
import { keep } from '../src/simulate/memory.js';
import { load } from './store/world.js';

const small = { seed: 5, start: '2023-05-08', defects: 'light' as const, pace: 0.5 };

/** Every text of a value, with keys of the answer left out. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

const partOf = (result: Result, tenant: string) => {
  const own = <T extends { tenant: string | null }>(all: readonly T[]): T[] => all.filter((it) => it.tenant === tenant);
  const { coverage, reconciliation, people } = result;
  const mailboxes = own(reconciliation.byMailbox).map(({ mailbox }) => mailbox);
  return [
    ...[own(result.sessions), own(result.findings), own(result.cases), own(coverage.mailboxes), own(coverage.silent)],
    ...[own(result.organisations), mailboxes, mailboxes.map((name) => name.split('@')[1] ?? '')],
    people.filter(({ user }) => mailboxes.includes(user)),
  ];
};

/** Long enough to be told from words, and in no text of its own. */
const strange = (texts: readonly string[], own: ReadonlySet<string>): string[] =>
  [...new Set(texts)].filter(
    (text) =>
      text.length >= 6 &&
      !own.has(text) &&
      !/^\d{4}-\d\d-\d\dT/.test(text) &&
      /[@/<\d-]|\.[a-z]|[A-Z]\w+ [A-Z]/.test(text),
  );

/** Strings that another organisation's world has and this one's has not: of the answer, and of its people's mail. */
function foreignTo(result: Result, tenant: string): string[] {
  const own = new Set(textsOf(partOf(result, tenant)));
  const ownText = [...own].join('\n');
  const others = tenantsIn(result).filter((it) => it !== tenant);
  const texts = others.flatMap((other) => [other, ...textsOf(partOf(result, other))]);
  // A sentence of the program is the same for all; what names things is not.
  return strange(texts, own).filter((text) => !ownText.includes(text) && !/^[A-Z][a-z]+ [a-z]+ .* .* /.test(text));
}

function outputsOf(result: Result): Map<string, string> {
  const readouts = readers.flatMap((reader): [string, string][] => {
    const readout = readoutOf(result, { reader, tlp: 'AMBER', places: null, redacted: [] });
    return [
      [`${reader} text`, renderText(readout, 80)],
      [`${reader} markdown`, renderReadoutMarkdown(readout)],
      [`${reader} html`, renderHtml(readout)],
    ];
  });
  return new Map([
    ...readouts,
    ['json', renderJson(result)],
    ['terminal', renderTerminal(result, { colour: false, width: 100 })],
  ]);
}

/** Those of the strings that a text holds. Most are ids and addresses, which are looked up as words; the others are searched for. */
function found(text: string, strings: readonly string[]): string[] {
  const small = text.toLowerCase();
  const words = new Set(small.split(/[\s"'`,;|()<>&\\]+/));
  for (const word of [...words]) for (const part of word.split(/[:=/]|\.$/)) words.add(part);
  return strings.filter((each, i) => {
    const wanted = each.toLowerCase();
    return words.has(wanted) || ((i < 400 || /\s/.test(wanted)) && small.includes(wanted));
  });
}

const worlds = [
  {
    ...{
      tenants: 2,
      mailboxes: 6,
      days: 12,
      shapes: ['purviewCsv'],
      signIns: 'graphBetaPages',
      state: 'json',
      mixed: false,
    },
    scenarios: ['forged-token', 'forwarding', 'consented-app', 'delegate', 'audit-bypass', 'licence-downgrade'],
  },
  {
    ...{ tenants: 3, mailboxes: 5, days: 12, shapes: ['auditDataLines'], signIns: 'graphBetaLines', state: 'none' },
    ...{ scenarios: ['forged-token', 'forwarding', 'delegate'], mixed: true },
  },
];

/** One file for the audit records of all, as one SIEM gives them. */
function inOneFile(files: ReadonlyMap<string, string | Buffer>): Record<string, string | Buffer> {
  const audit = [...files].filter(([path]) => /\/UAL-AuditData/.test(path));
  expect(audit.length).toBeGreaterThan(1);
  const others = [...files].filter(([path]) => !audit.some(([it]) => it === path));
  return {
    ...Object.fromEntries(others),
    'northgate and eastmere.jsonl': audit.map(([, text]) => text.toString()).join(''),
  };
}

/** What people told the program of all organisations, and what it kept. */
function withTold(result: Result): Result {
  const tenants = tenantsIn(result);
  const cases = tenants.map((tenant) => result.cases.find((it) => it.tenant === tenant)).flatMap((it) => it ?? []);
  const words = tenants.map((tenant) => partOf(result, tenant)[6] as string[]).map((names) => names[0] ?? '');
  const free = `seen at ${words.join(' and ')}`;
  const use = { until: null, uses: 1, explained: 0, kept: 0, afterEnd: 0, firstAt: null, lastAt: null, reason: free };
  const link = { kind: 'address', value: '198.51.100.7', cases: cases.map(({ id }) => id), weight: 9, generic: false };
  const campaign = blankCampaign({
    ...{ tenants, cases: link.cases, links: [link] },
    mailboxes: cases.flatMap(({ tenant, mailboxes }) => mailboxes.map((mailbox) => ({ tenant, mailbox }))),
  });
  return {
    ...result,
    campaigns: [...result.campaigns, campaign],
    run: {
      ...result.run,
      options: { ...result.run.options, watched: words, allowed: { delegates: words }, intel: words },
    },
    allowed: words.flatMap((value) => [
      { ...use, kind: 'delegate' as const, value, mailbox: value },
      { ...use, kind: 'network' as const, value: `net of ${value}`, mailbox: null },
    ]),
    watched: words.map((given) => ({
      given,
      name: `Name of ${given}`,
      role: null,
      users: [given],
      seen: true,
      cases: cases.map(({ id }) => id),
    })),
    intel: {
      files: [
        {
          name: `${words[1]}.json`,
          sha256: 'x',
          indicators: 1,
          looked: 1,
          revoked: 0,
          notUnderstood: 0,
          duplicates: 0,
          others: 0,
        },
      ],
      indicators: [],
      problems: [],
    },
    verdicts: cases.map(({ id, title }) => ({
      id: `v-${id}`,
      case: id,
      title,
      verdict: 'hostile' as const,
      because: free,
      by: words[1] ?? '',
      at: '2023-07-01T08:00:00Z',
      cases: cases.map((it) => it.id),
    })),
    cases: result.cases.map((it) => ({
      ...it,
      judgement: {
        verdict: 'hostile' as const,
        state: 'confirmed' as const,
        because: free,
        by: words[1] ?? '',
        at: '2023-07-01T08:00:00Z',
        verdictId: 'v',
        levelByLogs: it.level,
        reopened: [],
      },
    })),
    rejects: [
      ...result.rejects,
      ...result.inputs.slice(0, 40).map(({ path }) => ({
        path,
        row: 1,
        line: 1,
        code: 'x',
        reason: 'x',
        salvaged: { id: null, time: null, operation: null, user: null },
      })),
    ],
  };
}

describe.each(worlds)('$tenants organisations, $shapes', ({ mixed, ...world }) => {
  let plain: Result;
  let whole: Result;
  beforeAll(async () => {
    const { files } = keep({ ...small, ...world });
    const given = mixed ? inOneFile(files) : Object.fromEntries(files);
    plain = await investigate(await load(given));
    whole = withTold(plain);
  }, 60_000);

  it('was worth looking at: cases, campaigns and strings of every organisation', () => {
    const tenants = tenantsIn(whole);
    expect(tenants).toHaveLength(world.tenants);
    for (const tenant of tenants) {
      expect(foreignTo(plain, tenant).length).toBeGreaterThan(100);
      expect(found(renderJson(whole), foreignTo(plain, tenant)).length).toBeGreaterThan(100);
    }
    expect(whole.campaigns.some(({ tenants: all }) => all.length > 1)).toBe(true);
    expect(whole.organisations.reduce((sum, it) => sum + it.accesses.records, 0)).toBe(whole.accesses.records);
    expect(whole.organisations.reduce((sum, it) => sum + it.accesses.messages, 0)).toBe(whole.accesses.messages);
    const told = whole.organisations.flatMap(({ byTier, byReason }) => [
      ...Object.values(byTier),
      ...Object.values(byReason),
    ]);
    const all = [whole.reconciliation.byTier, whole.reconciliation.byReason].flatMap((it) => Object.values(it));
    expect(told.reduce((a, b) => a + b, 0)).toBe(all.reduce((a, b) => a + b, 0));
  });

  it('nothing of another stays, in any format', () => {
    for (const tenant of tenantsIn(whole)) {
      const { result } = forOrganisation(whole, tenant);
      const foreign = foreignTo(plain, tenant);
      for (const [name, text] of outputsOf(result)) expect(found(text, foreign), `${name} of ${tenant}`).toEqual([]);
    }
  });

  it('no sum over all stays', () => {
    const sums = [whole.accesses.records, whole.accesses.messages, whole.reconciliation.total].filter(
      (sum) => sum > 999,
    );
    const written = sums.flatMap((sum) => [String(sum), String(sum).replace(/\B(?=(\d{3})+$)/g, ',')]);
    for (const tenant of tenantsIn(whole)) {
      for (const [name, text] of outputsOf(forOrganisation(whole, tenant).result)) {
        // Sizes of messages are numbers too.
        if (name === 'json') continue;
        const numbers = new Set(text.match(/\d[\d,]*/g));
        expect(
          written.filter((sum) => numbers.has(sum)),
          name,
        ).toEqual([]);
      }
    }
  });

  it('keeps the contract, adds up, and keeps everything of its own', () => {
    for (const tenant of tenantsIn(whole)) {
      const { result, names } = forOrganisation(whole, tenant);
      resultSchema.parse(result);
      const { reconciliation: sum } = result;
      expect(sum.explained + sum.background + sum.notAssessable + sum.unexplained).toBe(sum.total);
      expect(Object.values(sum.byTier).reduce((a, b) => a + b, 0)).toBe(sum.explained);
      for (const file of result.inputs) expect(file.records + file.duplicates + file.rejects).toBe(file.rows);
      expect(result.cases.map(({ id }) => id)).toEqual(
        whole.cases.filter((it) => it.tenant === tenant).map(({ id }) => id),
      );
      expect(result.sessions).toEqual(whole.sessions.filter((it) => it.tenant === tenant));
      expect(result.findings).toEqual(whole.findings.filter((it) => it.tenant === tenant));
      expect(result.inputs.length).toBeGreaterThan(0);
      expect([...names.values()].some((name) => name.startsWith('file held with'))).toBe(mixed);
      expect(result.verdicts.length).toBe(Math.min(1, result.cases.length));
      expect(tenantsIn(result)).toEqual([tenant]);
      expect(forOrganisation(result, tenant).result).toBe(result);
    }
  });

  it('says that there is more elsewhere, and not how much', () => {
    const across = new Set(whole.campaigns.filter(({ tenants }) => tenants.length > 1).flatMap(({ cases }) => cases));
    for (const tenant of tenantsIn(whole)) {
      const { result } = forOrganisation(whole, tenant);
      expect(result.elsewhere).toEqual(
        result.cases
          .map(({ id }) => id)
          .filter((id) => across.has(id))
          .sort(),
      );
      for (const { tenants } of result.campaigns) expect(tenants).toEqual([tenant]);
    }
  });

  it('would be found out, whatever part were left as it was', () => {
    const tenant = tenantsIn(whole)[0] ?? '';
    const foreign = foreignTo(plain, tenant);
    const { result } = forOrganisation(whole, tenant);
    const parts: (keyof Result)[] = [
      ...([
        'run',
        'inputs',
        'rejects',
        'coverage',
        'reconciliation',
        'organisations',
        'allowed',
        'watched',
        'intel',
      ] as const),
      ...(['verdicts', 'sessions', 'findings', 'cases', 'people', 'traits', 'campaigns'] as const),
    ];
    for (const part of parts) {
      const leaking = { ...result, [part]: whole[part] };
      if (part === 'people' && whole.people.length === result.people.length) continue;
      expect(found(JSON.stringify(leaking), foreign).length, part).toBeGreaterThan(0);
    }
    for (const part of ['mailboxes', 'signIns', 'limits'] as const) {
      const coverage = { ...result.coverage, [part]: whole.coverage[part] };
      if (part === 'limits' && world.state === 'none') continue;
      expect(found(JSON.stringify({ ...result, coverage }), foreign).length, part).toBeGreaterThan(0);
    }
  });

  it('is found by id and by domain, and by nothing else', () => {
    for (const tenant of tenantsIn(whole)) {
      const domain = whole.reconciliation.byMailbox.find((it) => it.tenant === tenant)?.mailbox.split('@')[1] ?? '';
      expect(tenantNamed(whole, tenant.toUpperCase())).toBe(tenant);
      expect(tenantNamed(whole, domain)).toBe(tenant);
    }
    expect(() => tenantNamed(whole, 'nowhere.example')).toThrow(/no organisation nowhere.example/);
  });
});
