/** 联查: every paper this one came from and led to; a click opens it. The one in view is filled. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryByName } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { Bones } from '../../ui/Notice.tsx';
import { useText } from '../../ui/language.tsx';
import { useNavigation } from '../page-context.tsx';
import { documentPath } from '../paths.ts';
import { layoutTrace, type TraceEdge, type TraceNode } from './trace-layout.ts';

const box = { width: 100, height: 40, gapX: 10, gapY: 18 };
/** Side by side in the panel, which is 348 wide. */
const perLine = 3;

export function TraceGraph({ documentId, seal }: { documentId: string; seal?: ReactNode }) {
  const text = useText();
  const { open, canOpen } = useNavigation();
  const trace = useQuery({ queryKey: ['documents/trace.get', documentId], queryFn: ({ signal }) => queryByName<{ nodes: TraceNode[]; edges: TraceEdge[] }>('documents/trace.get', { documentId }, signal) });
  const head = (sentence: ReactNode) => <div className="mw-row" style={{ alignItems: 'flex-start', minHeight: seal ? 52 : 0 }}><p className="mw-second mw-small" style={{ flex: 1, lineHeight: '18px' }}>{sentence}</p>{seal}</div>;
  if (trace.isLoading) return <Bones lines={3} />;
  if (trace.error || !trace.data) return head(text(asProblem(trace.error).message));
  const { nodes, columns, lines } = layoutTrace(trace.data.nodes, trace.data.edges, documentId, perLine);
  if (nodes.length <= 1) return head(text({ zh: '没有上游单据，也还没有生成下游单据。', en: 'No papers before or after this one yet.' }));
  const before = trace.data.edges.filter((edge) => edge.to === documentId).length;
  const after = trace.data.edges.filter((edge) => edge.from === documentId).length;
  const sentence = <>{before > 0 ? text({ zh: `来自 ${before} 张单据`, en: `From ${before} document(s)` }) : text({ zh: '没有上游单据', en: 'Nothing before it' })}<br />{after > 0 ? text({ zh: `已推出 ${after} 张单据`, en: `Led to ${after} document(s)` }) : text({ zh: '还没有下游单据', en: 'Nothing after it yet' })}</>;
  const at = (id: string) => {
    const node = nodes.find((candidate) => candidate.id === id);
    return node && { x: node.column * (box.width + box.gapX), y: node.line * (box.height + box.gapY) };
  };
  const width = columns * (box.width + box.gapX) - box.gapX;
  const height = lines * (box.height + box.gapY) - box.gapY;
  return (
    <>
    {head(sentence)}
    <div style={{ overflowX: 'auto', padding: '6px 0 2px' }}>
      <svg className="mw-trace" width={width + 2} height={height + 2} viewBox={`-1 -1 ${width + 2} ${height + 2}`} role="group" aria-label={text({ zh: '联查图', en: 'Trace' })}>
        {trace.data.edges.map(({ from, to }) => {
          const [a, b] = [at(from), at(to)];
          if (!a || !b) return null;
          const [startX, startY, endX, endY] = [a.x + box.width / 2, a.y + box.height, b.x + box.width / 2, b.y];
          // It turns at once and then goes straight down, between the papers of the lines it passes.
          const [middle, turned] = [startY + box.gapY / 2, startY + box.gapY];
          return <path key={`${from}-${to}`} d={`M${startX} ${startY}C${startX} ${middle} ${endX} ${middle} ${endX} ${turned}L${endX} ${endY}`} fill="none" stroke="var(--mw-line-strong)" />;
        })}
        {nodes.map((node) => {
          const place = at(node.id);
          if (!place) return null;
          const self = node.id === documentId;
          const href = documentPath(node.kind, node.id);
          const openable = !self && canOpen(href);
          const title = typeof node.title === 'string' ? node.title : node.title ? text(node.title) : node.kind;
          const inside = (
            <>
              <rect width={box.width} height={box.height} rx={4} fill={self ? 'var(--mw-primary)' : 'var(--mw-panel)'} stroke={self ? 'var(--mw-primary)' : 'var(--mw-line-strong)'} />
              <text x={8} y={15} fontSize={11} fill={self ? 'var(--mw-on-primary)' : 'var(--mw-ink-3)'}>{fitting(title)}</text>
              <text x={8} y={31} fontSize={12} fontWeight={600} fill={self ? 'var(--mw-on-primary)' : openable ? 'var(--mw-primary)' : 'var(--mw-ink-2)'}>{shortNumber(node.number)}</text>
              <title>{`${title} ${node.number}`}</title>
            </>
          );
          return openable
            ? <g key={node.id} transform={`translate(${place.x},${place.y})`}><a href={href} onClick={(event) => { event.preventDefault(); open(href); }}>{inside}</a></g>
            : <g key={node.id} transform={`translate(${place.x},${place.y})`}>{inside}</g>;
        })}
      </svg>
    </div>
    </>
  );
}

/** What a box has room for: a Latin letter takes half of a Chinese character. */
function fitting(title: string, room = 16): string {
  let taken = 0;
  const cut = [...title].findIndex((letter) => (taken += letter > '\u2e7f' ? 2 : 1) > room);
  return cut < 0 ? title : `${[...title].slice(0, cut - 1).join('')}…`;
}
/** PO-2611-0087 → PO-0087 where the box is narrow; the full number is in the tooltip. */
const shortNumber = (number: string): string => (number.length > 11 ? number.replace(/^([^-]+)-\d+-/, '$1-') : number);
