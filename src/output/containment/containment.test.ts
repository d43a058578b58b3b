// The steps of a case: which there are, in which order, that they are honest about forged tokens, and that no value of a log becomes a
// command. The cmdlets are held against what Microsoft documents (learn.microsoft.com, ExchangePowerShell and Microsoft.Graph, November 2026).
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixtures } from '../fixtures/fixture.js';
import { containmentOf } from './containment.js';
import { cmdlets } from './fixtures/cmdlets.js';
import { everyKind } from './fixtures/every-kind.js';
import { takeApart } from './fixtures/token.js';
import { phases, type Step } from './step.js';
import { rulesWithStep, withoutStep } from './topic.js';

const stepsFor = (value: string, person?: string): Step[] => {
  const { result, case: each } = everyKind(value, person);
  return containmentOf(result, each);
};
const textOf = (steps: readonly Step[]): string =>
  steps
    .filter(({ where }) => where !== 'a shell with Letterlock')
    .flatMap(({ script }) => script.lines)
    .join('\n');

it('knows of every rule that comes along whether it calls for a step', () => {
  const folders = readdirSync(new URL('../../../detections', import.meta.url)).sort();
  expect([...rulesWithStep(), ...withoutStep].sort()).toEqual(folders);
});

describe('the steps', () => {
  const steps = stepsFor('plain');

  it('come in order: preserved before anything is changed, shut out before cleaning up', () => {
    const order = steps.map(({ phase }) => phases.indexOf(phase));
    expect(order).toEqual([...order].sort());
    expect(steps[0]?.title).toContain('on hold');
    expect(new Set(steps.map(({ phase }) => phase)).size).toBe(phases.length);
    const changes = textOf(
      steps.filter(({ phase, title }) => phase === 'preserve' && !/audit|licence|hold/.test(title)),
    );
    expect(changes).not.toMatch(/\b(?:Remove|Disable|Update|Revoke|Reset|Set)-(?!Content)/);
  });

  it('say what they do, why here, whom they hit and how to undo them', () => {
    expect(steps.length).toBeGreaterThan(25);
    for (const { title, does, because, affects, undo, script } of steps) {
      for (const text of [does, because, affects, undo]) expect(text, title).toMatch(/^\S[\s\S]*[.)]$/);
      expect(script.lines.length, title).toBeGreaterThan(0);
      expect(title).toMatch(/^[a-z].*[^.]$/);
    }
    expect(new Set(steps.map(({ title }) => title)).size).toBe(steps.length);
  });

  it('say that a forged token outlives passwords and sessions, and only where there is one', () => {
    const tokens = steps.find(({ title }) => title.includes('Microsoft stop the tokens'));
    expect(tokens?.because).toContain('do not stop them');
    expect(steps.find(({ title }) => title.startsWith('revoke'))?.does).toContain('does not end a forged token');
    const { result, case: each } = everyKind('plain');
    const sessions = result.sessions.filter(({ explanation }) => explanation.class !== 'unexplained');
    const others = containmentOf({ ...result, sessions }, each);
    expect(JSON.stringify(others)).not.toMatch(/forged|Microsoft stop/);
  });

  it('use documented cmdlets with documented parameters', () => {
    for (const line of textOf(steps).split('\n')) {
      const { code } = takeApart(line);
      for (const [, name = '', rest = ''] of code.matchAll(/\b([A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+)([^|;{}()]*)/g)) {
        const known = cmdlets[name];
        expect(known, `${name} in: ${line}`).toBeDefined();
        for (const [, parameter = ''] of rest.matchAll(/(?<=\s)-([A-Za-z][A-Za-z0-9]{2,})/g))
          if (!/^(?:ceq|notin|contains)$/.test(parameter)) expect(known, `${name} -${parameter}`).toContain(parameter);
      }
    }
  });
});

describe('values of the log', () => {
  // As long as `plain`, so that lists are laid out alike.
  it.each(["o'xx'", '’;x;‘', '$(x;)', '`"{}#', "'|x|'"])('%s stays a string', (value) => {
    const plain = takeApart(textOf(stepsFor('plain')));
    const hostile = takeApart(textOf(stepsFor(value)));
    expect(hostile.code).toBe(plain.code);
    expect([...hostile.strings].sort()).toEqual(
      plain.strings.map((text) => text.replaceAll('plain', () => value)).sort(),
    );
  });

  it('with characters that cannot be seen stand in no command, and are named', () => {
    const odd = 'x\u202e\n; Remove-Mailbox y';
    const steps = stepsFor(odd);
    for (const { script, title } of steps.filter(({ where }) => where !== 'a shell with Letterlock')) {
      expect(script.lines.join('\n'), title).not.toMatch(/Remove-Mailbox y|\u202e/);
    }
    expect(steps.flatMap(({ script }) => script.left).some((value) => value.includes(odd))).toBe(true);
  });
});

describe.each(Object.entries(fixtures))('%s', (_name, make) => {
  it('has steps where a case is to be acted on, and only there', () => {
    const result = make();
    for (const each of result.cases) {
      const acts = ['medium', 'high', 'critical'].includes(each.level) && each.judgement?.state !== 'closed';
      expect(containmentOf(result, each).length > 0).toBe(acts);
    }
  });
});
