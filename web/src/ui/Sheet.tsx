/**
 * A side sheet over its page only: header and tabs stay reachable, and a hidden tab hides its sheet with everything typed in it
 * (a dialog in a portal would not). Focus stays inside while it is open and goes back where it was.
 */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

const focusable = 'input:not([disabled]):not([type=hidden]), select, textarea, button:not([tabindex="-1"]), a[href], [tabindex="0"]';

export function Sheet({ label, width, onEscape, children }: { label: string; width: number; onEscape: () => void; children: ReactNode }) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      onEscape();
    }
    if (event.key !== 'Tab') return;
    const stops = [...(sheet.current?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter((element) => element.offsetParent !== null);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  return (
    <div className="mw-sheet-mask">
      <section ref={sheet} className="mw-sheet" role="dialog" aria-modal aria-label={label} style={{ width }} onKeyDown={keyDown}>{children}</section>
    </div>
  );
}
