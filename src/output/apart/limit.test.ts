// Limits of several organisations for one: what speaks of it alone stays, what speaks of others goes, and of the rest the kind is told.
import { describe, expect, it } from 'vitest';
import type { Result } from '../../record/result.js';
import { fixtures } from '../fixtures/fixture.js';
import { limitsFor } from './limit.js';

const names = {
  own: ['north', 'ann@north.example', 'north/audit.csv'],
  foreign: ['south', 'bob@south.example', 'south/audit.csv'],
  withoutForeign: (text: string) => text,
};
const limits = (messages: readonly (readonly [code: string, message: string])[], rejects = 0) => {
  const result = (fixtures.quiet as () => Result)();
  const coverage = { ...result.coverage, limits: messages.map(([code, message]) => ({ code, message })) };
  return limitsFor({ ...result, coverage }, names, rejects).map(({ message }) => message);
};

describe('a limit', () => {
  it('that speaks of this organisation alone stays', () => {
    expect(limits([['auditBypass', '1 account (ann@north.example) is not recorded']])).toEqual([
      '1 account (ann@north.example) is not recorded',
    ]);
  });

  it('that speaks of others alone goes', () => {
    expect(limits([['auditBypass', '1 account (Bob@South.example) is not recorded']])).toEqual([]);
  });

  it.each([
    ['auditBypass', '2 accounts (ann@north.example, bob@south.example)', 'accounts with an audit bypass'],
    ['mailboxNotLogged', '9 mailboxes (ann@north.example and 8 more)', 'mailboxes that may be read without a record'],
    ['syncedFolders', '3,048 accesses synchronised a whole folder', 'folders that were synchronised'],
    ['ofTomorrow', '17 things of all', 'of tomorrow'],
  ])('%s over several is told by its kind, without a figure or a name', (code, message, kind) => {
    const [told = '', ...more] = limits([[code, message]]);
    expect(more).toEqual([]);
    expect(told).toContain(kind);
    expect(told).not.toMatch(/\d|ann|bob/);
  });

  it('of the program stays, and rows that could not be read are those of its own files', () => {
    expect(
      limits(
        [
          ['rulesNotRun', '1 rule could not be run'],
          ['rejectedRows', '16 rows could not be read'],
        ],
        2,
      ),
    ).toEqual([expect.stringMatching(/^2 rows could not be read/), '1 rule could not be run']);
  });
});
