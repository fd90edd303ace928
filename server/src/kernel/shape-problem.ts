/**
 * 400: an input that has not its contract's shape, said so that a person can mend it: which row and field (by the contract's label), what
 * is wrong with what was entered, what to enter instead. One sentence a field. The reason comes from the field's kind and the value, because
 * a schema's own issue knows only that a pattern did not match.
 */
import { isDay } from '@millwright/core/primitives/plain-day';
import type { Text } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { type FieldMeta, fieldMeta } from './contract.ts';
import { kernelRefusals, type Problem, problem } from './refusal.ts';

type Issue = z.ZodError['issues'][number];
const issuesShown = 200;
const decimals: Partial<Record<FieldMeta['kind'], number>> = { money: 2, quantity: 6, price: 8, rate: 6 };

export function shapeProblem(error: z.ZodError, input: z.ZodType, value: unknown): Problem {
  const said = new Set<string>();
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const key = JSON.stringify(path);
    if (said.has(key)) return [];
    said.add(key);
    const { row, label, meta } = placeOf(path, input);
    const what = reasonFor(issue, meta, valueAt(value, path));
    return [{ code: issue.code ?? 'invalid', path, message: { zh: `${row.zh}${label.zh}${what.zh}`, en: `${row.en}${label.en} ${what.en}` } }];
  });
  return problem(400, 'bad-input', kernelRefusals.texts['bad-input'], errors.slice(0, issuesShown));
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown => path.reduce<unknown>((inner, part) => (inner && typeof inner === 'object' ? (inner as Record<string | number, unknown>)[part] : undefined), value);

function placeOf(path: readonly (string | number)[], input: z.ZodType): { row: Text; label: Text; meta: FieldMeta | undefined } {
  let current: z.ZodType | undefined = input;
  let label: Text = { zh: '', en: '' };
  let row: Text = { zh: '', en: '' };
  let meta: FieldMeta | undefined;
  for (const part of path) {
    while (current && (current.def as { innerType?: z.ZodType }).innerType) current = (current.def as { innerType?: z.ZodType }).innerType;
    if (typeof part === 'number') {
      row = { zh: `第 ${part + 1} 行`, en: `Row ${part + 1}: ` };
      label = { zh: '', en: '' };
      meta = undefined;
      current = (current?.def as { element?: z.ZodType } | undefined)?.element;
    } else {
      current = (current as z.ZodObject | undefined)?.shape?.[part] as z.ZodType | undefined;
      meta = current && fieldMeta(current);
      label = meta?.label ?? { zh: `「${part}」`, en: part };
    }
  }
  return { row, label, meta };
}

function reasonFor(issue: Issue, meta: FieldMeta | undefined, value: unknown): Text {
  if (issue.code === 'unrecognized_keys') return { zh: '有不认识的字段。', en: 'has unknown fields.' };
  if (meta?.kind === 'lines' && issue.code === 'too_small') return { zh: '至少要有一行。', en: 'must have at least one row.' };
  if (value === undefined || value === null || value === '') return { zh: '没有填。', en: 'is missing.' };
  return (typeof value === 'string' ? reasonForText(issue, meta, value.trim()) : undefined) ?? limitOf(issue, typeof value === 'string') ?? { zh: '填得不对，请重新选择或填写。', en: 'is not valid; choose or enter it again.' };
}

function reasonForText(issue: Issue, meta: FieldMeta | undefined, value: string): Text | undefined {
  const places = meta && decimals[meta.kind];
  if (places !== undefined) return reasonForNumber(meta, places, value);
  switch (meta?.kind) {
    case 'day': return isDay(value) ? undefined : { zh: `「${value}」不是日期，请按 2026-11-24 的样子填写。`, en: `"${value}" is no date; enter it like 2026-11-24.` };
    case 'count': return { zh: `「${value}」不是整数。`, en: `"${value}" is no whole number.` };
    case 'choice': {
      const options = Object.values(meta.options ?? {});
      return { zh: `「${value}」不在可选范围内，请选：${options.map((option) => option.zh).join('、')}。`, en: `"${value}" is not one of the choices: ${options.map((option) => option.en).join(', ')}.` };
    }
    case 'reference': return { zh: `没有「${value}」，请从列表选择。`, en: `"${value}" does not exist; choose one from the list.` };
    case 'text': case 'long-text': case 'code': return issue.code === 'invalid_format' ? { zh: '含有不能保存的字符，请删掉换行和控制字符。', en: 'holds characters that cannot be stored; remove line breaks and control characters.' } : undefined;
    default: return undefined;
  }
}

function reasonForNumber(meta: FieldMeta | undefined, places: number, value: string): Text {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(value) ?? [];
  if (whole === '') return { zh: `「${value}」不是数字。`, en: `"${value}" is no number.` };
  if (fraction.length > places) return { zh: `最多 ${places} 位小数。`, en: `takes at most ${places} decimals.` };
  if (whole.length > 12) return { zh: '太大，整数部分最多 12 位。', en: 'is too large: at most 12 digits before the point.' };
  if (meta?.expects && !sign) return { zh: `不合适：${meta.expects.zh}。`, en: `does not fit: ${meta.expects.en}.` };
  if (meta?.kind === 'quantity') return { zh: '必须大于 0。', en: 'must be above 0.' };
  return sign ? { zh: '不能为负。', en: 'must not be negative.' } : { zh: '填得不对，请重新填写。', en: 'is not valid; enter it again.' };
}

function limitOf(issue: Issue, text: boolean): Text | undefined {
  if (issue.code === 'too_big') return text ? { zh: `最多 ${String(issue.maximum)} 个字。`, en: `takes at most ${String(issue.maximum)} characters.` } : { zh: `不能超过 ${String(issue.maximum)}。`, en: `must not be above ${String(issue.maximum)}.` };
  if (issue.code === 'too_small') return text ? { zh: '没有填。', en: 'is missing.' } : { zh: `不能小于 ${String(issue.minimum)}。`, en: `must not be below ${String(issue.minimum)}.` };
  return undefined;
}
