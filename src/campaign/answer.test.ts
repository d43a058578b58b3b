// Several answers: of two organisations, of one twice, of one whose workspaces overlap. The order never matters.
import { describe, expect, it } from 'vitest';
import type { Trait } from '../record/campaign.js';
import type { Case, Result, Session } from '../record/result.js';
import { noStory } from '../record/story.js';
import { type Answer, joinAnswers } from './answer.js';
import { campaignsOver } from './over-answers.js';

const at = '2024-01-08T00:00:00Z';

interface Made {
  readonly id: string;
  readonly records: readonly string[];
  readonly lastAt?: string;
}

const caseOf = (tenant: string, { id, lastAt = at }: Made): Case => ({
  ...{ id, tenant, title: id, level: 'high', confidence: 'high', suspicion: { score: 9, reasons: [] } },
  ...{ users: [], mailboxes: [], addresses: [], applications: [], sessions: [`s ${id}`], findings: [], watched: [] },
  dwell: {
    ...{ firstAccessAt: at, firstAccessIsFloor: false, detectableAt: at, detectedAt: null, lastActivityAt: lastAt },
  },
  exposure: { named: { messages: 0, bytes: 0, items: [] }, folders: [], unknown: [], diverted: [] },
  judgements: [],
  judgement: null,
  story: noStory,
  questions: [],
});

const traitOf = ({ id }: Made): Trait => ({
  ...{ case: id, part: 0, kind: 'address', value: '192.0.2.7', about: 'hosting', network: '192.0.2.0/24' },
  ...{ firstAt: at, lastAt: at, people: 0 },
});

const answer = (name: string, tenant: string, made: readonly Made[], more: Partial<Result> = {}): Answer => ({
  name,
  result: {
    ...({ letterlock: '0', findings: [], inputs: [] } as unknown as Result),
    cases: made.map((each) => caseOf(tenant, each)),
    sessions: made.map((each) => ({ id: `s ${each.id}`, records: each.records }) as unknown as Session),
    traits: made.map(traitOf),
    coverage: { mailboxes: [{ tenant, mailbox: 'm', accessRecords: 1, firstAt: at, lastAt: at, gaps: [] }] } as never,
    ...more,
  },
});

const a = answer('a', 'one', [{ id: 'case-a', records: ['1', '2'] }]);
const b = answer('b', 'two', [{ id: 'case-b', records: ['1', '2'] }]);

describe('several answers', () => {
  it('of two organisations are compared, though record ids may agree', () => {
    const over = campaignsOver([a, b], null);
    expect(over.campaigns.map(({ cases }) => cases)).toEqual([['case-a', 'case-b']]);
    expect(over.notes).toEqual([]);
    const [id] = over.campaigns.map((each) => each.id);
    expect(over.cases.map(({ campaigns }) => campaigns)).toEqual([[id], [id]]);
  });

  it('of which one is a copy count once', () => {
    const over = campaignsOver([a, { ...a, name: 'copy' }], null);
    expect(over.campaigns).toEqual([]);
    expect(over.notes.map(({ code }) => code)).toEqual(['sameAnswer']);
  });

  it('about one organisation: what both hold counts once, by the fuller account, and it is said', () => {
    const later = answer('later', 'one', [
      { id: 'case-earlier-known', records: ['0', '1', '2', '3'] },
      { id: 'case-new', records: ['9'] },
    ]);
    const over = campaignsOver([a, later, b], null);
    expect(over.cases.map(({ id }) => id)).toEqual(['case-earlier-known', 'case-new', 'case-b']);
    expect(over.campaigns.map(({ cases }) => cases)).toEqual([['case-b', 'case-earlier-known', 'case-new']]);
    expect(over.notes).toEqual([
      {
        code: 'sameTenant',
        message:
          'a and later are about the same organisation (one): 1 case of theirs was seen twice and counts once, by the fuller account',
      },
    ]);
    for (const order of [
      [b, later, a],
      [later, b, a],
    ])
      expect(campaignsOver(order, null)).toEqual(over);
  });

  it('with the same case of other records count it once', () => {
    const { told } = joinAnswers([a, answer('more', 'one', [{ id: 'case-a', records: ['7', '8', '9'] }])]);
    expect(told.flatMap(({ cases, traits }) => [cases.length, traits.length])).toEqual([1, 1]);
  });

  it('people of one organisation are not counted twice, those of two are added', () => {
    const withPeople = (given: Answer, people: number): Answer => ({
      ...given,
      result: { ...given.result, traits: given.result.traits.map((trait) => ({ ...trait, people })) },
    });
    const again = answer('again', 'one', [{ id: 'case-c', records: ['5'] }]);
    const weights = (answers: readonly Answer[]) => {
      const both = answers.map((each) => withPeople(each, 0.1));
      return campaignsOver(both, null).campaigns.flatMap(({ links }) => links.map(({ weight }) => weight));
    };
    expect(weights([a, again])).toEqual([7.2]);
    expect(weights([a, b])).toEqual([]);
  });

  it('of an older version say that they cannot be compared', () => {
    const over = campaignsOver([answer('old', 'two', [{ id: 'case-old', records: ['1'] }], { traits: [] }), a], null);
    expect(over.notes.map(({ code }) => code)).toEqual(['noTraits']);
  });

  it('one campaign alone, by its id or that of a case', () => {
    const [id = ''] = campaignsOver([a, b], null).campaigns.map((each) => each.id);
    const alone = answer('c', 'three', [{ id: 'case-c', records: ['1'] }], { traits: [] });
    for (const only of [id, 'case-a']) {
      const over = campaignsOver([a, b, alone], only);
      expect(over.campaigns.map((each) => each.id)).toEqual([id]);
      expect(over.cases.map((each) => each.id)).toEqual(['case-a', 'case-b']);
    }
    expect(campaignsOver([a, b], 'nothing').campaigns).toEqual([]);
  });
});
