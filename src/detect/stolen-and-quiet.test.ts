// What looks like the owner: stolen sessions, clients of strange places, owners at work elsewhere, harvests, colleagues who look in.
// One small world for all; beside each odd thing stands its innocent neighbour.
import { beforeAll, describe, expect, it } from 'vitest';
import { home, life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, signIn, tokenOf } from '../../test/store/row.js';
import { answer } from '../../test/store/world.js';
import type { Result } from '../record/result.js';

/** Rented servers, by the shipped table of networks; 192.0.2.0/24 and its like are in none. */
const server = (n: number): string => `104.248.${n}.7`;
const portal = guid('a portal that hardly anybody signs in to');
const intruder = { ClientInfoString: 'Client=OWA;Mozilla/5.0 (X11; Linux x86_64) Firefox/115.0;' };

interface Visit {
  readonly name: string;
  readonly who: number;
  readonly when: number;
  readonly ip: string;
  readonly session: string;
  readonly mailbox?: number;
  readonly more?: Fields;
}

/** Opens a message with a token of a session; the sign-in is the token's own. */
function visit({ name, who, when, ip, session, mailbox = who, more = {} }: Visit): {
  audit: Fields[];
  signIns: Fields[];
} {
  const id = guid(`token ${name}`);
  const user = person(who);
  return {
    audit: [
      bind({
        id: name,
        at: when + 300_000,
        user,
        mailbox: person(mailbox),
        ip,
        session,
        token: tokenOf(id),
        issuedAt: when,
        messages: [`<${name}>`],
        more,
      }),
    ],
    signIns: [signIn({ id, at: when, user, ip, session })],
  };
}

const birth = (who: number, when: number, ip: string, session: string, more: Fields = {}): { signIns: Fields[] } => ({
  signIns: [
    signIn({ id: guid(`birth ${session}`), at: when, user: person(who), ip, session, kind: 'interactiveUser', more }),
  ],
});

const stolen = guid('stolen');
const laptop = guid('laptop');

/** A colleague looks into a chief's mailbox once on each of eleven days; an assistant works there. */
const colleague = Array.from({ length: 11 }, (_, day) =>
  visit({ name: `look-${day}`, who: 6, mailbox: 7, when: at(1 + day, 10.5), ip: home(6), session: guid('colleague') }),
);
const assistant = Array.from({ length: 33 }, (_, n) =>
  visit({
    name: `help-${n}`,
    who: 8,
    mailbox: 9,
    when: at(1 + Math.floor(n / 3), 9 + (n % 3)),
    ip: home(8),
    session: guid('assistant'),
  }),
);
/** A chief reads more than anybody who looks in. */
const chiefs = [7, 9].flatMap((who) =>
  Array.from({ length: 60 }, (_, n) =>
    bind({
      id: `chief-${who}-${n}`,
      at: at(1 + (n % 12), 14 + n / 60),
      user: person(who),
      ip: home(who),
      messages: [`<chief-${who}-${n}>`],
    }),
  ),
);
const taken = Array.from({ length: 150 }, (_, n) =>
  bind({
    id: `taken-${n}`,
    at: at(11, 2) + n * 30_000,
    user: person(10),
    ip: server(70),
    session: guid('taken'),
    messages: [`<taken-${n}>`],
  }),
);

const rows = together(
  life({ people: 24, days: 14 }),
  birth(0, at(9, 9.2), server(1), stolen, { appId: portal }),
  visit({ name: 'stolen-1', who: 0, when: at(9, 13.1), ip: server(90), session: stolen, more: intruder }),
  visit({ name: 'stolen-2', who: 0, when: at(10, 13.1), ip: server(90), session: stolen, more: intruder }),
  // Weeks later he comes back with a session of which nothing is odd.
  visit({ name: 'later', who: 0, when: at(12, 13.2), ip: server(90), session: guid('later'), more: intruder }),
  birth(1, at(8, 9.2), home(1), laptop),
  visit({ name: 'journey-1', who: 1, when: at(8, 14), ip: home(1), session: laptop }),
  visit({ name: 'journey-2', who: 1, when: at(10, 15), ip: '192.0.2.55', session: laptop }),
  ...colleague,
  ...assistant,
  { audit: [...chiefs, ...taken] },
);

