/** The engines that run in worker threads, by name: the one list kernel/worker.ts starts from. */
import { planTask } from './modules/planning/mrp-run/plan-task.ts';

export type Task = (input: never, report: (done: number, total: number) => void) => { readonly output: unknown; readonly transfer: readonly ArrayBuffer[] };
export const tasks: Readonly<Record<string, Task>> = { 'planning/plan': planTask };
