// An answer over several organisations -> the answer for one of them alone: nothing of another stays, no name, no subject, no file, no
// figure. It is made before anything is rendered, like redaction, so that no format can hold what another has not. What cannot be told
// apart is left out, and that it is left out is said. What stands in an organisation's own records is its own, whoever is named there.
import { withJudgements } from '../../attribute/judged.js';
import { withCampaigns } from '../../campaign/campaign.js';
import { verdictOf } from '../../case/verdict.js';
import type { Case, Coverage, Result, Unable } from '../../record/result.js';
import { sumsOf } from '../../record/tally.js';
import { LetterlockError } from '../../util/error.js';
import { sortedSet } from '../../util/order.js';
import { humanised } from '../format.js';
import { filesOf } from './file.js';
import { withoutLabels } from './label.js';
import { limitsFor } from './limit.js';
import { mentions, type Names, namesOf } from './name.js';
import { tenantsIn } from './tenant.js';

export interface Apart {
  readonly result: Result;
  /** The name of a file in it, by that in the whole answer. */
  readonly names: ReadonlyMap<string, string>;
}

function reconciliationOf({ reconciliation, organisations }: Result, tenant: string): Result['reconciliation'] {
  const byMailbox = reconciliation.byMailbox.filter((it) => it.tenant === tenant);
  const own = organisations.find((it) => it.tenant === tenant);
  return {
    ...sumsOf(byMailbox),
    byTier: own?.byTier ?? { token: 0, session: 0, context: 0 },
    byReason: own?.byReason ?? {},
    byMailbox,
  };
}

/** What could not be looked for in its logs. Figures over several organisations go; what is lacking stays. */
function unableOf(each: Unable, tenant: string, { foreign }: Names): Unable[] {
  if (each.tenants !== null && !each.tenants.includes(tenant)) return [];
  if (each.tenants?.length === 1) return [each];
  const lacks = each.lacks.map((it) => ({
    ...it,
    message: mentions(it.message, foreign) ? humanised(it.code) : it.message,
    ...{ have: null, of: null },
  }));
  return [{ ...each, tenants: each.tenants === null ? null : [tenant], lacks }];
}

function coverageOf({ coverage }: Result, tenant: string, limits: Coverage['limits'], names: Names): Coverage {
  const own = <T extends { readonly tenant: string | null }>(all: readonly T[]): T[] =>
    all.filter((it) => it.tenant === tenant);
  return {
    mailboxes: own(coverage.mailboxes),
    signIns: own(coverage.signIns),
    directory: own(coverage.directory),
    graphActivity: own(coverage.graphActivity),
    silent: own(coverage.silent),
    detections: coverage.detections.flatMap((it) => unableOf(it, tenant, names)),
    limits,
  };
}

/** What analysts wrote, without the names of others. */
const judgedCase = (each: Case, { withoutForeign }: Names): Case => {
  const { judgement } = each;
  if (judgement === null) return each;
  const { because, by } = judgement;
  return {
    ...each,
    judgement: { ...judgement, because: withoutForeign(because), by: by === null ? null : withoutForeign(by) },
  };
};

/** What people told the program. Declarations of applications and networks hold for all, and their figures too: they go. */
function toldTo(
  result: Result,
  cases: readonly Case[],
  { own, withoutForeign }: Names,
): Pick<Result, 'allowed' | 'watched' | 'intel' | 'verdicts'> {
  const ids = new Set(cases.map(({ id }) => id));
  const names = new Set(own);
  const mine = (list: readonly string[]): string[] => list.filter((id) => ids.has(id));
  return {
    allowed: result.allowed
      .filter(
        ({ kind, value, mailbox }) =>
          kind === 'delegate' && names.has(value) && (mailbox === null || names.has(mailbox)),
      )
      .map((it) => ({ ...it, reason: withoutForeign(it.reason) })),
    watched: result.watched
      .filter(({ users }) => users.length > 0 && users.every((user) => names.has(user)))
      .map((it) => ({ ...it, cases: mine(it.cases) })),
    intel: { files: [], indicators: [], problems: [] },
    // A verdict may have been spoken of a case of others.
    verdicts: result.verdicts
      .filter((it) => !result.cases.some(({ id }) => id === it.case) || ids.has(it.case))
      .map((it) => ({ ...it, cases: mine(it.cases) }))
      .filter((it) => it.cases.length > 0)
      .map((it) => ({
        ...it,
        title: withoutForeign(it.title),
        because: withoutForeign(it.because),
        by: it.by === null ? null : withoutForeign(it.by),
      })),
  };
}

