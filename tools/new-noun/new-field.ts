/** A field as it was asked for, and how it stands in a contract, in a row set, in a select and in a test. */
import { columnName, tableOfNoun } from '@millwright/server/kernel/master-tables';

export const fieldKinds = ['text', 'long-text', 'day', 'money', 'quantity', 'price', 'rate', 'count', 'flag', 'choice', 'reference'] as const;
export type NewField = {
  readonly name: string;
  readonly kind: (typeof fieldKinds)[number];
  readonly zh: string;
  readonly en: string;
  readonly required: boolean;
  readonly target: string;
  readonly options: readonly { readonly value: string; readonly zh: string; readonly en: string }[];
};

const builder = (kind: NewField['kind']): string => (kind === 'long-text' ? 'longText' : kind);
const preset = ({ kind, required }: NewField): string => {
  if (required) return '';
  if (kind === 'text' || kind === 'long-text') return ".default('')";
  if (kind === 'count') return '.default(0)';
  if (kind === 'flag') return '.default(false)';
  return kind === 'day' || kind === 'choice' || kind === 'reference' ? '.nullable().default(null)' : ".default('0')";
};
/** `phone: field.text('电话', 'Phone').default(''),` */
export function contractLine(field: NewField, margin: string): string {
  const { name, kind, zh, en, required, target, options } = field;
  const key = (value: string): string => (/^[A-Za-z]\w*$/.test(value) ? value : `'${value}'`);
  const more = kind === 'reference' ? `, '${target}'` : kind === 'text' && required ? ', { required: true }'
    : kind === 'choice' ? `, {\n${options.map((one) => `${margin}  ${key(one.value)}: { zh: '${one.zh}', en: '${one.en}' },\n`).join('')}${margin}}` : '';
  return `${margin}${name}: field.${builder(kind)}('${zh}', '${en}'${more})${preset(field)},`;
}

const described = (field: NewField) => ({ kind: field.kind, label: { zh: field.zh, en: field.en } });
export const columnOf = (field: NewField): string => columnName(field.name, described(field));
/** In a record set: the wire's name with its type. */
export const rowSetType = ({ kind }: NewField): string =>
  kind === 'reference' ? 'bigint' : kind === 'day' ? 'date' : kind === 'count' ? 'integer' : kind === 'flag' ? 'boolean' : ['money', 'quantity', 'price', 'rate'].includes(kind) ? 'numeric' : 'text';
export const quotedName = (name: string): string => (/[A-Z]/.test(name) ? `"${name}"` : name);
/** As `get` shows it; `row` is the alias of the table. */
export const shown = (field: NewField, row: string): string => (field.kind === 'reference'
  ? `(select jsonb_build_object('id', t.id::text, 'code', t.code, 'name', t.name) from ${tableOfNoun(field.target)} as t where t.company_id = ${row}.company_id and t.id = ${row}.${columnOf(field)}) as ${quotedName(field.name)}`
  : columnOf(field) === field.name ? `${row}.${field.name}` : `${row}.${columnOf(field)} as ${quotedName(field.name)}`);

/** A value for tests and the demo, as source; undefined for references. */
export function sampleSource({ kind, zh, options }: NewField): string | undefined {
  switch (kind) {
    case 'reference': return undefined;
    case 'choice': return `'${options[0]?.value}'`;
    case 'day': return "'2026-06-15'";
    case 'flag': return 'true';
    case 'count': return '1';
    case 'rate': return "'0.13'";
    case 'text': case 'long-text': return `'${zh}'`;
    default: return "'1'";
  }
}
/** Comes back as it was sent: numbers come back with all their places. */
export const comesBackAlike = ({ kind }: NewField): boolean => ['text', 'long-text', 'choice', 'day', 'flag', 'count'].includes(kind);
