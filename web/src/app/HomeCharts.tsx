/**
 * The pictures of the home page: orders and deliveries by week, lines on time, value of stock by class. A bar opens the rows behind it.
 * A picture without a single figure is not drawn.
 */
import { itemClasses } from '@millwright/server/modules/engineering/item/item.contract';
import { stockValues } from '@millwright/server/modules/inventory/stock/stock.contract';
import { orderFlow } from '@millwright/server/modules/sales/order-flow/order-flow.contract';
import type { Condition } from '@millwright/server/kernel/contract';
import { periodOf, parseDay } from '@millwright/core/primitives/plain-day';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { runQuery } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import { useNavigation } from '../record/page-context.tsx';
import { filteredPath, pagePath } from '../record/paths.ts';
import { Chart } from '../ui/Chart.tsx';
import type { ChartOption } from '../ui/ChartCanvas.tsx';
import type { ChartTheme } from '../ui/chart-theme.ts';
import { today } from '../ui/clock.ts';
import { useLanguage, useText, type Text } from '../ui/language.tsx';
import { Panel } from '../ui/Panel.tsx';

const height = 190;
const between = (field: string, from: string, to: string): Condition[] => [{ field, operator: 'from', value: from }, { field, operator: 'to', value: to }];
type Series = { readonly name: Text; readonly color: 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' };
const flowSeries: readonly Series[] = [{ name: { zh: '接单', en: 'Ordered' }, color: 'c1' }, { name: { zh: '发货', en: 'Delivered' }, color: 'c2' }];
const classColors = ['c1', 'c2', 'c3', 'c4', 'c5'] as const;

function Legend({ series }: { series: readonly Series[] }) {
  const text = useText();
  return <span className="mw-home-legend">{series.map(({ name, color }) => <span key={name.en}><i style={{ background: `var(--mw-${color})` }} />{text(name)}</span>)}</span>;
}
/** Money axes: 万 in Chinese, thousands in English; a picture is not added up. */
const unit = { zh: '万元', en: 'k CNY' };
const useDivisor = (): number => (useLanguage().language === 'zh' ? 10_000 : 1_000);

export function OrderCharts() {
  const text = useText();
  const { company } = useSession();
  const { open } = useNavigation();
  const divisor = useDivisor();
  const found = useQuery({ queryKey: [orderFlow.name, company?.id], queryFn: ({ signal }) => runQuery(orderFlow, { weeks: 12 }, signal), refetchOnMount: 'always' });
  const rows = useMemo(() => found.data?.rows ?? [], [found.data]);
  const names = rows.map((row) => row.monday.slice(5));
  const flow = useMemo(() => (theme: ChartTheme): ChartOption => ({
    xAxis: { type: 'category', data: rows.map((row) => row.monday.slice(5)) }, yAxis: { type: 'value' }, tooltip: { trigger: 'axis' },
    series: flowSeries.map(({ name, color }, index) => ({ type: 'bar', name: text(name), barMaxWidth: 14, itemStyle: { color: theme.color(color) }, data: rows.map((row) => Number(index === 0 ? row.ordered : row.delivered) / divisor), tooltip: { valueFormatter: shownAs(text(unit)) } })),
  }), [rows, text, divisor]);
  const onTime = useMemo(() => (theme: ChartTheme): ChartOption => ({
    xAxis: { type: 'category', data: rows.map((row) => row.monday.slice(5)) }, yAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%', color: theme.color('ink-3'), fontSize: 11 } }, tooltip: { trigger: 'axis' },
    series: [{
      type: 'bar', name: text({ zh: '按期', en: 'On time' }), barMaxWidth: 18, itemStyle: { color: theme.color('c1') },
      data: rows.map((row) => (row.dueLines === 0 ? null : (100 * row.onTimeLines) / row.dueLines)), tooltip: { valueFormatter: shownAs('%') },
    }],
  }), [rows, text]);
  const share = rows.reduce((sum, row) => ({ due: sum.due + row.dueLines, kept: sum.kept + row.onTimeLines }), { due: 0, kept: 0 });
  const openFlow = (point: { seriesName: string; dataIndex: number }) => {
    const week = rows[point.dataIndex];
    if (!week) return;
    const ordered = point.seriesName === text(flowSeries[0]?.name ?? '');
    open(ordered
      ? filteredPath('/sales/sales-order', [...between('day', week.monday, week.sunday), { field: 'state', operator: 'is-not', value: 'draft' }])
      : filteredPath('/sales/delivery', [...between('day', week.monday, week.sunday), { field: 'state', operator: 'is-not', value: 'draft' }]));
  };
  return (
    <>
      {rows.some((row) => row.ordered !== '0.00' || row.delivered !== '0.00') && (
        <Panel title={text({ zh: '接单与发货', en: 'Orders and deliveries' })} aside={text({ zh: `12 周·${unit.zh}`, en: `12 weeks, ${unit.en}` })} actions={<Legend series={flowSeries} />}>
          <Chart height={height} option={flow} onOpen={openFlow} label={text({ zh: `每周接单与发货，周一 ${names[0]} 至 ${names.at(-1)}`, en: `Orders and deliveries by week, Mondays ${names[0]} to ${names.at(-1)}` })} />
        </Panel>
      )}
      {share.due > 0 && (
        <Panel title={text({ zh: '按期交付', en: 'Delivered on time' })} aside={text({ zh: `${share.due} 行中 ${share.kept} 行按期·按交期周`, en: `${share.kept} of ${share.due} lines, by week due` })}>
          <Chart height={height} option={onTime} onOpen={(point) => { const week = rows[point.dataIndex]; if (week) open(filteredPath('/sales/order-tracking', between('dueDay', week.monday, week.sunday))); }}
            label={text({ zh: `按期交付：${share.due} 行中 ${share.kept} 行`, en: `On time: ${share.kept} of ${share.due} lines` })} />
        </Panel>
      )}
    </>
  );
}

export function StockChart() {
  const text = useText();
  const { company } = useSession();
  const { open } = useNavigation();
  const divisor = useDivisor();
  const toPeriod = periodOf(parseDay(today()));
  const found = useQuery({ queryKey: [stockValues.name, company?.id, toPeriod], queryFn: ({ signal }) => runQuery(stockValues, { toPeriod, count: 6 }, signal), refetchOnMount: 'always' });
  const rows = useMemo(() => (found.data?.rows ?? []), [found.data]);
  const periods = useMemo(() => [...new Set(rows.map((row) => row.period))], [rows]);
  const groups = useMemo(() => groupsOf(rows, periods.at(-1)), [rows, periods]);
  const option = useMemo(() => (theme: ChartTheme): ChartOption => ({
    xAxis: { type: 'category', data: periods.map(periodName) }, yAxis: { type: 'value' }, tooltip: { trigger: 'axis' },
    series: groups.map(({ name, color, classes }) => ({
      type: 'bar', stack: 'value', name: text(name), barMaxWidth: 32, itemStyle: { color: theme.color(color) }, tooltip: { valueFormatter: shownAs(text(unit)) },
      data: periods.map((period) => rows.filter((row) => row.period === period && classes.includes(row.class)).reduce((sum, row) => sum + Number(row.value), 0) / divisor),
    })),
  }), [rows, periods, groups, text, divisor]);
  if (groups.length === 0) return null;
  const openClass = (point: { seriesName: string; dataIndex: number }) => {
    const { classes = [] } = groups.find(({ name }) => text(name) === point.seriesName) ?? {};
    open(pagePath('/inventory/stock-ledger', {}, { period: String(periods[point.dataIndex] ?? toPeriod), class: classes.length === 1 ? classes[0] : undefined }));
  };
  return (
    <Panel title={text({ zh: '库存金额', en: 'Stock value' })} aside={text({ zh: `各期末按类别·${unit.zh}`, en: `by class at period end, ${unit.en}` })}>
      <Legend series={groups} />
      <Chart height={height - 24} option={option} onOpen={openClass} label={text({ zh: `库存金额，${periods.length} 个期间，按类别`, en: `Stock value by class over ${periods.length} periods` })} />
    </Panel>
  );
}

const periodName = (period: number): string => `${Math.trunc(period / 100)}-${String(period % 100).padStart(2, '0')}`;
const shownAs = (unit: string) => (value: unknown): string => (typeof value === 'number' ? `${value.toLocaleString('en-US', { maximumFractionDigits: 2 })} ${unit}` : '—');

/** The classes worth most at the end have a colour each; what is left is one group in the colour of the rest. */
type Group = Series & { readonly classes: readonly string[] };
function groupsOf(rows: readonly { period: number; class: string; value: string }[], last: number | undefined): Group[] {
  const used = [...new Set(rows.filter((row) => row.value !== '0.00').map((row) => row.class))];
  const worth = (key: string) => Number(rows.find((row) => row.period === last && row.class === key)?.value ?? 0);
  const sorted = used.sort((a, b) => worth(b) - worth(a));
  const named = sorted.slice(0, classColors.length).map((key, index): Group => ({ name: itemClasses[key as keyof typeof itemClasses] ?? { zh: key, en: key }, color: classColors[index] ?? 'c6', classes: [key] }));
  const rest = sorted.slice(classColors.length);
  return rest.length === 0 ? named : [...named, { name: { zh: '其他', en: 'Other' }, color: 'c6', classes: rest }];
}
