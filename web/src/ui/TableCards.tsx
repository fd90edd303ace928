/** The list on a phone: one card a row, the first column as title, a state in the corner, the rest as facts. Tap opens. */
import { useEffect, useRef } from 'react';
import type { TableProps } from './Table.tsx';

export function TableCards<Row>({ label, columns, rows, rowKey, loading, empty, onOpen, onCurrent, current, onEnd, totals, totalsLabel }: TableProps<Row>) {
  const end = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more rows the end is looked at again
  useEffect(() => {
    if (!end.current || !onEnd) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onEnd());
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [onEnd, rows.length]);
  const [first, ...rest] = columns;
  const corner = rest.find((column) => column.corner);
  const facts = rest.filter((column) => column !== corner);
  return (
    <>
      <div className="mw-cards" {...(rows.length > 0 ? { role: 'list', 'aria-label': label } : {})}>
        {loading && rows.length === 0 && Array.from({ length: 6 }, (_, index) => <div key={index} className="mw-card"><span className="mw-bone" style={{ width: '70%' }} /></div>)}
        {rows.map((row) => {
          const key = rowKey(row);
          return (
            <div key={key} role="listitem" className={`mw-card${onOpen ? ' opens' : ''}${key === current ? ' current' : ''}`} onClick={() => (onOpen ? onOpen(row) : onCurrent?.(key))}>
              <div className="first mw-clip">{first?.cell(row)}</div>
              <div>{corner?.cell(row)}</div>
              <div className="facts">
                {facts.map((column) => {
                  const value = column.cell(row);
                  return value === '' || value === null || value === undefined ? null : <span key={column.key}><span>{column.label}</span><span className="value">{value}</span></span>;
                })}
              </div>
            </div>
          );
        })}
        {!loading && rows.length === 0 && empty}
        <div ref={end} style={{ height: 1 }} />
      </div>
      {totals && rows.length > 0 && (
        <div className="mw-cards-total">
          <span>{totalsLabel}</span>
          {columns.filter((column) => column.total !== undefined).map((column) => <span key={column.key}><span className="mw-muted" style={{ fontWeight: 400 }}>{column.label} </span>{column.total}</span>)}
        </div>
      )}
    </>
  );
}
