/**
 * Which rows of a long table are drawn. Rows have one exact height, so a window is arithmetic; the rest are two spacer rows.
 * Short tables are drawn whole.
 */
import { useEffect, useState, type RefObject } from 'react';

export type RowWindow = { readonly first: number; readonly last: number };
const overscan = 12;
const wholeUpTo = 120;

export function windowOf(scrollTop: number, height: number, rowHeight: number, count: number): RowWindow {
  if (count <= wholeUpTo) return { first: 0, last: count };
  const first = Math.max(0, Math.trunc(scrollTop / rowHeight) - overscan);
  return { first, last: Math.min(count, first + Math.ceil(height / rowHeight) + overscan * 2) };
}

export function useRowWindow(container: RefObject<HTMLElement | null>, rowHeight: number, count: number): RowWindow {
  const [view, setView] = useState<RowWindow>({ first: 0, last: Math.min(count, wholeUpTo) });
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const update = () =>
      setView((before) => {
        const next = windowOf(element.scrollTop, element.clientHeight || 600, rowHeight, count);
        return next.first === before.first && next.last === before.last ? before : next;
      });
    update();
    element.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', update);
      observer.disconnect();
    };
  }, [container, rowHeight, count]);
  return view;
}
