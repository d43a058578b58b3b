// The evaluation on one page: a result against the truth of the world that it is about. Plain data in, plain data out; what
// makes up a figure stands beside it, so that many worlds can be put together and every miss can be followed.
import type { Result } from '../../record/result.js';
import type { Truth } from '../truth-schema.js';
import { type Agreement, compareClasses, compareSums, type Known, type RecordLine, type Sums } from './agreement.js';
import { type CampaignCheck, checkCampaigns } from './campaign-check.js';
import { type FalseCase, listFalseCases } from './false-case.js';
import { checkIntrusion, type IntrusionCheck } from './intrusion-check.js';
import { checkLedger, type LedgerCheck } from './ledger.js';
import { matchCases } from './match.js';
import { type FalseFigures, falseFigures, overallFigures, type ScenarioFigures, scenarioFigures } from './summary.js';

export type { AccessTruth, Truth } from '../truth-schema.js';
export { type Known, type RecordLine, readKnown } from './agreement.js';

export interface Evaluation {
  readonly contract: 1;
  /** The version that made the result. */
  readonly letterlock: string;
  readonly world: {
    readonly options: Truth['options'];
    readonly tenants: number;
    readonly mailboxDays: number;
    readonly intrusions: number;
  };
  readonly ledger: LedgerCheck;
  readonly reconciliation: {
    /** Access by access; null without the records or without the truth's accesses. */
    readonly agreement: Agreement | null;
    /** Null without the truth's accesses. */
    readonly sums: readonly Sums[] | null;
    readonly undecided: number | null;
    readonly unexplained: number;
  };
  readonly overall: ScenarioFigures;
  readonly scenarios: readonly ScenarioFigures[];
  readonly falseCases: FalseFigures & { readonly list: readonly FalseCase[] };
  /** Cases that hold hostile records of more than one intrusion. */
  readonly mixedCases: readonly { readonly id: string; readonly intrusions: readonly string[] }[];
  readonly campaigns: CampaignCheck;
  readonly intrusions: readonly IntrusionCheck[];
}

export interface Material {
  readonly result: Result;
  readonly truth: Truth;
  /** From `<out>.truth-accesses.jsonl`, by `readKnown`. */
  readonly known: Known | null;
  /** The lines of `letterlock records`. */
  readonly records: AsyncIterable<RecordLine> | Iterable<RecordLine> | null;
}

async function reconciliationOf({ result, known, records }: Material): Promise<Evaluation['reconciliation']> {
  const sums = known === null ? null : compareSums(known, result);
  return {
    agreement: known === null || records === null ? null : await compareClasses(known, records),
    sums: sums?.sums ?? null,
    undecided: sums?.undecided ?? null,
    unexplained: result.reconciliation.unexplained,
  };
}

export async function evaluate(material: Material): Promise<Evaluation> {
  const { result, truth, known } = material;
  const matches = matchCases(truth.intrusions, result);
  const intrusions = truth.intrusions.map((intrusion) => checkIntrusion(intrusion, matches, result));
  const falseCases = listFalseCases(matches, truth, result, known);
  return {
    contract: 1,
    letterlock: result.letterlock,
    world: {
      options: truth.options,
      tenants: truth.tenants.length,
      mailboxDays: truth.mailboxDays,
      intrusions: intrusions.length,
    },
    ledger: checkLedger(truth.files, result),
    reconciliation: await reconciliationOf(material),
    overall: overallFigures(intrusions),
    scenarios: scenarioFigures(intrusions),
    falseCases: { ...falseFigures(falseCases, truth.mailboxDays), list: falseCases },
    mixedCases: matches.flatMap((match) =>
      match.intrusions.length > 1 ? [{ id: match.case.id, intrusions: match.intrusions }] : [],
    ),
    campaigns: checkCampaigns(truth.intrusions, matches, result.campaigns),
    intrusions,
  };
}
