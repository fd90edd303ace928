/** Books receipts for ever and writes each acknowledgement to a file before it asks for the next; outages are waited out. */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const [base = '', company = '', file = '', bodyText = '{}'] = process.argv.slice(2);
const body = JSON.parse(bodyText) as Record<string, unknown>;

async function signIn(): Promise<string> {
  for (;;) {
    const answer = await fetch(`${base}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'kill', password: 'kill' }) }).catch(() => undefined);
    const cookie = answer?.ok ? answer.headers.get('set-cookie')?.split(';')[0] : undefined;
    if (cookie) return cookie;
    await delay(150);
  }
}

async function client(): Promise<void> {
  const cookie = await signIn();
  for (;;) {
    // The key stays until an answer came: a receipt whose answer was lost is asked for again, not booked twice.
    const key = randomUUID();
    for (let answered = false; !answered;) {
      const answer = await fetch(`${base}/api/commands/purchasing/purchase-receipt.save`, {
        method: 'POST', headers: { 'content-type': 'application/json', cookie, 'x-company': company, 'idempotency-key': key }, body: JSON.stringify(body),
      }).catch(() => undefined);
      if (answer?.ok) {
        const { output } = (await answer.json().catch(() => ({}))) as { output?: { id: string } };
        if (output) {
          appendFileSync(file, `${key} ${output.id}\n`);
          answered = true;
        }
      } else if (answer && answer.status < 500) {
        appendFileSync(file, `refused ${answer.status} ${await answer.text()}\n`);
        answered = true;
      }
      if (!answered) await delay(100);
    }
  }
}
await Promise.all([client(), client(), client(), client()]);
