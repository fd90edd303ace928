// Runs once before a test run: the shared test database server starts while the first pure tests are running.

import { warmTestServer } from '../../tools/test-database.ts';

export default async function setup(): Promise<void> {
  await warmTestServer();
}
