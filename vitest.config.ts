import { defineConfig } from 'vitest/config';

// Two cores: database suites share one server, so files run a few at a time and each test file gets its own database.
export default defineConfig({
  test: {
    include: ['{core,server,web,demo,bench,tools}/**/*.test.ts'],
    globalSetup: ['server/src/test-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
  },
});
