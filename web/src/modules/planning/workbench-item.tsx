/** Middle: the item over time, as the planner's grid has always looked, with the picture of what happens if nothing is released. */
import { bucketSizes, timePhased } from '@millwright/server/modules/planning/item-plan/item-plan.contract';
import { itemSources } from '@millwright/server/modules/engineering/item/item.contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageLink, usePageState } from '../../record/page-context.tsx';
import { pagePath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Chart } from '../../ui/Chart.tsx';
import type { ChartOption } from '../../ui/ChartCanvas.tsx';
import type { ChartTheme } from '../../ui/chart-theme.ts';
import { Quantity } from '../../ui/Figure.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Tag } from '../../ui/Tag.tsx';

type Size = keyof typeof bucketSizes;
type Answer = Awaited<ReturnType<typeof runQuery<typeof timePhased.input, typeof timePhased.output>>>;
type Bucket = Answer['buckets'][number];
const lines: readonly { key: 'gross' | 'scheduled' | 'onHand' | 'net' | 'plannedReceipts' | 'plannedReleases'; label: Text; look?: 'strong' | 'planned' }[] = [
  { key: 'gross', label: { zh: '毛需求', en: 'Gross needs' } },
  { key: 'scheduled', label: { zh: '在途', en: 'Under way' } },
  { key: 'onHand', label: { zh: '预计可用', en: 'Projected' }, look: 'strong' },
  { key: 'net', label: { zh: '净需求', en: 'Net' } },
  { key: 'plannedReceipts', label: { zh: '计划收货', en: 'Planned in' }, look: 'planned' },
  { key: 'plannedReleases', label: { zh: '计划下达', en: 'To release' }, look: 'planned' },
];

export function ItemPanel({ runId, itemId }: { runId: string; itemId: string | undefined }) {
  const text = useText();
  const { company } = useSession();
  const [size, setSize] = usePageState<Size>('bucket', 'week');
  const found = useQuery({
    queryKey: [timePhased.name, company?.id, runId, itemId, size], enabled: itemId !== undefined, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => runQuery(timePhased, { item: itemId ?? '0', bucket: size, runId }, signal),
  });
  const data = found.data;
  const sizes = <Segments label={text({ zh: '时段', en: 'Bucket' })} value={size} onChange={setSize} options={(Object.keys(bucketSizes) as Size[]).map((value) => ({ value, text: text(bucketSizes[value]) }))} />;
  if (itemId === undefined) return <Panel title={text({ zh: '供需平衡', en: 'Supply and demand' })}><EmptyState title={text({ zh: '选一条异常或一张计划订单', en: 'Choose an exception or a planned order' })} /></Panel>;
  const title = data && <span><PageLink href={recordPath('engineering/item', data.item.id)}>{data.item.code}</PageLink> {data.item.name} <Tag>{text(itemSources[data.item.source as keyof typeof itemSources] ?? { zh: '', en: '' })}</Tag></span>;
  const actions = (
    <>
      <PageLink href={pagePath('/inventory/stock', {}, { item: itemId })}>{text({ zh: '现存量', en: 'Stock' })}</PageLink>
      {sizes}
    </>
  );
  return (
    <Panel title={title ?? ''} actions={actions} style={{ flex: 'none' }}>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {!data ? <Bones /> : <><Facts item={data.item} /><PhaseGrid data={data} size={size} /><Picture data={data} size={size} /></>}
    </Panel>
  );
}

