/** Parent–child workbooks into bills. Circles are looked for in everything that will be in force: the file and the bills that stay. */
import sql from 'sql-template-tag';
import { versionImport } from '../version/version-import.ts';
import { bomImport } from './bom.contract.ts';
import { type Edge, findAnyCycle } from './bom.rules.ts';
import { bomTables, codesOf, lockBills } from './bom.store.ts';

export const bomImportCommand = versionImport({
  exchange: bomImport,
  tables: bomTables,
  owner: 'parent',
  headFields: ['baseQuantity', 'validFrom'],
  lineNumber: 'line_no',
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
