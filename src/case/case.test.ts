// Cases out of whole worlds: what is one, what stays two, since when, and since when it could have been known.
import { describe, expect, it } from 'vitest';
import { forged, home, life, person, together } from '../../test/store/life.js';
import { at, bind, guid, mobile, signIn, tokenOf } from '../../test/store/row.js';
import { answer } from '../../test/store/world.js';

const busy = life({ people: 12, days: 14 });
const grave = (result: Awaited<ReturnType<typeof answer>>) =>
  result.cases.filter((item) => item.level === 'high' || item.level === 'critical');

describe('cases', () => {
  it('one actor in several mailboxes is one case, an unrelated one another', async () => {
    const audit = [0, 1].flatMap((n) => forged(at(5, 1 + n), 6, { user: person(n), ip: '192.0.2.66' }));
    const other = forged(at(8, 1), 6, { user: person(5), ip: '192.0.9.66', app: mobile });
    const result = await answer(together(busy, { audit: [...audit, ...other] }), {
      detectedAt: '2024-03-20T00:00:00Z',
    });
    expect(grave(result).map((item) => item.mailboxes)).toEqual([[person(0), person(1)], [person(5)]]);
    expect(result.verdict.code).toBe('intrusion');
    const [first] = grave(result);
    expect(first).toMatchObject({ users: [person(0), person(1)], addresses: ['192.0.2.66'] });
    expect(first?.dwell).toMatchObject({
      firstAccessAt: '2024-03-09T01:01:00Z',
      firstAccessIsFloor: false,
      detectedAt: '2024-03-20T00:00:00Z',
      lastActivityAt: '2024-03-09T07:01:00Z',
    });
    const { firstAccessAt, detectableAt, lastActivityAt } = first?.dwell ?? {};
    expect(String(firstAccessAt) <= String(detectableAt) && String(detectableAt) <= String(lastActivityAt)).toBe(true);
  });

  it('a first access near the beginning of the audit log is a floor, a later one is none', async () => {
    const far = forged(at(3, 3), 6, { user: person(5), ip: '192.0.9.66', app: mobile });
    const result = await answer(together(busy, { audit: [...forged(at(1, 3), 6), ...far] }));
    expect(grave(result).map(({ mailboxes, dwell }) => [mailboxes, dwell.firstAccessIsFloor])).toEqual([
      [[person(0)], true],
      [[person(5)], false],
    ]);
  });

  // case.ts edgeMs looks only at the audit log's beginning. Sign-ins are kept for 30 days and audit records for 180, so the
  // first access that could be told stands at the edge of the sign-in log: "since 16 March" is then a claim that no log carries.
  it('a first access near the beginning of the sign-in log is a floor too', async () => {
    const later = {
      audit: life({ people: 12, days: 26 }).audit,
      signIns: life({ people: 12, days: 14, fromDay: 12 }).signIns,
    };
    const daily = Array.from({ length: 20 }, (_, day) => forged(at(5 + day, 2), 4)).flat();
    const result = await answer(together(later, { audit: daily }));
    expect(result.verdict.code).toBe('intrusion');
    expect(grave(result)[0]?.dwell.firstAccessIsFloor).toBe(true);
  });

  it('an owner’s new telephone is not drawn into the case of which the owner is the victim', async () => {
    const token = guid('phone');
    const issuedAt = at(9, 13.2);
    const who = { user: person(0), ip: home(0), app: mobile };
    const messages = ['<own>'];
    const more = { ClientInfoString: 'Client=OutlookService;Outlook-iOS/2.0;' };
    const phone = bind({
      ...who,
      id: 'phone',
      at: issuedAt + 60_000,
      issuedAt,
      session: guid('phone'),
      token: tokenOf(token),
      messages,
      more,
    });
    const rows = { audit: [...forged(at(5, 1), 6), phone], signIns: [signIn({ ...who, id: token, at: issuedAt })] };
    const result = await answer(together(busy, rows), { allSessions: true });
    const own = result.sessions.find((session) => session.records.includes('phone'));
    expect(own?.suspicion.reasons.map((reason) => reason.code)).toEqual(['newReader']);
    expect(own?.suspicion.level).toBe('low');
    expect(grave(result)[0]?.sessions).not.toContain(own?.id);
    expect(grave(result)[0]?.exposure.named.items.map((row) => row.messageId)).not.toContain('<own>');
  });

  // The weightiest of a session whose weak evidence together asks for a look carries that level and its moment, so that the case
  // is dated with its own finding of the same level.
  it('a case is detectable as soon as a finding of its level', async () => {
    const moving = { user: person(3), session: guid(`session ${person(3)} 9`) };
    const token = tokenOf(guid(`token ${person(3)} 9 13`));
    const audit = [
      ...[0, 1, 2].map((n) => bind({ ...moving, at: at(9, 14 + n / 10), ip: n === 1 ? '192.0.7.1' : home(3), token })),
      bind({ ...moving, at: at(9, 20), ip: '192.0.8.1', app: guid('odd') }),
    ];
    const { cases, findings } = await answer(together(busy, { audit }));
    const of = findings.filter(
      (finding) => cases[0]?.findings.includes(finding.id) && finding.level === cases[0]?.level,
    );
    expect(findings.map((finding) => [finding.detection, finding.level])).toContainEqual(['twoPlaces', 'medium']);
    expect(cases[0]?.dwell.detectableAt).toBe(of.map((finding) => finding.detectableAt).sort()[0]);
  });
});

describe('ordinary life', () => {
  it('makes no case', async () => {
    const result = await answer(busy);
    expect(result.cases).toEqual([]);
    expect(result.verdict.code).toBe('nothingFound');
  });
});
