/**
 * What runs by itself while the server lives: totals are rolled up behind the safe watermark, so that reports stay flat in
 * history. Reports are exact with or without it; a missed round only lengthens their tail. Sessions that have ended go, too, and once in some
 * hours contents of attachments that nobody needs.
 */
import type { Pools } from './kernel/database/connect.ts';
import type { Runtime } from './kernel/run-command.ts';
import { tidySessions } from './modules/access/session/session.store.ts';
import { sweepAttachments } from './modules/foundation/attachment/attachment.files.ts';

const everyMs = 15_000;
const entriesAtOnce = 50_000;
const sweepEveryRounds = 6 * 60 * 4;

/** Rolls every company up until nothing is left behind the watermark; returns entries rolled. */
export async function rollUp(pools: Pools): Promise<number> {
  const { rows } = await pools.jobs.query<{ id: string }>("select id from kernel.company where state in ('live', 'simulation', 'training')");
  let rolled = 0;
  for (const { id } of rows) {
    for (let count = entriesAtOnce; count >= entriesAtOnce;) {
      const answer = await pools.jobs.query<{ rolled: string }>('select ledger.roll_up($1, $2) as rolled', [id, entriesAtOnce]);
      count = Number(answer.rows[0]?.rolled ?? 0);
      rolled += count;
    }
  }
  return rolled;
}

/** Starts the rounds; returns what stops them. An outage of the database is waited out. */
export function startHousekeeping(pools: Pools, log: (entry: Record<string, unknown>) => void, { files, clock }: Pick<Runtime, 'files' | 'clock'>): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let rounds = 0;
  const round = async (): Promise<void> => {
    await rollUp(pools).catch((error: Error) => log({ level: 'warning', message: `roll-up: ${error.message}` }));
    await tidySessions(pools.auth).catch((error: Error) => log({ level: 'warning', message: `sessions: ${error.message}` }));
    if (files && rounds % sweepEveryRounds === 0) await sweepAttachments(files, pools.jobs, clock.now()).catch((error: Error) => log({ level: 'warning', message: `attachments: ${error.message}` }));
    rounds += 1;
    if (!stopped) timer = setTimeout(() => void round(), everyMs);
  };
  timer = setTimeout(() => void round(), everyMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