/** Cases that are linked with cases of others: that, and no number. */
const linkedElsewhere = ({ campaigns }: Result, tenant: string, cases: readonly Case[]): string[] => {
  const across = new Set(
    campaigns.filter(({ tenants }) => tenants.some((it) => it !== tenant)).flatMap((it) => it.cases),
  );
  return sortedSet(cases.map(({ id }) => id).filter((id) => across.has(id)));
};

function optionsOf({ run }: Result, tenant: string): Result['run']['options'] {
  const { fromMs = null, toMs = null, allSessions = false, detectedAt = null } = run.options;
  return { fromMs, toMs, allSessions, detectedAt, tenants: [tenant] };
}

function narrowed(result: Result, tenant: string): Apart {
  const { inputs, rejects, names } = filesOf(result, tenant);
  const whole = inputs.filter(({ sha256 }) => sha256 !== '');
  const texts = namesOf(result, tenant, whole);
  const ofTenant = <T extends { readonly tenant: string }>(all: readonly T[]): T[] =>
    withoutLabels(
      all.filter((it) => it.tenant === tenant),
      texts.own,
      texts.foreign,
    );
  const cases = ofTenant(result.cases).map((it) => judgedCase(it, texts));
  const sessions = ofTenant(result.sessions);
  const findings = result.findings.filter((it) => it.tenant === tenant);
  const own = new Set(texts.own);
  const ids = new Set(cases.map(({ id }) => id));
  const limits = limitsFor(
    result,
    texts,
    whole.reduce((sum, it) => sum + it.rejects, 0),
  );
  const reconciliation = reconciliationOf(result, tenant);
  const organisation = result.organisations.find((it) => it.tenant === tenant);
  if (organisation === undefined) throw cannotTell();
  const answer: Result = {
    ...{ contract: result.contract, letterlock: result.letterlock },
    // Tables of the user's own have no date; their names are names of files.
    run: {
      options: optionsOf(result, tenant),
      tables: result.run.tables.filter(({ date }) => date !== ''),
      rules: result.run.rules,
    },
    verdict: verdictOf(cases, reconciliation),
    inputs: [...inputs],
    rejects: [...rejects],
    coverage: coverageOf(result, tenant, limits, texts),
    accesses: organisation.accesses,
    reconciliation,
    organisations: [{ ...organisation, inputs: organisation.inputs.filter(({ path }) => names.get(path) === path) }],
    elsewhere: linkedElsewhere(result, tenant, cases),
    ...toldTo(result, cases, texts),
    ...{ sessions, findings, cases },
    people: result.people.filter(({ user }) => own.has(user)),
    signInTimes: {
      per: result.signInTimes.per,
      people: result.signInTimes.people.filter((it) => it.tenant === tenant),
    },
    traits: result.traits.filter((trait) => ids.has(trait.case)),
    campaigns: [],
  };
  return { result: withJudgements(withCampaigns(answer)), names };
}

const cannotTell = (): LetterlockError =>
  new LetterlockError({
    code: 'notTellable',
    message: 'this answer speaks of several organisations and does not say which sums and files are whose',
    hint: 'it was made by an older version: ask the exports again with letterlock investigate',
  });

/** The answer for one of its organisations. Where there is no other, it is the answer as it stands. Throws `notTellable`. */
export function forOrganisation(result: Result, tenant: string): Apart {
  const others = tenantsIn(result).filter((it) => it !== tenant);
  if (others.length > 0) return narrowed(result, tenant);
  return { result, names: new Map(result.inputs.map(({ path }) => [path, path])) };
}
