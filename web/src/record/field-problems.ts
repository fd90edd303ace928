/**
 * Where a refusal points: a head field, a cell of a line, a line, or the record as a whole. What is said of a line holds for the row as it
 * was refused: a row that was changed or deleted is no longer meant, one that an undo brought back is again, and its number is the one it
 * has now.
 */
import type { Text } from '../ui/language.tsx';
import type { GridRow } from '../ui/grid/grid-model.ts';
import type { Problem } from '../api/problem.ts';

export type FieldProblems = {
  readonly problem: Problem | undefined;
  readonly head: ReadonlyMap<string, Text>;
  /** Sentences about lines, without the row's number; no field: about the line as a whole. */
  readonly lines: readonly { readonly row: GridRow; readonly field: string | undefined; readonly message: Text }[];
  /** Sentences that point nowhere on this page. */
  readonly general: readonly Text[];
};
export const noProblems: FieldProblems = { problem: undefined, head: new Map(), lines: [], general: [] };

type Lines = { readonly sent: readonly GridRow[]; readonly fields: ReadonlySet<string>; /** Why a cell cannot be right, known here already: what was typed is not sent when it is no record. */ readonly reason: (row: GridRow, field: string) => Text | undefined };
const noLines: Lines = { sent: [], fields: new Set(), reason: () => undefined };

/** `headReason`: as `reason`, of a head field. */
export function placeProblem(problem: Problem, headFields: ReadonlySet<string>, { sent, fields, reason }: Lines = noLines, headReason: (field: string) => Text | undefined = () => undefined): FieldProblems {
  const head = new Map<string, Text>();
  const lines: FieldProblems['lines'][number][] = [];
  const general: Text[] = [];
  for (const { path, message } of problem.errors) {
    const [first, index, field] = path;
    const row = first === 'lines' && typeof index === 'number' ? sent[index] : undefined;
    if (row !== undefined) {
      const own = typeof field === 'string' && fields.has(field) ? field : undefined;
      lines.push({ row, field: own, message: (own !== undefined ? reason(row, own) : undefined) ?? withoutNumber(message) });
    } else if (typeof first === 'string' && headFields.has(first)) head.set(first, headReason(first) ?? message);
    else general.push(message);
  }
  return { problem, head, lines, general: general.length === 0 && problem.errors.length === 0 ? [problem.message] : general };
}
export const withoutHead = (problems: FieldProblems, field: string): FieldProblems =>
  problems.head.has(field) ? { ...problems, head: new Map([...problems.head].filter(([key]) => key !== field)) } : problems;

/** `${row key}.${field}` → sentence, of the rows that stand as they were refused. */
export const cellProblems = (problems: FieldProblems, rows: readonly GridRow[]): ReadonlyMap<string, Text> =>
  new Map(problems.lines.filter((one) => one.field !== undefined && rows.includes(one.row)).map(({ row, field, message }) => [`${row.$key}.${field}`, message]));
/** Every sentence that still holds, rows by their present numbers; none is left when all was mended. */
export const sentencesOf = (problems: FieldProblems, rows: readonly GridRow[]): readonly Text[] => [
  ...problems.general, ...problems.head.values(),
  ...problems.lines.map((one) => ({ at: rows.indexOf(one.row), message: one.message })).filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)
    .map(({ at, message }) => ({ zh: `第 ${at + 1} 行：${message.zh}`, en: `Row ${at + 1}: ${message.en}` })),
];
const withoutNumber = ({ zh, en }: Text): Text => ({ zh: zh.replace(/^第 ?\d+ ?行[：:，, ]*/, ''), en: en.replace(/^Row \d+[:,]? */, '') });
