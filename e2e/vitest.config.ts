import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Stories in a real browser, one file at a time on one product (e2e/src/product.ts starts it): two cores carry no more.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    globalSetup: ['e2e/src/product.ts'],
    include: ['e2e/src/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
