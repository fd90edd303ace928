/** What a worker thread runs: one task, its progress on the way, its output at the end. Started by worker-thread.ts only. */
import { parentPort, workerData } from 'node:worker_threads';
import { tasks } from '../worker-tasks.ts';

const { task: name, input } = workerData as { task: string; input: unknown };
const task = tasks[name];
if (!task || !parentPort) throw new Error(`no task ${name}`);
const port = parentPort;
const { output, transfer } = task(input as never, (done, total) => port.postMessage({ done, total }));
port.postMessage({ output }, [...transfer]);
