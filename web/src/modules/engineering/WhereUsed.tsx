/** 反查: every parent of an item up to what is sold, with how much of the item one of each takes. */
import { bomWhereUsed } from '@millwright/server/modules/engineering/bom/bom.contract';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageLink } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Quantity } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TreeCell, useFolding } from './tree-rows.tsx';

type Row = Awaited<ReturnType<typeof runQuery<typeof bomWhereUsed.input, typeof bomWhereUsed.output>>>['rows'][number];
const none: readonly Row[] = [];

export function WhereUsed({ item }: { item: string }) {
  const text = useText();
  const { company } = useSession();
  const found = useQuery({ queryKey: [bomWhereUsed.name, company?.id, item], queryFn: ({ signal }) => runQuery(bomWhereUsed, { item }, signal), refetchOnMount: 'always' });
  const folding = useFolding(found.data?.rows ?? none);
  const columns: readonly TableColumn<Row>[] = [
    { key: 'code', label: text({ zh: '父件', en: 'Parent' }), cell: (row) => <TreeCell row={row} folding={folding}><PageLink href={recordPath('engineering/item', row.item.id)}>{row.item.code}</PageLink>&nbsp;{row.item.name}</TreeCell> },
    { key: 'spec', label: text({ zh: '规格型号', en: 'Specification' }), width: 180, cell: (row) => <span className="mw-second">{row.item.spec}</span> },
    { key: 'bom', label: text({ zh: '清单版本', en: 'Bill' }), width: 90, cell: (row) => <PageLink href={recordPath('engineering/bom', row.bom)}>{row.revision}</PageLink> },
    { key: 'top', label: '', width: 70, cell: (row) => row.top && <Tag tone="done">{text({ zh: '最顶层', en: 'Top' })}</Tag> },
    { key: 'per', label: text({ zh: '用量', en: 'Per' }), width: 90, align: 'right', cell: (row) => <Quantity value={row.quantityPer} /> },
    { key: 'quantity', label: text({ zh: '单台累计用量', en: 'In all per piece' }), width: 120, align: 'right', cell: (row) => <b className="mw-strong"><Quantity value={row.quantity} /></b> },
    { key: 'unit', label: text({ zh: '单位', en: 'Unit' }), width: 50, cell: (row) => row.item.unit },
  ];
  return (
    <>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <Table label={text(bomWhereUsed.title)} columns={columns} rows={folding.shown} rowKey={(row) => row.key} loading={found.isLoading} dense
        empty={<EmptyState title={text({ zh: '没有用在任何清单里', en: 'Used in no bill' })} />} />
    </>
  );
}
