// Profiles from files: those that come along are whole and sourced; mistakes of users are told with line and column.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../util/problem.js';
import { isSourced } from './profile.js';
import { parseProfiles, readProfiles } from './read.js';

const whole = `id: our-actor
name: Our actor
question: name
about: Somebody we know.
date: 2024-01-01
sources:
  - { id: paper, title: A paper, url: https://example.com/paper, date: 2024-01-01 }
expects:
  - { evidence: deviceCode, says: consistent, weight: 2, because: seen, source: paper }
indicators:
  - { type: address, value: 203.0.113.9, from: 2023-06-01, until: 2023-06-30, source: paper }
`;

function told(text: string): { ids: string[]; problems: string[] } {
  const problems: Problem[] = [];
  const ids = parseProfiles(text, 'own.yml', problems).map(({ id }) => id);
  return {
    ids,
    problems: problems.map(
      ({ at, code, refused }) => `${at.line}:${at.column} ${code} ${refused ? 'refused' : 'note'}`,
    ),
  };
}

describe('the profiles that come along', () => {
  const { profiles, problems } = readProfiles();

  it('are whole', () => {
    expect(problems).toEqual([]);
    expect(profiles.length).toBeGreaterThan(11);
    expect(profiles.filter(({ question, outsider }) => question === 'kind' && outsider)).toHaveLength(2);
    for (const role of ['other', 'falseFlag'])
      expect(profiles.filter((profile) => profile.question === 'name' && profile.role === role)).toHaveLength(1);
  });

  it('have sources with address and date, and one for every published fact', () => {
    for (const profile of profiles) {
      expect(profile.sources.length, profile.id).toBeGreaterThan(0);
      for (const { url, date } of profile.sources) {
        expect(url).toMatch(/^https:\/\//);
        expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
      if (profile.question === 'name' && profile.role === 'group') expect(isSourced(profile), profile.id).toBe(true);
    }
  });

  it('hold the indicators of 2023 with their own dates', () => {
    const indicators = profiles.find(({ id }) => id === 'storm-0558')?.indicators ?? [];
    expect(indicators.filter(({ type }) => type === 'address')).toHaveLength(38);
    expect(indicators.find(({ value }) => value === '31.42.177.181')).toMatchObject({
      from: '2023-05-22',
      until: '2023-05-23',
    });
    for (const { from, until, published } of indicators) {
      expect(from <= until).toBe(true);
      expect(published).toBe('2023-07-14');
    }
  });
});

describe('a profile of a user', () => {
  it('is read', () => {
    expect(told(whole)).toEqual({ ids: ['our-actor'], problems: [] });
  });

  it.each([
    ['an unknown key', whole.replace('about:', 'motive: money\nabout:'), '4:1 profileSchema refused'],
    ['a missing name', whole.replace('name: Our actor\n', ''), '1:1 profileSchema refused'],
    ['an unknown kind of evidence', whole.replace('deviceCode', 'moonlight'), '9:17 profileEvidence refused'],
    ['a weight beyond all measure', whole.replace('weight: 2', 'weight: 60'), '9:55 profileSchema refused'],
    [
      'a source that is not listed',
      whole.replace('because: seen, source: paper', 'because: seen, source: rumour'),
      '9:81 profileSource refused',
    ],
    ['no address', whole.replace('203.0.113.9', '203.0.113.999'), '11:29 profileIndicator refused'],
    [
      'an end before the beginning',
      whole.replace('until: 2023-06-30', 'until: 2023-05-30'),
      '11:67 profileIndicator refused',
    ],
    [
      'an indicator without dates',
      whole.replace(', from: 2023-06-01, until: 2023-06-30', ''),
      '11:5 profileSchema refused',
    ],
    ['a day that is none', whole.replace('until: 2023-06-30', 'until: 2023-06-31'), '11:67 profileSchema refused'],
    ['no YAML', whole.replace('name: Our actor', 'name: Our: actor'), '2:7 yamlSyntax refused'],
  ])('with %s is refused, with the place', (_, text, problem) => {
    const { ids, problems } = told(text);
    expect(ids).toEqual([]);
    expect(problems[0]).toBe(problem);
  });

  it('without a source is loaded, and told', () => {
    const text = whole
      .replace(/sources:\n.*\n/, '')
      .replace(/, source: paper/, '')
      .replace(/indicators:\n.*\n/, '');
    expect(told(text)).toEqual({ ids: ['our-actor'], problems: ['1:1 profileUnsourced note'] });
  });

  it('leaves the other documents of a file alone', () => {
    const bad = whole.replace('our-actor', 'Not An Id');
    const { ids, problems } = told(`${bad}---\n${whole}`);
    expect(ids).toEqual(['our-actor']);
    expect(problems).toEqual(['1:5 profileSchema refused']);
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-profiles-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('of a folder are read whole; what replaces a profile that comes along is told', () => {
    writeFileSync(join(folder, 'a.yml'), whole);
    writeFileSync(join(folder, 'b.yaml'), whole.replace('our-actor', 'storm-2372'));
    writeFileSync(join(folder, 'c.txt'), 'no profile');
    const { profiles, own, problems } = readProfiles([folder]);
    expect(own).toEqual(['our-actor', 'storm-2372']);
    expect(problems.map(({ code, refused }) => [code, refused])).toEqual([['profileReplaced', false]]);
    expect(profiles.filter(({ id }) => id === 'storm-2372').map(({ name }) => name)).toEqual(['Our actor']);
  });

  it('that are not there are an error', () => {
    expect(() => readProfiles([join(folder, 'nowhere')])).toThrow(/there are no profiles/);
  });
});
