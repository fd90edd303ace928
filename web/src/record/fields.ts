/**
 * From a contract's schema to what a form or a grid works with, and back to the wire: references travel as ids and are edited
 * as {id, code, name}; what is empty is left out, null or '' as the schema wants it.
 */
import { fieldMeta, isOptional, type FieldMeta } from '@millwright/server/kernel/contract';
import type { z } from 'zod';

export type Values = Readonly<Record<string, unknown>>;
export type FieldShape = FieldMeta & { readonly key: string; readonly required: boolean; readonly schema: z.ZodType };

/** Fields in declared order; ids and nested lines are not typed by people. */
export function fieldShapes(schema: z.ZodObject): FieldShape[] {
  return Object.entries(schema.shape).flatMap(([key, inner]) => {
    const meta = fieldMeta(inner as z.ZodType);
    return meta ? [{ ...meta, key, schema: inner as z.ZodType, required: isRequired(inner as z.ZodType, meta) }] : [];
  });
}
const isRequired = (schema: z.ZodType, meta: FieldMeta): boolean =>
  !isOptional(schema) && meta.kind !== 'flag' && !((meta.kind === 'text' || meta.kind === 'long-text') && schema.safeParse('').success);
export const isTypedKind = (kind: FieldMeta['kind']): boolean => kind !== 'id' && kind !== 'lines';

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';
/** One value as the command wants it; undefined leaves the field out. */
export function toWire(field: FieldShape, value: unknown): unknown {
  if (field.kind === 'reference' && value && typeof value === 'object') return (value as { id: string }).id || undefined;
  if (!isEmpty(value)) return value;
  if (field.schema.safeParse(undefined).success) return undefined;
  if (field.schema.safeParse(null).success) return null;
  if (field.kind === 'text' || field.kind === 'long-text') return '';
  return field.kind === 'flag' ? false : undefined;
}
export function recordToWire(schema: z.ZodObject, values: Values): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const field of fieldShapes(schema)) {
    const value = toWire(field, values[field.key]);
    if (value !== undefined) wire[field.key] = value;
  }
  return wire;
}
/** A line nobody typed anything into; it is not sent. Defaults that were filled in do not count as typing. */
export const isBlankLine = (schema: z.ZodObject, line: Values, blank: Values): boolean =>
  fieldShapes(schema).every((field) => isEmpty(line[field.key]) || line[field.key] === blank[field.key] || line[field.key] === false);

/** The values a new record starts with: defaults of the schema, then the page's own. */
export function initialValues(schema: z.ZodObject, defaults: Values = {}): Values {
  const values: Record<string, unknown> = {};
  for (const field of fieldShapes(schema)) {
    const parsed = field.schema.safeParse(undefined);
    if (parsed.success && parsed.data !== undefined) values[field.key] = parsed.data;
  }
  return { ...values, ...defaults };
}