let result: Result;
const reasonsOf = (record: string): string[] =>
  result.sessions.find((session) => session.records.includes(record))?.suspicion.reasons.map((reason) => reason.code) ??
  [];
const caseOf = (record: string) => {
  const session = result.sessions.find((item) => item.records.includes(record));
  return result.cases.find((item) => session !== undefined && item.sessions.includes(session.id));
};

beforeAll(async () => {
  result = await answer(rows, { allSessions: true });
});

describe('a stolen session', () => {
  it('was opened in one strange place and used in another, by a client that is never at home', () => {
    expect(reasonsOf('stolen-1')).toEqual(
      expect.arrayContaining(['stolenSession', 'strangePlace', 'strangeClient', 'ownerElsewhere']),
    );
    expect(caseOf('stolen-1')?.level).toMatch(/high|critical/);
  });

  it('draws in what its thief does later, and leaves the owner out', () => {
    const found = caseOf('stolen-1');
    expect(caseOf('later')?.id).toBe(found?.id);
    expect(found?.exposure.named.items.map((item) => item.messageId)).toEqual(['<stolen-1>', '<stolen-2>', '<later>']);
    expect(found?.mailboxes).toEqual([person(0)]);
  });

  it('leaves every address of the answer known', async () => {
    const { sessions, cases } = await answer(rows);
    const drawn = sessions.find((session) => session.records.includes('later'));
    expect(cases.some((item) => item.sessions.includes(drawn?.id ?? ''))).toBe(true);
    const rented = sessions.flatMap((session) => session.addresses).filter(({ ip }) => ip.startsWith('104.248.'));
    expect(new Set(rented.map(({ ip }) => ip)).size).toBeGreaterThan(1);
    expect(rented.filter(({ asn }) => asn === null)).toEqual([]);
  });

  it('adds its reasons up in the case', () => {
    const { score, reasons } = caseOf('stolen-1')?.suspicion ?? { score: 0, reasons: [] };
    expect(new Set(reasons.map((reason) => reason.code)).size).toBe(reasons.length);
    expect(score).toBeCloseTo(
      reasons.reduce((sum, reason) => sum + reason.weight, 0),
      5,
    );
  });

  it('is none that travels with its owner', () => {
    expect(reasonsOf('journey-2')).not.toContain('stolenSession');
    expect(reasonsOf('journey-2')).not.toContain('strangeClient');
    expect(caseOf('journey-2')).toBeUndefined();
  });
});

describe('quietDelegate', () => {
  it('is a colleague who looks in again and again', () => {
    expect(reasonsOf('look-10')).toContain('quietDelegate');
    expect(caseOf('look-10')).toMatchObject({ level: 'medium', mailboxes: [person(7)] });
    expect(caseOf('look-10')?.dwell.detectableAt).toBe(
      new Date(at(10, 10.5) + 300_000).toISOString().replace('.000', ''),
    );
  });

  it('no assistant, and no owner', () => {
    expect(reasonsOf('help-0')).not.toContain('quietDelegate');
    expect(reasonsOf('chief-7-0')).not.toContain('quietDelegate');
  });
});

describe('harvest', () => {
  it('is a day that no mailbox of the tenant ever had', () => {
    expect(reasonsOf('taken-0')).toContain('harvest');
    expect(reasonsOf('chief-7-0')).not.toContain('harvest');
  });
});

describe('strangeHour', () => {
  it('is a night in a strange place, of somebody who is about by day', () => {
    expect(reasonsOf('taken-0')).toContain('strangeHour');
  });

  it('is neither a working hour in a strange place nor a single odd hour', () => {
    expect(reasonsOf('stolen-1')).not.toContain('strangeHour');
    expect(reasonsOf('journey-2')).not.toContain('strangeHour');
  });
});