function Facts({ item }: { item: Answer['item'] }) {
  const text = useText();
  const lot = [item.lotMinimum !== '0' && text({ zh: `最小 ${item.lotMinimum}`, en: `min ${item.lotMinimum}` }), item.lotMultiple !== '0' && text({ zh: `倍数 ${item.lotMultiple}`, en: `multiple ${item.lotMultiple}` }), item.lotMaximum && text({ zh: `最大 ${item.lotMaximum}`, en: `max ${item.lotMaximum}` })].filter(Boolean).join(' ');
  return (
    <div className="mw-plan-facts">
      <span>{text({ zh: '批量', en: 'Lot' })} <b>{lot || text({ zh: '按需', en: 'as needed' })}</b></span>
      <span>{text({ zh: '提前期', en: 'Lead time' })} <b>{text({ zh: `${item.leadDays} 个工作日`, en: `${item.leadDays} working days` })}</b></span>
      <span>{text({ zh: '安全库存', en: 'Safety stock' })} <b>{item.safetyStock}</b></span>
      {item.lowLevelCode !== null && <span>{text({ zh: '低层码', en: 'Low-level code' })} <b>{item.lowLevelCode}</b></span>}
      <span>{text({ zh: '单位', en: 'Unit' })} <b>{item.unit}</b></span>
    </div>
  );
}

const isNothing = (value: string): boolean => !/[1-9]/.test(value);
const shortDay = (day: string): string => day.slice(5);

function PhaseGrid({ data, size }: { data: Answer; size: Size }) {
  const text = useText();
  const cell = (bucket: Bucket, key: (typeof lines)[number]['key']) => (key !== 'onHand' && isNothing(bucket[key]) ? '—' : <Quantity value={bucket[key]} />);
  return (
    <div className="mw-plan-grid" tabIndex={0} role="region" aria-label={text({ zh: '供需平衡', en: 'Supply and demand' })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text({ zh: '数量', en: 'Quantity' })}</th>
            <th scope="col">{text({ zh: '现存', en: 'Stock' })}</th>
            <th scope="col">{text({ zh: '逾期', en: 'Overdue' })}</th>
            {data.buckets.map((bucket) => <th key={bucket.from} scope="col">{size === 'month' ? bucket.from.slice(0, 7) : shortDay(bucket.from)}{size === 'week' && <><br />{`~${shortDay(bucket.to)}`}</>}</th>)}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className={line.look}>
              <th scope="row">{text(line.label)}</th>
              <td>{line.key === 'onHand' && <Quantity value={data.stock} />}</td>
              <td>{cell(data.overdue, line.key)}</td>
              {data.buckets.map((bucket) => <td key={bucket.from}>{cell(bucket, line.key)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Picture({ data, size }: { data: Answer; size: Size }) {
  const text = useText();
  const option = useCallback((theme: ChartTheme): ChartOption => {
    const names = data.buckets.map((bucket) => (size === 'month' ? bucket.from.slice(0, 7) : shortDay(bucket.from)));
    const step = { type: 'line', step: 'end', symbol: 'none' } as const;
    return {
      grid: { top: 18, bottom: 24, left: 56, right: 16 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: names, boundaryGap: false },
      yAxis: { type: 'value' },
      series: [
        {
          ...step, name: text({ zh: '按计划', en: 'As planned' }), data: data.buckets.map((bucket) => Number(bucket.onHand)),
          markLine: { silent: true, symbol: 'none', lineStyle: { type: 'dashed', color: theme.color('jade-fill') }, label: { formatter: text({ zh: `安全库存 ${data.item.safetyStock}`, en: `Safety ${data.item.safetyStock}` }), position: 'insideStartTop' }, data: isNothing(data.item.safetyStock) ? [] : [{ yAxis: Number(data.item.safetyStock) }] },
        },
        { ...step, name: text({ zh: '不投放', en: 'Nothing released' }), lineStyle: { type: 'dashed', color: theme.color('red-fill') }, itemStyle: { color: theme.color('red-fill') }, data: data.buckets.map((bucket) => Number(bucket.withoutPlan)) },
      ],
    };
  }, [data, size, text]);
  const last = data.buckets.at(-1);
  return <Chart height={150} option={option} label={text({ zh: `预计可用：按计划 ${last?.onHand ?? ''}，不投放 ${last?.withoutPlan ?? ''}`, en: `Projected: ${last?.onHand ?? ''} as planned, ${last?.withoutPlan ?? ''} if nothing is released` })} />;
}
