/**
 * Draws the table of a noun from its contract, as the SQL of a committed migration: columns by the kernel's rule of names, types by
 * the kind of field, not null unless the contract takes null, the contract's defaults and bounds again as the database's, the company
 * first in every key, an index behind every reference, and row-level security, grants and audit by kernel.guard_table. Trap: what is
 * drawn here a test compares with every master there is (server/src/db/masters.db.test.ts), so a change here is a change of all.
 */
import { type DocumentContract, type FieldMeta, fieldMeta } from '@millwright/server/kernel/contract';
import type { MasterContract } from '@millwright/server/kernel/master.contract';
import type { MasterTables } from '@millwright/server/kernel/master-record';
import { columnName, ownTableOfNoun, tableOfNoun } from '@millwright/server/kernel/master-tables';

/** Of a field, and of an object's fields. */
export type Schema = Parameters<typeof fieldMeta>[0];
export type Shape = DocumentContract['head']['shape'];

const quoted = (text: string): string => `'${text.replace(/'/g, "''")}'`;
const types: Readonly<Partial<Record<FieldMeta['kind'], string>>> = {
  code: 'text collate "C"', text: 'text', 'long-text': 'text', choice: 'text', day: 'date', instant: 'timestamptz', money: 'numeric(20, 2)', quantity: 'numeric(20, 6)',
  price: 'numeric(20, 8)', rate: 'numeric(8, 6)', count: 'integer', flag: 'boolean', reference: 'bigint',
};

/** Whole numbers between which the contract takes a count: zod says so by itself. */
function boundsOf(schema: Schema): { least: number; most: number } {
  let inner = schema;
  while ('innerType' in inner.def) inner = (inner.def as unknown as { innerType: Schema }).innerType;
  const { minValue, maxValue } = inner as unknown as { minValue: number; maxValue: number };
  return { least: minValue, most: maxValue };
}
function checkOf(column: string, schema: Schema, meta: FieldMeta): string | undefined {
  if (meta.kind === 'choice') return `${column} in (${Object.keys(meta.options ?? {}).map(quoted).join(', ')})`;
  if (meta.kind === 'price' || meta.kind === 'rate' || meta.kind === 'quantity') return schema.safeParse('0').success ? (schema.safeParse('-1').success ? undefined : `${column} >= 0`) : `${column} > 0`;
  if (meta.kind !== 'count') return undefined;
  const { least, most } = boundsOf(schema);
  return most >= 1_000_000_000 ? `${column} >= ${least}` : `${column} between ${least} and ${most}`;
}

/** `name type not null default … check (…)` of one field. */
function drawColumn(name: string, schema: Schema): string {
  const meta = fieldMeta(schema);
  const type = meta && types[meta.kind];
  if (!meta || !type) throw new Error(`the field ${name} has no column: its kind is ${meta?.kind ?? 'none'}`);
  const column = columnName(name, meta);
  const nullable = schema.safeParse(null).success;
  const preset = schema.safeParse(undefined);
  const value = preset.success ? (preset.data as unknown) : undefined;
  const standard = value === undefined || value === null ? '' : ` default ${typeof value === 'string' && type.startsWith('text') ? quoted(value) : typeof value === 'string' && !/^[\d.]+$/.test(value) ? quoted(value) : String(value)}`;
  const check = checkOf(column, schema, meta);
  return `${column} ${type}${nullable ? '' : ' not null'}${standard}${check ? ` check (${check})` : ''}`;
}

type Drawn = { readonly table: string; readonly columns: readonly string[]; readonly constraints: readonly string[]; readonly after: readonly string[] };
const local = (table: string): string => table.split('.')[1] ?? table;

