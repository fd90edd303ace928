/** The server of the kill test: its own home, one company set up on the first start, everything else as in the product. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { createApplication, createRuntime } from '../application.ts';
import { clockAt } from '../kernel/clock.ts';
import { openDatabase } from '../kernel/database/open.ts';
import { hashPassword } from '../modules/access/session/session.store.ts';
import { setUpCompany } from '../modules/foundation/company/set-up.ts';

const database = await openDatabase(process.env, () => undefined);
const runtime = createRuntime(database.pools, clockAt(parseDay('2026-06-15')));
const { rows } = await database.pools.maintain.query<{ id: string }>("select id from kernel.company where code = 'KILL'");
const companyId = rows[0]?.id ?? (await setUpCompany(database.pools.maintain, runtime.identity, {
  code: 'KILL', name: 'kill -9', firstPeriod: 202601, periodCount: 12, roles: [{ code: 'all', name: 'all', permissions: ['*'] }],
  people: [{ login: 'kill', name: 'kill', post: '', passwordHash: await hashPassword('kill'), roles: ['all'] }],
})).companyId;
const server = await createApplication({ pools: database.pools, runtime, log: () => undefined });
const base = await server.listen({ port: Number(process.env['PORT'] ?? 0), host: '127.0.0.1' });
process.send?.({ base, companyId, admin: database.urls.admin, databaseFolder: database.home.databaseFolder });
