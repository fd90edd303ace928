// Whether a port can be had: for the embedded database any free one will do, for the product only the one asked for.

import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { addressRefused, portTaken } from './start-failure.ts';

/** The remembered port if nobody else has it, else a free one. */
export async function choosePort(remembered: number | undefined): Promise<number> {
  for (const wanted of remembered === undefined ? [0] : [remembered, 0]) {
    const port = await tryPort(wanted, '127.0.0.1');
    if (port !== undefined) return port;
  }
  throw new Error('No free port on 127.0.0.1.');
}

/**
 * To be asked before the long work of a first start, so that nobody waits a minute to be told. A former server that is just
 * stopping gets some seconds.
 */
export async function demandPortFree(port: number, host?: string, secondsOfPatience = 5): Promise<void> {
  const deadline = performance.now() + secondsOfPatience * 1000;
  while (await tryPort(port, host) === undefined) {
    if (performance.now() > deadline) throw portTaken(port);
    await delay(250);
  }
}

function tryPort(wanted: number, host: string | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(addressRefused(host ?? '', wanted, error));
    });
    probe.listen(wanted, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
