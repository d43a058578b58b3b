// What a minister is told where there is more than one case, and where there is none.
import { expect, it } from 'vitest';
import { blankCampaign, blankCase } from '../../fixtures/blank.js';
import { intrusion } from '../../fixtures/intrusion.js';
import { quiet } from '../../fixtures/quiet.js';
import { ministerSections } from './minister.js';

const textOf = (result: ReturnType<typeof intrusion>): string =>
  ministerSections(result)
    .flatMap(({ title, blocks }) => [
      title,
      ...blocks.flatMap((block) =>
        block.kind === 'statements'
          ? block.statements.map(({ text }) => text)
          : block.kind === 'list'
            ? block.items
            : block.kind === 'text'
              ? [block.text]
              : [],
      ),
    ])
    .join('\n');

const several = (): ReturnType<typeof intrusion> => {
  const result = intrusion();
  const others = [1, 2, 3].map((n) =>
    blankCase({
      id: `case-${n}`,
      title: `Another thing, number ${n}`,
      level: 'medium',
      mailboxes: [`legal${n}@northgate.example`],
    }),
  );
  return { ...result, cases: [...result.cases, ...others] };
};

it('tells of several cases together, judges them one by one, and names no more than a page holds', () => {
  const text = textOf(several());
  expect(text).toContain('There are 4 separate cases; what follows takes them together.');
  expect(text).toContain('Mara Quill (Minister), deputy, ambassador.geneva (Ambassador), legal1 and 2 more');
  expect(text.match(/Of the case “/g)).toHaveLength(3);
  expect(text).toContain('And 1 more case of less weight.');
  expect(text).not.toMatch(/case-[0-9a-f]/);
});

it('tells of further campaigns by their number', () => {
  const campaigns = [1, 2, 3].map((n) => blankCampaign({ id: `campaign-${n}`, cases: ['a', 'b'] }));
  const text = textOf({ ...intrusion(), campaigns });
  expect(text.match(/2 cases in \d+ organisations? are the work of one actor/g)).toHaveLength(2);
  expect(text).toContain('The same holds for 1 more group of cases.');
});

it('leaves out what an analyst has closed, and what wants no look', () => {
  const result = intrusion();
  const judgement = {
    verdict: 'benign' as const,
    state: 'closed' as const,
    because: 'asked',
    by: null,
    at: '2023-06-20T09:00:00Z',
    verdictId: 'v',
    levelByLogs: 'critical' as const,
    reopened: [],
  };
  const closed = { ...result, cases: result.cases.map((each) => ({ ...each, judgement })) };
  expect(textOf(closed)).not.toContain('Mara Quill');
  expect(textOf(closed)).toContain('We found nothing that we would hold against anyone');
});

it('says of a quiet month what was looked at and what could not be seen', () => {
  const text = textOf(quiet());
  expect(text).toContain('We looked at every recorded access to 6 mailboxes from 2023-05-15 to 2023-06-16.');
  expect(text).toContain('The mailbox audit log begins on 2023-05-15: what was read before cannot be seen.');
  expect(text).toContain('Keep these exports');
});
