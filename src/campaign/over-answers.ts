// What several answers say together: the campaigns over their cases, every case with the campaigns that it stands in, and what
// could not be compared.
import type { CampaignAnswer } from '../record/campaign.js';
import { byText } from '../util/order.js';
import { version } from '../util/version.js';
import { type Answer, joinAnswers, tenantsOf } from './answer.js';
import { campaignsOf } from './campaign.js';

const aboutAnswer = ({ name, result }: Answer): CampaignAnswer['answers'][number] => {
  const { mailboxes } = result.coverage;
  return {
    name,
    letterlock: result.letterlock,
    tenants: tenantsOf(result),
    cases: result.cases.length,
    firstAt: mailboxes.map((mailbox) => mailbox.firstAt).sort(byText)[0] ?? null,
    lastAt:
      mailboxes
        .map((mailbox) => mailbox.lastAt)
        .sort(byText)
        .at(-1) ?? null,
  };
};

/** `only`: a campaign's id, or that of a case in it; null for all. An id that fits nothing leaves none. */
export function campaignsOver(answers: readonly Answer[], only: string | null): CampaignAnswer {
  const { told, notes } = joinAnswers(answers);
  const campaigns = campaignsOf(told).filter((each) => only === null || each.id === only || each.cases.includes(only));
  const cases = told
    .flatMap((each) => each.cases)
    .map(({ id, tenant, title, level }) => ({
      ...{ id, tenant, title, level },
      campaigns: campaigns.filter((each) => each.cases.includes(id)).map((each) => each.id),
    }))
    .filter((item) => only === null || item.campaigns.length > 0)
    .sort((a, b) => byText(a.tenant, b.tenant) || byText(a.id, b.id));
  return {
    contract: 1,
    letterlock: version,
    answers: answers.map(aboutAnswer).sort((a, b) => byText(a.name, b.name)),
    notes: [...notes],
    cases,
    campaigns,
  };
}
