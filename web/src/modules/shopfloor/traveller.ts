/**
 * 流转卡: the work order's paper that goes with the parts from place to place. Each operation has room for what happens there, and a
 * code that opens the report of just this operation; the components say what must be at hand.
 */
import type { PrintDefinition, PrintTable } from '../../record/print/print-options.ts';
import { quantityText } from '../../ui/figures.ts';
import type { Text } from '../../ui/language.tsx';
import type { ComponentRow, OperationRow } from './parts.tsx';

export const traveller: PrintDefinition = {
  title: { zh: '生产流转卡', en: 'Work order traveller' },
  without: ['completed', 'scrapped', 'remaining'],
  tables: (record, text, { create }) => {
    const operations = (record['operations'] ?? []) as readonly OperationRow[];
    const components = (record['components'] ?? []) as readonly ComponentRow[];
    return [
      ...(operations.length > 0 ? [operationTable(operations, text, (operation) => create('shopfloor/operation-report', { source: record.id, operation }))] : []),
      ...(components.length > 0 ? [componentTable(components, text)] : []),
    ];
  },
  signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '车间主管', en: 'Foreman' }, { zh: '检验', en: 'Inspector' }, { zh: '入库', en: 'Stored by' }],
};

type Pick = (text: Text) => string;
const operationTable = (rows: readonly OperationRow[], text: Pick, address: (operation: string) => string): PrintTable => ({
  title: text({ zh: '工序', en: 'Operations' }),
  tall: true,
  columns: [
    { key: 'no', title: text({ zh: '工序号', en: 'Op.' }), manner: 'short' }, { key: 'name', title: text({ zh: '工序名称', en: 'Operation' }), manner: 'text' },
    { key: 'workCenter', title: text({ zh: '工作中心', en: 'Work centre' }), manner: 'text' }, { key: 'setup', title: text({ zh: '准备(分)', en: 'Set-up min' }), manner: 'figure' },
    { key: 'run', title: text({ zh: '单件(分)', en: 'Piece min' }), manner: 'figure' },
    { key: 'day', title: text({ zh: '日期', en: 'Date' }), manner: 'blank' }, { key: 'person', title: text({ zh: '操作者', en: 'Worker' }), manner: 'blank' },
    { key: 'good', title: text({ zh: '合格', en: 'Good' }), manner: 'blank' }, { key: 'scrap', title: text({ zh: '报废', en: 'Scrap' }), manner: 'blank' },
    { key: 'qr', title: text({ zh: '扫码报工', en: 'Scan to report' }), manner: 'qr' },
  ],
  rows: rows.map((row) => [String(row.operationNo), row.name, row.workCenter?.name ?? '', quantityText(row.setupMinutes), quantityText(row.runMinutes), '', '', '', '', { qr: address(row.id) }]),
});

const componentTable = (rows: readonly ComponentRow[], text: Pick): PrintTable => ({
  title: text({ zh: '用料', en: 'Components' }),
  columns: [
    { key: 'ordinal', title: text({ zh: '序', en: 'No.' }), manner: 'short' }, { key: 'code', title: text({ zh: '物料编码', en: 'Item code' }), manner: 'text' },
    { key: 'name', title: text({ zh: '名称', en: 'Name' }), manner: 'text' }, { key: 'spec', title: text({ zh: '规格型号', en: 'Specification' }), manner: 'text' },
    { key: 'unit', title: text({ zh: '单位', en: 'Unit' }), manner: 'short' }, { key: 'required', title: text({ zh: '应领', en: 'Required' }), manner: 'figure' },
    { key: 'method', title: text({ zh: '发料', en: 'Issue' }), manner: 'short' }, { key: 'operation', title: text({ zh: '工序', en: 'Op.' }), manner: 'short' },
    { key: 'warehouse', title: text({ zh: '仓库', en: 'Warehouse' }), manner: 'text' },
  ],
  rows: rows.map((row, index) => [
    String(index + 1), row.item?.code ?? '', row.item?.name ?? '', row.item?.spec ?? '', row.item?.unit ?? '', quantityText(row.required),
    text(row.issueMethod === 'pick' ? { zh: '领料', en: 'Pick' } : { zh: '倒冲', en: 'Backflush' }), row.operationNo === null ? '' : String(row.operationNo), row.warehouse?.name ?? '',
  ]),
});
