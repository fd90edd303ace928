/**
 * Keys of a page: "Ctrl+S", "F2". Only the page on the screen listens, dialogs keep their keys, and the browser's own meaning
 * (save page, find) is prevented only for keys that are bound.
 */
import { useEffect, useRef } from 'react';
import { usePage } from './page-context.tsx';

export type Shortcuts = Readonly<Record<string, (() => unknown) | undefined>>;
export function keyName(event: { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', key].filter(Boolean).join('+');
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const { active } = usePage();
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    if (!active) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('.ant-modal-wrap:not([style*="none"])')) return;
      const action = latest.current[keyName(event)];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [active]);
}
