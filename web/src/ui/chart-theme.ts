/**
 * One look for all charts: c1 = this, c6 = the rest, amber beyond a limit, dashed = plan or target, no vertical grid lines,
 * square ends, no gradient. Values come from the tokens, so dark mode follows.
 */
import { tokenValue, type TokenName } from './theme.ts';

export type ChartTheme = { readonly color: (name: TokenName) => string; readonly palette: readonly string[]; readonly base: Readonly<Record<string, unknown>> };

export function chartTheme(dark: boolean): ChartTheme {
  const color = (name: TokenName) => tokenValue(name, dark);
  const axis = { axisLine: { lineStyle: { color: color('line-strong') } }, axisTick: { show: false }, axisLabel: { color: color('ink-3'), fontSize: 11 } };
  return {
    color,
    palette: (['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const).map(color),
    base: {
      animationDuration: 200,
      textStyle: { fontFamily: color('font'), color: color('ink-2') },
      grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
      tooltip: { backgroundColor: color('ink'), borderWidth: 0, padding: [6, 10], textStyle: { color: color('panel'), fontSize: 12 }, confine: true },
      xAxis: { ...axis, splitLine: { show: false } },
      yAxis: { ...axis, axisLine: { show: false }, splitLine: { lineStyle: { color: color('grid') } } },
    },
  };
}
