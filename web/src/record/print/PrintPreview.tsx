/**
 * The preview over everything: bar on top, sheets below. The sheets are the paper: printing hides the rest of the page and prints
 * this same DOM, so preview and paper cannot differ. While it is open the page behind takes neither keys nor clicks.
 */
import './print.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../../ui/Button.tsx';
import { useText } from '../../ui/language.tsx';
import { pageRule } from './paper.ts';

export type PrintPreviewProps = {
  readonly title: string;
  readonly sheet: { readonly width: number; readonly height: number };
  /** Choices on the bar: paper, copies. */
  readonly choices: ReactNode;
  readonly ready: boolean;
  readonly onClose: () => void;
  /** Beside the sheets: the template's editor. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};
export function PrintPreview({ title, sheet, choices, ready, onClose, aside, children }: PrintPreviewProps) {
  const text = useText();
  const dialog = useRef<HTMLDivElement>(null);
  // The browser proposes the title of the page as the name of a PDF.
  const paper = () => {
    if (!ready) return;
    const before = document.title;
    document.title = title;
    window.print();
    document.title = before;
  };
  const latest = useRef({ paper, onClose });
  latest.current = { paper, onClose };
  useEffect(() => {
    const root = document.getElementById('root');
    const focused = document.activeElement;
    root?.setAttribute('inert', '');
    dialog.current?.focus();
    const listen = (event: KeyboardEvent) => {
      const isPrint = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'p';
      if (isPrint || event.key === 'Escape') {
        event.preventDefault();
        if (isPrint) latest.current.paper();
        else latest.current.onClose();
      }
      if (isPrint || event.key === 'Escape' || event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key)) event.stopImmediatePropagation();
    };
    addEventListener('keydown', listen, true);
    return () => {
      removeEventListener('keydown', listen, true);
      root?.removeAttribute('inert');
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);
  return createPortal(
    <div className="mw-print" role="dialog" aria-modal aria-label={text({ zh: `打印预览 ${title}`, en: `Print preview ${title}` })} tabIndex={-1} ref={dialog}>
      <style>{pageRule(sheet)}</style>
      <div className="mw-print-bar">
        <b className="mw-clip">{title}</b>
        <span className="mw-space" />
        {choices}
        <Button shortcut="Esc" onPress={onClose}>{text({ zh: '关闭', en: 'Close' })}</Button>
        <Button primary icon="print" shortcut="Ctrl P" onPress={paper} whyNot={ready ? undefined : text({ zh: '正在载入。', en: 'Loading.' })}>{text({ zh: '打印', en: 'Print' })}</Button>
      </div>
      <div className="mw-print-body"><div className="mw-print-desk">{children}</div>{aside}</div>
    </div>,
    document.body,
  );
}