/** Columns, foreign keys and their indexes of an object's fields. `tableOf`: a master may refer to any party, a document to its own kind of it. */
function drawFields(table: string, fields: Shape, tableOf: (noun: string) => string = tableOfNoun): Drawn {
  const declared = Object.entries(fields) as [string, Schema][];
  const references = declared.flatMap(([name, schema]) => {
    const meta = fieldMeta(schema);
    return meta?.kind === 'reference' ? [{ column: columnName(name, meta), target: tableOf(meta.target ?? ''), nullable: schema.safeParse(null).success }] : [];
  });
  return {
    table,
    columns: declared.map(([name, schema]) => drawColumn(name, schema)),
    constraints: references.map(({ column, target }) => `foreign key (company_id, ${column}) references ${target} (company_id, id)`),
    after: references.map(({ column, nullable }) => `create index ${local(table)}_${column.replace(/_id$/, '')} on ${table} (company_id, ${column})${nullable ? ` where ${column} is not null` : ''};`),
  };
}
const createTable = (table: string, body: readonly string[], after: readonly string[], grants = 'insert, update, delete'): string =>
  [`create table ${table} (`, body.map((line) => `  ${line}`).join(',\n'), ');', ...after, `call kernel.guard_table('${table}', '${grants}');`].join('\n');

/** The tables of a master: its own, and the second one where its fields lie in two. Only what a shared table lacks is the caller's to say. */
export function drawMaster(contract: MasterContract, tables: MasterTables): { readonly base: Drawn; readonly extension?: Drawn } {
  const apart = new Set(tables.extension?.fields ?? []);
  const of = (extra: boolean) => Object.fromEntries(Object.entries(contract.form.shape).filter(([name]) => apart.has(name) === extra));
  return { base: drawFields(tables.table, of(false)), ...(tables.extension ? { extension: drawFields(tables.extension.table, of(true)) } : {}) };
}

/** up.sql of a master whose table is its own. */
export function masterMigration(contract: MasterContract, tables: MasterTables): string {
  const { base, extension } = drawMaster(contract, tables);
  if (extension || tables.fixed) throw new Error(`${contract.noun} shares its table, so its migration is written by hand`);
  const { zh, en } = contract.title;
  const body = [
    'company_id bigint not null references kernel.company', 'id bigint not null', ...base.columns, 'search text not null', 'version integer not null default 1',
    'primary key (company_id, id)', 'unique (company_id, code)', ...base.constraints,
  ];
  const grams = tables.grams ? `\ncall kernel.make_searchable('${base.table}');` : '';
  return `-- ${zh}, ${en}: drawn from ${contract.noun}'s contract by \`npm run new-noun\`; "search" holds code, name and pinyin, filled by the server.\n${createTable(base.table, body, base.after, contract.remove ? undefined : 'insert, update')}${grams}\n`;
}

/** up.sql of a plain document: a head that shares the register's id, and its lines. The day is the register's. */
export function documentMigration({ noun, title, head, line }: DocumentContract, prefix: string): string {
  const table = ownTableOfNoun(noun);
  const { day: _, ...own } = head.shape;
  const drawn = drawFields(table, own, ownTableOfNoun);
  const lines = drawFields(`${table}_line`, line?.shape ?? {}, ownTableOfNoun);
  const keys = ['company_id bigint not null', 'id bigint not null'];
  return `-- ${title.zh}, ${title.en}: head and lines of a document, drawn from ${noun}'s contract by \`npm run new-noun\`.
${createTable(table, [...keys, ...drawn.columns, 'primary key (company_id, id)', 'foreign key (company_id, id) references documents.document (company_id, id) on delete cascade', ...drawn.constraints], drawn.after)}

${createTable(lines.table, [...keys, 'document_id bigint not null', 'line_no integer not null', ...lines.columns, 'primary key (company_id, id)', 'unique (company_id, document_id, line_no)', `foreign key (company_id, document_id) references ${table} (company_id, id) on delete cascade`, ...lines.constraints], lines.after)}

insert into documents.kind (kind, prefix, name_zh, name_en, books, area) values ('${noun}', '${prefix}', '${title.zh}', '${title.en}', false, null);
`;
}
