// Worlds of several organisations with something told of all of them, and the strings by which a leak from one to another is found. For
// the tests of readouts and notices for one organisation alone.
import { expect } from 'vitest';
import type { Result } from '../../src/letterlock.js';
import { tenantsIn } from '../../src/output/apart/tenant.js';
import { blankCampaign } from '../../src/output/fixtures/blank.js';
import { renderJson } from '../../src/output/json.js';
import { readers } from '../../src/output/readout/content.js';
import { renderHtml } from '../../src/output/readout/html/render-html.js';
import { readoutOf } from '../../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../../src/output/readout/render-markdown.js';
import { renderText } from '../../src/output/readout/render-text.js';
import { renderTerminal } from '../../src/output/terminal/render-terminal.js';

export const small = { seed: 5, start: '2023-05-08', defects: 'light' as const, pace: 0.5 };

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
export function foreignTo(result: Result, tenant: string): string[] {
  const own = new Set(textsOf(partOf(result, tenant)));
  const ownText = [...own].join('\n');
  const others = tenantsIn(result).filter((it) => it !== tenant);
  const texts = others.flatMap((other) => [other, ...textsOf(partOf(result, other))]);
  // A sentence of the program is the same for all; what names things is not.
  return strange(texts, own).filter((text) => !ownText.includes(text) && !/^[A-Z][a-z]+ [a-z]+ .* .* /.test(text));
}

/** Strings of other people of the same organisation: their names, and the mail of theirs that was read and this person did not get. */
export function strangersTo(result: Result, tenant: string, mailbox: string): string[] {
  const items = result.cases.filter((it) => it.tenant === tenant).flatMap(({ exposure }) => exposure.named.items);
  const texts = (own: boolean): string[] =>
    [
      ...result.reconciliation.byMailbox.filter((it) => it.tenant === tenant).map((it) => it.mailbox),
      ...result.people.flatMap(({ user, name }) => [user, name ?? '']),
    ].filter((text) => text !== '' && (text === mailbox) === own);
  const mail = (own: boolean): string[] =>
    items.filter((it) => (it.mailbox === mailbox) === own).flatMap((it) => [it.messageId ?? '', it.subject ?? '']);
  const mine = new Set([...mail(true), ...result.people.flatMap((it) => (it.user === mailbox ? [it.name ?? ''] : []))]);
  // Who wrote a message is part of it, and an answer has its subject in it.
  for (const it of items) if (it.mailbox === mailbox) mine.add(it.sender ?? '');
  const own = [...mine].join('\n');
  return [...new Set([...texts(false), ...mail(false)])].filter((text) => text.length >= 6 && !own.includes(text));
}

export function outputsOf(result: Result): Map<string, string> {
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
export function found(text: string, strings: readonly string[]): string[] {
  const small = text.toLowerCase();
  const words = new Set(small.split(/[\s"'`,;|()<>&\\]+/));
  for (const word of [...words]) for (const part of word.split(/[:=/]|\.$/)) words.add(part);
  return strings.filter((each, i) => {
    const wanted = each.toLowerCase();
    return words.has(wanted) || ((i < 400 || /\s/.test(wanted)) && small.includes(wanted));
  });
}

export const worlds = [
  {
    ...{
      tenants: 2,
      mailboxes: 5,
      days: 11,
      shapes: ['purviewCsv'],
      signIns: 'graphBetaPages',
      state: 'json',
      mixed: false,
    },
    scenarios: ['forged-token', 'forwarding', 'consented-app', 'delegate', 'audit-bypass', 'licence-downgrade'],
  },
  {
    ...{ tenants: 3, mailboxes: 4, days: 11, shapes: ['auditDataLines'], signIns: 'graphBetaLines', state: 'none' },
    ...{ scenarios: ['forged-token', 'forwarding', 'delegate'], mixed: true },
  },
];

/** One file for the audit records of all, as one SIEM gives them. */
export function inOneFile(files: ReadonlyMap<string, string | Buffer>): Record<string, string | Buffer> {
  const audit = [...files].filter(([path]) => /\/UAL-AuditData/.test(path));
  expect(audit.length).toBeGreaterThan(1);
  const others = [...files].filter(([path]) => !audit.some(([it]) => it === path));
  return {
    ...Object.fromEntries(others),
    'northgate and eastmere.jsonl': audit.map(([, text]) => text.toString()).join(''),
  };
}

/** What people told the program of all organisations, and what it kept. */
export function withTold(result: Result): Result {
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
