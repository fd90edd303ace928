/**
 * What a page may ask of the shell it runs in: its address, its tab, opening other pages. The shell keeps pages mounted while
 * their tab is open, so switching tabs loses nothing; `active` says whether this page is the one on the screen.
 */
import { createContext, use, useEffect, useState, type MouseEvent, type ReactNode } from 'react';
import type { DocumentContract, FieldMeta } from '@millwright/server/kernel/contract';
import type { Text } from '../ui/language.tsx';

/** What the help beside a page can be read off. */
export type About = { readonly document?: DocumentContract | undefined; readonly fields: Readonly<Record<string, FieldMeta>> };
export type Page = {
  /** One per tab; survives a reload. */
  readonly tab: string;
  /** As the menu calls it; the tab's title unless the page says otherwise. */
  readonly title: Text;
  readonly params: Readonly<Record<string, string>>;
  readonly search: Readonly<Record<string, string>>;
  readonly active: boolean;
  readonly setTitle: (title: Text | string) => void;
  readonly setUnsaved: (unsaved: boolean) => void;
  /** For the help; undefined again when the page leaves the screen. */
  readonly setAbout: (change: (now: About | undefined) => About | undefined) => void;
  readonly close: () => void;
  /** The same tab moves on, e.g. from …/new to the saved record. */
  readonly replace: (href: string) => void;
};
export const PageContext = createContext<Page | undefined>(undefined);
export function usePage(): Page {
  const page = use(PageContext);
  if (!page) throw new Error('usePage outside a page');
  return page;
}

export type Navigation = {
  readonly open: (href: string) => void;
  /** False when there is no such page, or no permission for it; then a reference is plain text. */
  readonly canOpen: (href: string) => boolean;
};
export const NavigationContext = createContext<Navigation>({ open: () => undefined, canOpen: () => false });
export const useNavigation = (): Navigation => use(NavigationContext);

/** A link that opens in a page tab; Ctrl and middle click stay the browser's. */
export function PageLink({ href, children, className }: { href: string; children: ReactNode; className?: string }) {
  const { open, canOpen } = useNavigation();
  if (!canOpen(href)) return <span className={className}>{children}</span>;
  const click = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    open(href);
  };
  return <a href={href} className={className} onClick={click}>{children}</a>;
}

/** State of this tab that survives a reload, e.g. what a list is filtered by. */
export function usePageState<Value>(name: string, initial: Value): [Value, (value: Value | ((before: Value) => Value)) => void] {
  const { tab } = usePage();
  const key = `mw-page-${tab}-${name}`;
  const [value, setValue] = useState<Value>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? initial : (JSON.parse(kept) as Value);
  });
  useEffect(() => {
    sessionStorage.setItem(key, JSON.stringify(value));
  }, [key, value]);
  return [value, setValue];
}

export function usePageTitle(title: Text | string): void {
  const { setTitle } = usePage();
  const key = typeof title === 'string' ? title : `${title.zh}|${title.en}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text's content decides, not the object it came in
  useEffect(() => {
    setTitle(title);
  }, [key, setTitle]);
}

export function useAbout(document: DocumentContract | undefined, fields: Readonly<Record<string, FieldMeta>>): void {
  const { setAbout } = usePage();
  useEffect(() => {
    const mine: About = { document, fields };
    setAbout(() => mine);
    return () => setAbout((now) => (now === mine ? undefined : now));
  }, [document, fields, setAbout]);
}
