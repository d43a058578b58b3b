// Figures over intrusions and false cases, of one world or of many together: recall by threshold, exactness of scope, time to
// detection, false cases per 1,000 mailbox-days.
import { type Level, levels } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { byText } from '../../util/order.js';
import { minute } from '../../util/time.js';
import { poissonUpper, quantile, type Share, wilson } from './bound.js';
import type { Compared, Overlap } from './compare.js';
import type { FalseCase } from './false-case.js';
import type { IntrusionCheck } from './intrusion-check.js';
import { reaches } from './match.js';
import type { Scope } from './scope.js';

/** The levels at which figures are given; nobody is woken by `informational`. */
export const thresholds = ['low', 'medium', 'high', 'critical'] as const;
export type Threshold = (typeof thresholds)[number];

const byThreshold = <T>(figure: (least: Threshold) => T): Record<Threshold, T> => ({
  ...{ low: figure('low'), medium: figure('medium') },
  ...{ high: figure('high'), critical: figure('critical') },
});

export interface Times {
  readonly of: number;
  /** Minutes, by nearest rank; null without any. */
  readonly median: number | null;
  readonly p90: number | null;
}

const times = (values: readonly (number | null)[]): Times => {
  const known = values.flatMap((ms) => (ms === null ? [] : [Math.round((10 * ms) / minute) / 10]));
  return { of: known.length, median: quantile(known, 0.5), p90: quantile(known, 0.9) };
};

export interface Sizes {
  readonly right: number;
  readonly missing: number;
  readonly extra: number;
}

export interface ScenarioFigures {
  readonly scenario: string;
  /** Null for all variants together. */
  readonly variant: string | null;
  readonly intrusions: number;
  /** Of which the exports hold nothing that could be noticed; they count for no recall. */
  readonly undetectable: number;
  readonly recall: Readonly<Record<Threshold, Share>>;
  /** From here on: over intrusions found at `medium` or above. */
  readonly mailboxes: Sizes;
  readonly messages: Sizes;
  readonly nameless: number;
  readonly folders: Sizes;
  readonly unknown: Overlap;
  readonly diverted: Sizes;
  /** Mailboxes and messages without one missing or extra. */
  readonly exactMailboxes: Share;
  readonly exactMessages: Share;
  readonly inPieces: number;
  readonly mixed: number;
  /** Records of ordinary life in their cases. */
  readonly ordinary: number;
  readonly fromFirstAccess: Times;
  readonly afterTruth: Times;
}

const sizes = (list: readonly Compared[]): Sizes => ({
  right: list.reduce((sum, item) => sum + item.right, 0),
  missing: list.reduce((sum, item) => sum + item.missing, 0),
  extra: list.reduce((sum, item) => sum + item.extra, 0),
});

const overlaps = (list: readonly Overlap[]): Overlap => ({
  truthMs: list.reduce((sum, item) => sum + item.truthMs, 0),
  rightMs: list.reduce((sum, item) => sum + item.rightMs, 0),
  extraMs: list.reduce((sum, item) => sum + item.extraMs, 0),
});

const isExact = (compared: Compared): boolean => compared.missing === 0 && compared.extra === 0;

function figuresOf(scenario: string, variant: string | null, checks: readonly IntrusionCheck[]): ScenarioFigures {
  const detectable = checks.filter((check) => check.detectable);
  const worked = checks.filter((check) => check.scope !== null);
  const scopes = worked.map((check) => check.scope as Scope);
  return {
    scenario,
    variant,
    intrusions: checks.length,
    undetectable: checks.length - detectable.length,
    recall: byThreshold((least) =>
      wilson(detectable.filter((check) => reaches(check.level, least)).length, detectable.length),
    ),
    mailboxes: sizes(scopes.map((scope) => scope.mailboxes)),
    messages: sizes(scopes.map((scope) => scope.messages)),
    nameless: scopes.reduce((sum, scope) => sum + scope.nameless, 0),
    folders: sizes(scopes.map((scope) => scope.folders)),
    unknown: overlaps(scopes.map((scope) => scope.unknown)),
    diverted: sizes(scopes.map((scope) => scope.diverted)),
    exactMailboxes: wilson(scopes.filter((scope) => isExact(scope.mailboxes)).length, scopes.length),
    exactMessages: wilson(scopes.filter((scope) => isExact(scope.messages)).length, scopes.length),
    inPieces: worked.filter((check) => check.worked > 1).length,
    mixed: worked.filter((check) => check.mixedWith.length > 0).length,
    ordinary: worked.reduce((sum, check) => sum + check.ordinary, 0),
    fromFirstAccess: times(worked.map((check) => check.fromFirstAccessMs)),
    afterTruth: times(worked.map((check) => check.afterTruthMs)),
  };
}

/** One row for every scenario, and below it one for every variant where it has any. */
export function scenarioFigures(checks: readonly IntrusionCheck[]): ScenarioFigures[] {
  const scenarios = [...groupBy(checks, (check) => check.scenario)].sort(([a], [b]) => byText(a, b));
  return scenarios.flatMap(([scenario, all]) => {
    const variants = [...groupBy(all, (check) => check.variant ?? '')].sort(([a], [b]) => byText(a, b));
    const named = variants.filter(([variant]) => variant !== '');
    return [figuresOf(scenario, null, all), ...named.map(([variant, some]) => figuresOf(scenario, variant, some))];
  });
}

/** Over all intrusions, whatever the scenario. */
export const overallFigures = (checks: readonly IntrusionCheck[]): ScenarioFigures => figuresOf('all', null, checks);

export interface FalseRate {
  readonly cases: number;
  /** Per 1,000 mailbox-days; null where there are none. */
  readonly rate: number | null;
  readonly upper: number | null;
}

export interface FalseFigures {
  readonly mailboxDays: number;
  /** Cases at this level and above, with the exact one-sided 95 % bound. */
  readonly atLeast: Readonly<Record<Threshold, FalseRate>>;
  /** Of those at `low` and above, how many hold this reason, by level. */
  readonly reasons: readonly {
    readonly code: string;
    readonly cases: number;
    readonly byLevel: Record<string, number>;
  }[];
}

const per1000 = (count: number, mailboxDays: number): number | null =>
  mailboxDays === 0 ? null : Math.round((1e7 * count) / mailboxDays) / 1e4;

function reasonsOf(cases: readonly FalseCase[]): FalseFigures['reasons'] {
  const table = new Map<string, Partial<Record<Level, number>>>();
  for (const item of cases) {
    const codes = new Set([...item.reasons.map((r) => r.code), ...item.findings.map((f) => f.detection)]);
    for (const code of codes) {
      const row = table.get(code) ?? {};
      table.set(code, { ...row, [item.level]: (row[item.level] ?? 0) + 1 });
    }
  }
  const rows = [...table].map(([code, row]) => ({
    code,
    cases: Object.values(row).reduce((sum, value) => sum + value, 0),
    byLevel: Object.fromEntries(levels.flatMap((level) => (row[level] === undefined ? [] : [[level, row[level]]]))),
  }));
  return rows.sort((a, b) => b.cases - a.cases || byText(a.code, b.code));
}

export function falseFigures(cases: readonly FalseCase[], mailboxDays: number): FalseFigures {
  const shown = cases.filter((item) => reaches(item.level, 'low'));
  return {
    mailboxDays,
    atLeast: byThreshold((least) => {
      const count = cases.filter((item) => reaches(item.level, least)).length;
      return { cases: count, rate: per1000(count, mailboxDays), upper: per1000(poissonUpper(count), mailboxDays) };
    }),
    reasons: reasonsOf(shown),
  };
}
