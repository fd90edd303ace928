/** The drawing half of Chart: only the parts of ECharts that the product uses. The label says in words what the picture shows. */
import { BarChart, CustomChart, HeatmapChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useAppearance } from './appearance.tsx';
import { chartTheme, type ChartTheme } from './chart-theme.ts';

use([BarChart, CustomChart, HeatmapChart, LineChart, PieChart, ScatterChart, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

export type ChartOption = EChartsCoreOption & { readonly xAxis?: object | readonly object[]; readonly yAxis?: object | readonly object[]; readonly grid?: object | readonly object[]; readonly tooltip?: object };
export type ChartProps = {
  readonly label: string;
  readonly height: number;
  /** Series, axes and data; look and colours come from the theme unless given. */
  readonly option: (theme: ChartTheme) => ChartOption;
  readonly onOpen?: ((point: { readonly seriesName: string; readonly name: string; readonly dataIndex: number; readonly value: unknown }) => void) | undefined;
};

/** Axes and grid may come as one or several; the theme lies beneath each. */
const layered = (base: unknown, own: object | readonly object[] | undefined): unknown =>
  Array.isArray(own) ? own.map((one) => ({ ...(base as object), ...one })) : own === undefined ? undefined : { ...(base as object), ...own };

export function ChartCanvas({ label, height, option, onOpen }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const open = useRef(onOpen);
  open.current = onOpen;
  const { dark } = useAppearance();
  useEffect(() => {
    if (!box.current) return undefined;
    const made = init(box.current);
    chart.current = made;
    made.on('click', (event) => open.current?.({ seriesName: event.seriesName ?? '', name: event.name, dataIndex: event.dataIndex, value: event.value }));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const theme = chartTheme(dark);
    const own = option(theme);
    const { base } = theme;
    const merged: EChartsCoreOption = {
      ...base, color: [...theme.palette], ...own,
      grid: layered(base['grid'], own.grid ?? {}), tooltip: { ...(base['tooltip'] as object), ...own.tooltip },
      ...(own.xAxis ? { xAxis: layered(base['xAxis'], own.xAxis) } : {}), ...(own.yAxis ? { yAxis: layered(base['yAxis'], own.yAxis) } : {}),
    };
    chart.current?.setOption(merged, { notMerge: true });
  }, [option, dark]);
  return <div ref={box} role="img" aria-label={label} style={{ height, cursor: onOpen ? 'pointer' : undefined }} />;
}
