// What pictures show: sums that add up, cells that tell a gap from a quiet day, the mailboxes that matter where there are hundreds.
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../record/result.js';
import { blankCase, blankSession, coveredMailbox, signInsOf, tenant } from '../../fixtures/blank.js';
import { empty } from '../../fixtures/empty.js';
import { intrusion } from '../../fixtures/intrusion.js';
import { pictureSvg } from '../svg/picture-svg.js';
import { barsOf } from './bars.js';
import { campaignLinks, caseLinks } from './links.js';
import type { Lane } from './picture.js';
import { pictureLines } from './picture-text.js';
import { stripOf } from './strip.js';
import { timelineOf } from './timeline.js';

const name = (i: number): string => `user${String(i).padStart(3, '0')}@x.example`;
const many = Array.from({ length: 300 }, (_none, i) => name(i));

/** A case in which three hundred mailboxes were read, some more often than others. */
function large() {
  const sessions = many.flatMap((mailbox, i) =>
    Array.from({ length: 1 + (i % 5) }, (_none, n) =>
      blankSession({
        id: `s-${i}-${n}`,
        mailbox,
        firstAt: `2023-05-${16 + n}T01:00:00Z`,
        lastAt: `2023-05-${16 + n}T02:00:00Z`,
      }),
    ),
  );
  const result = empty();
  return {
    ...result,
    sessions,
    cases: [blankCase({ mailboxes: many, sessions: sessions.map(({ id }) => id) })],
    coverage: {
      ...result.coverage,
      mailboxes: many.map((mailbox) => coveredMailbox(mailbox, 5)),
      signIns: [signInsOf('interactive', 9)],
    },
    reconciliation: {
      ...result.reconciliation,
      total: 3000,
      explained: 2000,
      unexplained: 1000,
      byMailbox: many.map((mailbox, i) => ({
        tenant,
        mailbox,
        total: 10,
        explained: 10 - (i % 5),
        background: 0,
        notAssessable: 0,
        unexplained: i % 5,
      })),
    },
  };
}

describe('three hundred mailboxes', () => {
  const result = large();
  const pictures = [
    ...timelineOf(result, result.cases, 'When', 14),
    ...barsOf(result, 14),
    ...stripOf(result, 28),
    ...result.cases.flatMap((each) => caseLinks(result, each, 14)),
  ];

  it('are drawn as far as they matter, and the others are counted', () => {
    expect(pictures.map(({ kind, more }) => [kind, more])).toEqual([
      ['timeline', '286 mailboxes with fewer accesses are not drawn.'],
      ['bars', '286 mailboxes with fewer unexplained accesses are not drawn.'],
      ['strip', '272 mailboxes with less activity of cases are not drawn.'],
    ]);
    const [timeline, bars] = pictures;
    expect(timeline?.kind === 'timeline' && timeline.lanes.every(({ stretches }) => stretches.length === 5)).toBe(true);
    expect(bars?.kind === 'bars' && bars.rows.slice(1).every(({ parts }) => parts.unexplained === 4)).toBe(true);
  });

  it('make pictures of a size that can be sent', () => {
    for (const picture of pictures) expect(pictureSvg('x', picture).length).toBeLessThan(40_000);
  });
});

describe('the intrusion', () => {
  it('has bars that add up, each and in sum', () => {
    const [bars] = barsOf(intrusion(), 14);
    const sum = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((a, b) => a + b, 0);
    for (const { total, parts } of bars?.rows ?? []) expect(sum(parts)).toBe(total);
    const [all, ...mailboxes] = bars?.rows ?? [];
    expect(mailboxes.reduce((a, { total }) => a + total, 0)).toBe(all?.total);
    if (bars === undefined) throw new Error('no bars');
    expect(pictureSvg('x', bars)).toContain('3,921 + 180 + 21 + 412 = 4,534');
  });

  it('marks first access, detection and end, and what the log could not tell', () => {
    const result = intrusion();
    const [timeline] = timelineOf(result, result.cases.slice(0, 1), 'When', 14);
    expect(timeline?.marks.map(({ label }) => label)).toEqual([
      'first access',
      'detectable',
      'detected',
      'last activity',
    ]);
    expect(timeline?.lanes[0]?.stretches.map(({ kind }) => kind)).toEqual(['noSignIn', 'blind']);
    if (timeline === undefined) throw new Error('no timeline');
    const svg = pictureSvg('x', timeline);
    expect(svg).toMatch(
      /role="img" aria-labelledby="x-title x-desc"><title id="x-title">When<\/title><desc id="x-desc">3 mailboxes/,
    );
    expect(pictureSvg('x', timeline)).toBe(svg);
    expect(pictureLines(timeline).join('\n')).toContain('1 × the log could not tell what was read');
  });

  it('maps what the cases of a campaign share, and says what many have', () => {
    const [links] = intrusion().campaigns.flatMap((each) => campaignLinks(each, 14));
    expect(links?.left).toEqual(['case-7d1f20', 'case-b00c11']);
    expect(links?.right).toEqual([
      'the address 198.51.100.23',
      'hours and weekdays of work, such as 00 01 02 03 / Mon Tue Wed (many have it)',
    ]);
    expect(links?.links).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });
});

