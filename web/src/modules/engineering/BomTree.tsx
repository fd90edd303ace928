/** The multi-level bill: every level with what it takes in all and what is in stock. */
import { bomTree, issueMethods } from '@millwright/server/modules/engineering/bom/bom.contract';
import { itemSources } from '@millwright/server/modules/engineering/item/item.contract';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageLink } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { Quantity } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TreeCell, useFolding } from './tree-rows.tsx';

type Row = Awaited<ReturnType<typeof runQuery<typeof bomTree.input, typeof bomTree.output>>>['rows'][number];
const none: readonly Row[] = [];

export function BomTree({ item, bom, version, quantity }: { item?: string; bom?: string; version?: number; quantity: string }) {
  const text = useText();
  const { company } = useSession();
  const input = { ...(item ? { item } : {}), ...(bom ? { bom } : {}), quantity };
  const found = useQuery({ queryKey: [bomTree.name, company?.id, input, version], queryFn: ({ signal }) => runQuery(bomTree, input, signal), refetchOnMount: 'always' });
  const rows = found.data?.rows ?? none;
  const folding = useFolding(rows);
  const short = (row: Row) => Number(row.stock) < Number(row.quantity);
  const columns: readonly TableColumn<Row>[] = [
    { key: 'code', label: text({ zh: '子件', en: 'Component' }), cell: (row) => <TreeCell row={row} folding={folding}><PageLink href={recordPath('engineering/item', row.item.id)}>{row.item.code}</PageLink>&nbsp;{row.item.name}</TreeCell> },
    { key: 'spec', label: text({ zh: '规格型号', en: 'Specification' }), width: 170, cell: (row) => <span className="mw-second">{row.item.spec}</span> },
    { key: 'source', label: text({ zh: '来源', en: 'Source' }), width: 74, cell: (row) => (row.source === 'make' || row.source === 'subcontract') && !row.bom ? <Tag tone="waiting">{text({ zh: '缺清单', en: 'No bill' })}</Tag> : text(itemSources[row.source]) },
    { key: 'per', label: text({ zh: '用量', en: 'Per' }), width: 84, align: 'right', cell: (row) => <Quantity value={row.quantityPer} /> },
    { key: 'scrap', label: text({ zh: '损耗率', en: 'Scrap' }), width: 64, align: 'right', cell: (row) => (Number(row.scrapRate) > 0 ? `${Number((Number(row.scrapRate) * 100).toPrecision(6))}%` : '') },
    { key: 'quantity', label: text({ zh: '累计用量', en: 'In all' }), width: 104, align: 'right', cell: (row) => <b className="mw-strong"><Quantity value={row.quantity} /></b> },
    { key: 'unit', label: text({ zh: '单位', en: 'Unit' }), width: 50, cell: (row) => row.item.unit },
    { key: 'stock', label: text({ zh: '库存', en: 'Stock' }), width: 94, align: 'right', cell: (row) => <span className={short(row) ? 'mw-waiting' : undefined}><Quantity value={row.stock} /></span> },
    { key: 'operation', label: text({ zh: '工序', en: 'Op.' }), width: 56, align: 'right', cell: (row) => row.operationNo ?? '' },
    { key: 'method', label: text({ zh: '发料', en: 'Issue' }), width: 60, cell: (row) => text(issueMethods[row.issueMethod as keyof typeof issueMethods]) },
  ];
  return (
    <>
      <div className="mw-row" style={{ padding: '6px 10px' }}>
        <span className="mw-muted">{found.data?.root && text({ zh: `${found.data.root.code} ${found.data.root.name} × ${quantity}，共 ${rows.length} 行`, en: `${found.data.root.code} ${found.data.root.name} × ${quantity}, ${rows.length} rows` })}</span>
        <span className="mw-space" />
        <Button small quiet onPress={folding.openAll}>{text({ zh: '全部展开', en: 'Open all' })}</Button>
        <Button small quiet onPress={folding.foldAll}>{text({ zh: '全部收起', en: 'Fold all' })}</Button>
      </div>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {found.data?.truncated && <Notice kind="warning" title={text({ zh: '超过 5000 行，只显示前面的部分。请从下一级物料展开。', en: 'More than 5,000 rows; only the first are shown. Explode one of the lower items.' })} />}
      <Table label={text(bomTree.title)} columns={columns} rows={folding.shown} rowKey={(row) => row.key} loading={found.isLoading} dense
        empty={<EmptyState title={text({ zh: '没有有效的物料清单', en: 'No bill in force' })}>{text({ zh: '新建或引入清单并审核后，这里显示多级结构。', en: 'Create or import a bill and approve it to see the levels here.' })}</EmptyState>} />
    </>
  );
}
