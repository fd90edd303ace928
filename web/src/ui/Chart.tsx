/** A chart; ECharts itself is loaded with the first one. `onOpen` opens the rows behind a bar or point. */
import { lazy, Suspense } from 'react';
import type { ChartProps } from './ChartCanvas.tsx';

const ChartCanvas = lazy(() => import('./ChartCanvas.tsx').then((module) => ({ default: module.ChartCanvas })));

export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} aria-busy />}>
      <ChartCanvas {...props} />
    </Suspense>
  );
}
