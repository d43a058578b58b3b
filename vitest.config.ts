import { defineConfig } from 'vitest/config';

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
  },
});
