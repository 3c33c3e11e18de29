import { defineConfig } from 'vitest/config';
import { writeLocales } from './scripts/locales.mjs';
import { LongestFirst } from './test/longest-first.js';

writeLocales();

const jsx = { oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } } } as const;

export default defineConfig({
  test: {
    // Two files at once, of either project: a browser test waits as much as it works. More browsers than that at a time
    // are too much for a machine of two cores. Every file has ports, profiles and folders of its own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...jsx,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['test/seed.ts'],
          // Property tests take seconds on a busy machine; time decides nothing here, it belongs into the bench.
          testTimeout: 180_000,
        },
      },
      {
        ...jsx,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.spec.{ts,tsx}'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // What a test waits for comes when the machine has time for it.
          expect: { poll: { timeout: 30_000, interval: 100 } },
        },
      },
    ],
  },
});
