/**
 * One record as a contract takes it, drawn from its fields: for the test every master goes through, the first row of the demo, and
 * the tests of a new document. Required fields only, or every one; a reference is whatever the caller knows the other record by.
 */
import { type FieldMeta, fieldMeta } from '@millwright/server/kernel/contract';
import type { Schema, Shape } from './draw-table.ts';

export type SampleOptions = {
  readonly every: boolean;
  /** undefined: there is nothing to refer to, and a field that may be empty stays so. */
  readonly referenceTo: (noun: string) => string | undefined;
};
export function sampleRecord(shape: Shape, options: SampleOptions): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(shape) as [string, Schema][]) {
    const meta = fieldMeta(schema);
    if (!meta || (!options.every && schema.safeParse(undefined).success)) continue;
    const value = sampleValue(schema, meta, options);
    if (value !== undefined) record[name] = value;
  }
  return record;
}

function sampleValue(schema: Schema, meta: FieldMeta, { referenceTo }: SampleOptions): unknown {
  switch (meta.kind) {
    case 'reference': return referenceTo(meta.target ?? '');
    case 'choice': return Object.keys(meta.options ?? {})[0];
    case 'day': return '2026-06-15';
    case 'flag': return true;
    // Whatever its bounds are, one of these lies between them.
    case 'count': return [1, 0, 10, 100, 1000].find((count) => schema.safeParse(count).success);
    case 'rate': return ['0.13', '1', '0'].find((rate) => schema.safeParse(rate).success);
    case 'money': case 'quantity': case 'price': return '1';
    case 'code': return 'X-1';
    case 'text': case 'long-text': return meta.label.zh.slice(0, 10);
    default: return undefined;
  }
}
