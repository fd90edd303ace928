import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Stories in a real browser, one file at a time: each starts a product of its own, and two cores carry one of them well.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['e2e/src/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