describe('sign-ins of the owners', () => {
  const svgOf = (result: Result): { svg: string; lines: string; description: string; lanes: readonly Lane[] } => {
    const [picture] = timelineOf(result, result.cases.slice(0, 1), 'When', 14);
    if (picture === undefined) throw new Error('no timeline');
    const lines = pictureLines(picture).join('\n');
    return { svg: pictureSvg('x', picture), lines, description: picture.description, lanes: picture.lanes };
  };

  it('stand at the foot of their lane, in words for whoever cannot see it', () => {
    const { svg, lines, description, lanes } = svgOf(intrusion());
    expect(lanes.map(({ signIns }) => signIns?.length)).toEqual([2, 0, 0]);
    expect(svg.match(/<path d="M[\d.]+ [\d.]+H[\d.]+M[\d.]+ [\d.]+H[\d.]+" class="sign-ins"\/>/g)).toHaveLength(1);
    expect(svg).toContain('sign-ins of its owner</text>');
    expect(description).toContain(
      'Below the reading, when the owners signed in: 2 spans from 2023-05-16 07:00 to 2023-05-31 07:00 UTC; 2 owners have none in the logs.',
    );
    expect(lines).toContain('  2 spans with sign-ins of its owner: 2023-05-16 07:00 to 2023-05-31 07:00 UTC');
  });

  it('are not drawn where there is no sign-in log, and that is said', () => {
    const result = intrusion();
    const { svg, description } = svgOf({ ...result, coverage: { ...result.coverage, signIns: [] } });
    expect(svg).not.toContain('class="sign-ins"');
    expect(description).toContain('No sign-in log was given, so no sign-ins are drawn.');
    const none = svgOf({ ...result, signInTimes: { per: 'hour', people: [] } });
    expect(none.description).toContain('The logs hold no sign-in of the owners in this time.');
  });

  it('of years keep within the line of time and make a picture that can be sent', () => {
    const result = intrusion();
    const user = result.cases[0]?.mailboxes[0] ?? '';
    const hour = (n: number): string => new Date(Date.parse('2022-01-01T00:00:00Z') + n * 7_200_000).toISOString();
    const spans = Array.from({ length: 9000 }, (_none, i) => ({ fromAt: hour(i), toAt: hour(i + 0.5), signIns: 1 }));
    const { svg, lanes } = svgOf({ ...result, signInTimes: { per: 'hour', people: [{ tenant, user, spans }] } });
    const [first, last] = [lanes[0]?.signIns?.[0], lanes[0]?.signIns?.at(-1)];
    expect([first?.fromAt, last?.toAt.slice(0, 10)]).toEqual(['2023-05-15T00:00:00.000Z', '2023-06-16']);
    expect(svg.length).toBeLessThan(20_000);
  });
});

describe('the coverage strip', () => {
  const result = empty();
  const gap = { fromAt: '2023-05-20T03:00:00Z', toAt: '2023-05-21T03:00:00Z' };
  const mailbox = {
    ...coveredMailbox('a@x.example', 9),
    firstAt: '2023-05-16T00:00:00Z',
    lastAt: '2023-05-25T00:00:00Z',
    gaps: [{ ...gap, reason: 'throttled' }],
  };
  const signIns = signInsOf('interactive', 9, { firstAt: '2023-05-15T00:00:00Z', lastAt: '2023-05-26T00:00:00Z' });
  const session = blankSession({
    mailbox: 'a@x.example',
    firstAt: '2023-05-18T01:00:00Z',
    lastAt: '2023-05-18T02:00:00Z',
  });
  const given = {
    ...result,
    sessions: [session],
    cases: [blankCase({ sessions: ['session-1'] })],
    coverage: { ...result.coverage, mailboxes: [mailbox], signIns: [signIns] },
  };

  it('tells days outside, days seen, days of a case and gaps apart', () => {
    const [strip] = stripOf(given, 14);
    const letters = (cells: readonly string[] = []): string => cells.map((cell) => cell.charAt(0)).join('');
    expect(strip?.rows.map(({ cells }) => letters(cells))).toEqual(['ssssssssssss', 'nsscsggssssn']);
    expect(strip?.days[0]).toBe('2023-05-15');
  });

  it('takes more days into a cell where there are many', () => {
    const [strip] = stripOf(
      { ...given, coverage: { ...given.coverage, mailboxes: [{ ...mailbox, lastAt: '2023-12-31T00:00:00Z' }] } },
      14,
    );
    expect(strip?.daysPerCell).toBe(4);
    expect(strip?.days.length).toBeLessThanOrEqual(62);
    expect(strip?.rows[1]?.cells.filter((cell) => cell === 'gap').length).toBeGreaterThan(0);
  });
});

it('draws nothing where there is nothing', () => {
  const result = empty();
  expect([...barsOf(result, 9), ...stripOf(result, 9), ...timelineOf(result, [], 'When', 9)]).toEqual([]);
});
