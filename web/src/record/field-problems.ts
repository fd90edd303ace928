/**
 * Where a refusal points: a head field, a cell of a line (by the row's key, so that it stays on its row when rows move), or
 * the record as a whole.
 */
import type { Text } from '../ui/language.tsx';
import type { Problem } from '../api/problem.ts';

export type FieldProblems = {
  readonly problem: Problem | undefined;
  readonly head: ReadonlyMap<string, Text>;
  /** `${row key}.${field}` → sentence */
  readonly cells: ReadonlyMap<string, Text>;
  /** Sentences that point nowhere on this page. */
  readonly general: readonly Text[];
};
export const noProblems: FieldProblems = { problem: undefined, head: new Map(), cells: new Map(), general: [] };

/** rowKeys: the keys of the lines in the order they were sent. */
export function placeProblem(problem: Problem, headFields: ReadonlySet<string>, rowKeys: readonly string[] = [], lineFields: ReadonlySet<string> = new Set()): FieldProblems {
  const head = new Map<string, Text>();
  const cells = new Map<string, Text>();
  const general: Text[] = [];
  for (const { path, message } of problem.errors) {
    const [first, index, field] = path;
    const row = first === 'lines' && typeof index === 'number' ? rowKeys[index] : undefined;
    if (row !== undefined && typeof field === 'string' && lineFields.has(field)) cells.set(`${row}.${field}`, message);
    else if (typeof first === 'string' && headFields.has(first)) head.set(first, message);
    else general.push(message);
  }
  return { problem, head, cells, general: general.length === 0 && problem.errors.length === 0 ? [problem.message] : general };
}
export const withoutHead = (problems: FieldProblems, field: string): FieldProblems =>
  problems.head.has(field) ? { ...problems, head: new Map([...problems.head].filter(([key]) => key !== field)) } : problems;
/** Problems of rows that did not change. */
export const withoutRows = (problems: FieldProblems, changed: ReadonlySet<string>): FieldProblems =>
  problems.cells.size === 0 ? problems : { ...problems, cells: new Map([...problems.cells].filter(([key]) => !changed.has(key.slice(0, key.lastIndexOf('.'))))) };
