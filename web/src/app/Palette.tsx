/** Ctrl K: pages by name or pinyin, documents by number, items and parties by code, name or pinyin. ↑↓ choose, Enter opens. */
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useSession } from '../api/session.tsx';
import { useNavigation } from '../record/page-context.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { useText } from '../ui/language.tsx';
import { subsystems, type PageEntry } from './page-entry.ts';
import { isNamed } from './page-pinyin.ts';
import { findRecords, type FoundRecord } from './palette-sources.ts';

type Found = { readonly key: string; readonly href: string; readonly title: string; readonly detail: string; readonly kind: string; readonly icon: IconName };

export function Palette({ open, onClose, pages }: { open: boolean; onClose: () => void; pages: readonly PageEntry[] }) {
  const text = useText();
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} width={620} style={{ top: 80 }} styles={{ container: { padding: 0 } }} destroyOnHidden title={null} aria-label={text({ zh: '查找', en: 'Find' })}>
      {open && <PaletteContent onClose={onClose} pages={pages} />}
    </Modal>
  );
}

function PaletteContent({ onClose, pages }: { onClose: () => void; pages: readonly PageEntry[] }) {
  const text = useText();
  const navigation = useNavigation();
  const { company } = useSession();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(typed.trim());
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const records = useQuery<readonly FoundRecord[]>({
    queryKey: ['palette', company?.id, wanted],
    enabled: wanted.length >= 1,
    placeholderData: (before) => before,
    queryFn: ({ signal }) => findRecords(wanted, signal),
  });
  const lower = wanted.toLowerCase();
  const found: Found[] = [
    ...pages.filter((page) => page.menu && (!lower || isNamed(page, lower))).slice(0, lower ? 8 : 12).map((page) => ({
      key: page.path, href: page.path, title: text(page.title), detail: '', kind: text({ zh: '页面', en: 'Page' }), icon: subsystems.find((one) => one.key === page.menu?.subsystem)?.icon ?? ('papers' as const),
    })),
    ...(lower ? (records.data ?? []) : []).filter((one) => navigation.canOpen(one.href)).map((one) => ({ ...one, title: text(one.title), kind: text(one.kind) })),
  ];
  const current = Math.min(at, found.length - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen row
  useEffect(() => {
    list.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const choose = (one: Found | undefined) => {
    if (!one) return;
    onClose();
    navigation.open(one.href);
  };
  // Enter before the answer to what stands there: an older answer would open something else, so it waits.
  const settled = wanted === typed.trim() && !(records.isFetching && records.isPlaceholderData) && !records.isLoading;
  const [entered, setEntered] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the answer is there
  useEffect(() => {
    if (!entered || !settled) return;
    setEntered(false);
    choose(found[current]);
  }, [entered, settled]);
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, current - 1));
    else if (event.key === 'Enter') setEntered(true);
    else return;
    event.preventDefault();
  };
  return (
    <div className="mw-palette">
      <label className="mw-row">
        <Icon name="search" />
        <input ref={input} value={typed} onKeyDown={keyDown} aria-label={text({ zh: '查找', en: 'Find' })} placeholder={text({ zh: '页面、单号、物料、往来单位（名称或拼音）', en: 'Pages, document numbers, items, parties' })}
          onChange={(event) => { setTyped(event.currentTarget.value); setAt(0); setEntered(false); }} />
        <kbd>Esc</kbd>
      </label>
      <div ref={list} role="listbox">
        {found.map((one, index) => (
          <div key={one.key} role="option" aria-selected={index === current} className={`mw-palette-row${index === current ? ' on' : ''}`} onMouseMove={() => setAt(index)} onClick={() => choose(one)}>
            <Icon name={one.icon} />
            <span className="mw-clip">{one.title} {one.detail && <span className="mw-muted">{one.detail}</span>}</span>
            <span className="mw-space" />
            <span className="mw-muted mw-small">{one.kind}</span>
          </div>
        ))}
        {found.length === 0 && <p className="mw-muted" style={{ padding: '12px 16px' }}>{records.isFetching ? text({ zh: '查找中…', en: 'Searching…' }) : text({ zh: `没有「${typed}」。`, en: `Nothing matches “${typed}”.` })}</p>}
      </div>
    </div>
  );
}
