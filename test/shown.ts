// Output that a page shows, held against the real one: every line shown is in it, in that order. `...` leaves lines out, `…` a part of a line.
import { expect } from 'vitest';

export interface Step {
  readonly command: string;
  readonly shown: readonly string[];
}

/** The commands of fenced `console` blocks, each with the lines shown below it. */
export function stepsOf(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map((block) => block[1] ?? '');
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...shown] = part.trimEnd().split('\n');
        return { command, shown };
      }),
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const pattern = (line: string): RegExp => new RegExp(`^${line.split('…').map(escaped).join('.*')}$`);

export function expectShown({ command, shown }: Step, output: string): void {
  const lines = output.split('\n').map((line) => line.trimEnd());
  let from = 0;
  for (const line of shown.filter((each) => each.trim() !== '' && each !== '...')) {
    const at = lines.findIndex((each, index) => index >= from && pattern(line.trimEnd()).test(each));
    expect(at, `not in the output of ${command}, or not in this place:\n${line}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
}
