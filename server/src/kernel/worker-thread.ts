/**
 * Runs an engine outside the event loop. Input and output are structured clones; large arrays of the output move, not copy.
 * Cancelling ends the thread at once: an engine holds nothing that would have to be given back.
 * Trap: built, the worker is a JavaScript file beside this one; from source it is TypeScript, and the thread registers tsx itself,
 * because `--import tsx` does nothing in a thread whose process was not started with it (a test runner).
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export class WorkCancelled extends Error {
  constructor() {
    super('cancelled');
  }
}
export type WorkOptions = { readonly onProgress?: ((share: number) => void) | undefined; readonly signal?: AbortSignal | undefined };

const built = !import.meta.url.endsWith('.ts');
const file = new URL(built ? './worker.js' : './worker.ts', import.meta.url);
function startWorker(workerData: unknown): Worker {
  if (built) return new Worker(file, { workerData, execArgv: [] });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api').replace(/\.cjs$/, '.mjs')).href;
  return new Worker(`import(${JSON.stringify(tsx)}).then((api) => { api.register(); return import(${JSON.stringify(file.href)}); })`, { eval: true, workerData, execArgv: [] });
}

export function runInWorker<Output>(task: string, input: unknown, { onProgress, signal }: WorkOptions = {}): Promise<Output> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new WorkCancelled());
      return;
    }
    const worker = startWorker({ task, input });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    let output: Output | undefined;
    let failure: unknown;
    worker.on('message', (message: { done: number; total: number } | { output: Output }) => {
      if ('output' in message) output = message.output;
      else if (message.total > 0) onProgress?.(message.done / message.total);
    });
    worker.on('error', (error) => { failure = error; });
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      if (output !== undefined) resolve(output);
      else reject(failure ?? (signal?.aborted ? new WorkCancelled() : new Error(`the worker for ${task} ended without a result`)));
    });
  });
}
