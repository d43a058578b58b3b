// The answer in one sentence, code by code: it never says more than the logs carry.
import { describe, expect, it } from 'vitest';
import type { Case, Level, Result } from '../record/result.js';
import { verdictOf } from './verdict.js';

const counts = (total: number, notAssessable = 0, unexplained = 0): Result['reconciliation'] => ({
  total,
  explained: total - notAssessable - unexplained,
  background: 0,
  notAssessable,
  unexplained,
  byTier: { token: 0, session: 0, context: 0 },
  byReason: {},
  byMailbox: [],
});
const one = (level: Level, more: object = {}): Case =>
  ({
    tenant: 't',
    level,
    mailboxes: ['a@x'],
    dwell: { firstAccessAt: '2024-03-09T15:00:00Z', firstAccessIsFloor: false },
    exposure: { named: { messages: 3 }, folders: [], unknown: [], diverted: [] },
    ...more,
  }) as unknown as Case;

describe('intrusion', () => {
  it.each(['high', 'critical'] as const)('%s', (level) => {
    const { code, sentence } = verdictOf([one(level), one('low')], counts(10, 9));
    expect(code).toBe('intrusion');
    expect(sentence).toContain('1 mailbox was opened since 2024-03-09');
    expect(sentence).toContain('3 messages are known to have been opened.');
  });

  it('says "at the latest" of the earliest case where the log begins there, and names folders', () => {
    const early = one('high', {
      mailboxes: ['b@x', 'a@x'],
      dwell: { firstAccessAt: '2024-03-01T00:00:00Z', firstAccessIsFloor: true },
    });
    const taken = one('high', { exposure: { named: { messages: 1 }, folders: [{}, {}] } });
    const { sentence } = verdictOf([taken, early], counts(10));
    expect(sentence).toContain('2 mailboxes were opened since at the latest 2024-03-01');
    expect(sentence).toContain('2 whole folders taken');
  });

  it('counts the same name in two tenants as two mailboxes', () => {
    expect(verdictOf([one('high'), one('high', { tenant: 'u' })], counts(10)).sentence).toContain('2 mailboxes');
  });
});

describe('less than that', () => {
  it('suspicion', () =>
    expect(verdictOf([one('medium'), one('medium'), one('low')], counts(10)).sentence).toContain('2 cases need'));

  it('nothing found says what it could not have seen', () => {
    const { code, sentence } = verdictOf([one('low')], counts(1000, 400, 2));
    expect(code).toBe('nothingFound');
    expect(sentence).toContain('2 accesses remain unexplained');
    expect(sentence).toContain('400 of 1,000 accesses could not be assessed');
    expect(sentence).toContain('1 weak hint is listed');
    expect(sentence).not.toMatch(/clean|safe|no intrusion/);
  });

  it('not assessable: nothing to assess, or less than half', () => {
    expect(verdictOf([], counts(0)).code).toBe('notAssessable');
    expect(verdictOf([], counts(10, 6)).code).toBe('notAssessable');
    expect(verdictOf([], counts(10, 5)).code).toBe('nothingFound');
  });

  it('a case outweighs what could not be assessed', () =>
    expect(verdictOf([one('medium')], counts(10, 10)).code).toBe('suspicion'));
});
