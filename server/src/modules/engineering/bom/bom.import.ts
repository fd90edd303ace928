/**
 * Workbooks into bills, parent–child or in levels: levels are turned into parents first, so both forms give the same bills. An assembly
 * that stands in several places of a levelled file is taken once and must be the same everywhere. Circles are looked for in everything
 * that will be in force: the file and the bills that stay.
 */
import sql, { raw } from 'sql-template-tag';
import type { Staged } from '../../../kernel/exchange/staging.ts';
import { recordset } from '../../../kernel/recordset.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { versionImport } from '../version/version-import.ts';
import { type LevelRow, placeRows, usesLevels } from './bom-levels.ts';
import { bomImport } from './bom.contract.ts';
import { type Edge, findAnyCycle } from './bom.rules.ts';
import { bomTables, codesOf, lockBills } from './bom.store.ts';

export const bomImportCommand = versionImport({
  exchange: bomImport,
  tables: bomTables,
  owner: 'parent',
  headFields: ['baseQuantity', 'validFrom'],
  lineNumber: 'line_no',
  notStored: ['level'],
  arrange,
  lock: lockBills,
  checkRow: (row) => (Number(row['scrapRate']) >= 1 ? [{ column: 'scrapRate', reason: { zh: '损耗率必须小于 1（100%）。', en: 'scrap must be below 1 (100 %).' } }] : []),
  async check(tx, staged, { companyId }) {
    const inFile = await tx.rows<Edge & { row_no: number }>(sql`select parent_id as parent, component_id as component, row_no from import_row where parent_id is not null and component_id is not null`);
    const staying = await tx.rows<Edge>(sql`
      select distinct b.item_id as parent, l.component_id as component
      from engineering.bom as b
      join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id
      where b.company_id = ${companyId} and b.state = 'approved'`);
    const path = findAnyCycle([...inFile, ...staying]);
    if (!path) return;
    const codes = await codesOf(tx, companyId, path);
    const shown = path.map((id) => codes.get(id) ?? id).join(' → ');
    const row = inFile.find((edge) => path.some((id, index) => id === edge.parent && path[index + 1] === edge.component))?.row_no ?? 1;
    staged.fault('rule', row, 'component', { reason: { zh: `物料清单首尾相接：${shown}。请检查其中一级。`, en: `the bill runs in a circle: ${shown}. Check one of these levels.` } });
  },
});

async function arrange(tx: Tx, staged: Staged): Promise<void> {
  const rows = await tx.rows<LevelRow & { parent: string | null }>(sql`select row_no as row, level, indent, component as code, "quantityPer" as quantity, parent from import_row order by row_no`);
  if (!staged.present.has('parent') && usesLevels(rows)) {
    if (!(await placeByLevel(tx, staged, rows))) return;
  } else if (!staged.present.has('parent')) staged.issues.add('header-missing', { row: staged.headingRow, ...fieldOf(staged, 'parent') }, { row: staged.headingRow });
  else {
    // The product's own row of a file that has levels and parents has no parent.
    const products = rows.filter(({ parent, level }) => parent === null && level !== '').map(({ row }) => row);
    if (products.length > 0) await tx.rows(sql`delete from import_row where row_no = any (${products}::integer[])`);
  }
  const empty = await tx.rows<{ row_no: number; parent: string | null; quantity: string | null }>(sql`select row_no, parent, "quantityPer" as quantity from import_row where parent is null or "quantityPer" is null order by row_no limit 1000`);
  for (const { row_no, parent, quantity } of empty) {
    if (parent === null && staged.present.has('parent')) staged.fault('required', row_no, 'parent');
    if (quantity === null && staged.present.has('quantityPer')) staged.fault('required', row_no, 'quantityPer');
  }
  if (!staged.present.has('quantityPer')) staged.issues.add('header-missing', { row: staged.headingRow, ...fieldOf(staged, 'quantityPer') }, { row: staged.headingRow });
}
const fieldOf = (staged: Staged, name: string) => {
  const field = staged.contract.columns.find((column) => column.name === name);
  return field ? { field } : {};
};

/** False when the levels make no sense; then the rows are left as they are. */
async function placeByLevel(tx: Tx, staged: Staged, rows: readonly LevelRow[]): Promise<boolean> {
  const { placed, tops, faults } = placeRows(rows);
  for (const { row, column, reason } of faults) staged.fault('rule', row, column, { reason });
  if (faults.length > 0) return false;
  await tx.rows(sql`alter table import_row add column under integer`);
  for (let from = 0; from < placed.length; from += 5000) {
    await tx.rows(sql`update import_row as t set parent = r.parent, under = r.under from ${recordset(placed.slice(from, from + 5000), { row: 'integer', parent: 'text', under: 'integer' })} where t.row_no = r.row`);
  }
  await tx.rows(sql`delete from import_row where row_no = any (${tops}::integer[])`);
  // What an assembly consists of wherever it stands: the same everywhere, or nobody knows which is meant.
  const lines = staged.contract.columns.map(({ name }) => name).filter((name) => name !== 'level' && name !== 'parent');
  const said = lines.map((name) => `coalesce(${name.startsWith('quantity') || name === 'scrapRate' ? `trim_scale("${name}")` : `"${name}"`}::text, '')`).join(` || '|' || `);
  const repeated = await tx.rows<{ parent: string; under: number; first: number; same: boolean }>(sql`
    select parent, under, first, said = first_value(said) over (partition by parent order by under) as same
    from (
      select parent, under, min(under) over (partition by parent) as first, string_agg(${raw(said)}, ';' order by ${raw(said)}) as said
      from import_row
      group by parent, under
    ) as o
    order by under`);
  const again = repeated.filter(({ under, first }) => under !== first);
  const component = fieldOf(staged, 'component').field;
  for (const { parent, under, first, same } of again) {
    if (!same) staged.fault('rule', under, 'component', { reason: { zh: `「${parent}」的下级与第 ${first} 行展开的不一样。`, en: `what stands under "${parent}" differs from row ${first}.` } });
    else if (component) staged.issues.note('repeated-assembly', component, under, parent, parent);
  }
  if (again.length > 0) await tx.rows(sql`delete from import_row where under = any (${again.map(({ under }) => under)}::integer[])`);
  return true;
}
