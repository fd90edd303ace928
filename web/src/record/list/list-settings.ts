/** How a person wants a list: columns hidden, order, widths. Kept in this browser, by list; views are kept by the server. */
import { useCallback, useState } from 'react';

export type ListSettings = {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly preview: boolean;
};

export function useListSettings(list: string, initialHidden: readonly string[]): [ListSettings, (changes: Partial<ListSettings>) => void] {
  const key = `mw-list-${list}`;
  const [settings, setSettings] = useState<ListSettings>(() => ({ order: [], hidden: initialHidden, widths: {}, preview: true, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<ListSettings>) }));
  const change = useCallback((changes: Partial<ListSettings>) => setSettings((before) => {
    const next = { ...before, ...changes };
    localStorage.setItem(key, JSON.stringify(next));
    return next;
  }), [key]);
  return [settings, change];
}

/** Columns in the person's order; new columns of a newer version come at their own place at the end. */
export function arranged<Column extends { readonly key: string }>(columns: readonly Column[], settings: Pick<ListSettings, 'order' | 'hidden'>): Column[] {
  const place = (column: Column) => {
    const at = settings.order.indexOf(column.key);
    return at < 0 ? settings.order.length + columns.indexOf(column) : at;
  };
  return [...columns].sort((a, b) => place(a) - place(b)).filter((column) => !settings.hidden.includes(column.key));
}
