import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const crossing = (file: TestSpecification): number =>
  relative(import.meta.dirname, file.moduleId).startsWith('test') ? 0 : 1;

/** What crosses folders takes longest: begun last, it would run on alone while the other core idles. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => crossing(a) - crossing(b));
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // One fewer would leave a core of a machine with two idle: most of the time goes into programs that the tests start.
    maxWorkers: 2,
    // A third of the time went into loading the same modules again for every file.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
