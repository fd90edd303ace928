/** Many rows in one parameter: `from ${recordset(lines, { id: 'bigint', quantity: 'numeric' })}` reads them as alias r. */
import sql, { raw, type Sql } from 'sql-template-tag';

export type ColumnType = 'bigint' | 'integer' | 'numeric' | 'text' | 'date' | 'boolean' | 'jsonb';
export function recordset<Row extends object>(rows: readonly Row[], columns: Readonly<Partial<Record<keyof Row & string, ColumnType>>>, alias = 'r'): Sql {
  const declared = Object.entries(columns).map(([name, type]) => `"${name}" ${type as string}`).join(', ');
  const picked = rows.map((row) => Object.fromEntries(Object.keys(columns).map((name) => [name, plain((row as Record<string, unknown>)[name])])));
  return sql`jsonb_to_recordset(${JSON.stringify(picked)}::jsonb) as ${raw(alias)}(${raw(declared)})`;
}
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value ?? null);
