/**
 * The open page tabs, kept for this browser tab so that a reload brings them back. Home is always first. Pure: a list in, a
 * list out; the component keeps it in sessionStorage.
 */
import type { Text } from '../ui/language.tsx';

export type Tab = { readonly key: string; readonly href: string; readonly title: Text | string | undefined; readonly unsaved: boolean };
export type Tabs = { readonly list: readonly Tab[]; readonly active: string };
export const homeTab: Tab = { key: 'home', href: '/', title: undefined, unsaved: false };
export const noTabs: Tabs = { list: [homeTab], active: homeTab.key };
const tabsKept = 24;

/** The tab already showing this address, or a new one at the end; the oldest saved tab makes room when there are too many. */
export function openTab(tabs: Tabs, href: string, key: string): Tabs {
  const known = tabs.list.find((tab) => tab.href === href);
  if (known) return { ...tabs, active: known.key };
  const victim = tabs.list.length < tabsKept ? undefined : tabs.list.find((tab) => tab.key !== homeTab.key && !tab.unsaved);
  return { list: [...tabs.list.filter((tab) => tab !== victim), { key, href, title: undefined, unsaved: false }], active: key };
}
/** Closing the active tab activates its right neighbour, else the left one. */
export function closeTab(tabs: Tabs, key: string): Tabs {
  const at = tabs.list.findIndex((tab) => tab.key === key);
  if (at <= 0) return tabs;
  const list = tabs.list.filter((tab) => tab.key !== key);
  return { list, active: tabs.active === key ? (list[at] ?? list[at - 1] ?? homeTab).key : tabs.active };
}
export const changeTab = (tabs: Tabs, key: string, changes: Partial<Omit<Tab, 'key'>>): Tabs => ({ ...tabs, list: tabs.list.map((tab) => (tab.key === key ? { ...tab, ...changes } : tab)) });
export const closeOthers = (tabs: Tabs, key: string): Tabs => ({ list: tabs.list.filter((tab) => tab.key === homeTab.key || tab.key === key || tab.unsaved), active: key });
