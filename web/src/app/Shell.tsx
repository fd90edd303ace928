/**
 * Header, menu, page tabs and the pages. The address in the browser always names the active tab; opening an address opens or
 * activates a tab. Pages stay mounted while their tab is open, so switching loses neither a scroll position nor a half-typed line.
 */
import { useRouter, useRouterState } from '@tanstack/react-router';
import { Activity, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { newClickKey } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import { NavigationContext, PageContext, type About, type Navigation, type Page } from '../record/page-context.tsx';
import { useAppearance } from '../ui/appearance.tsx';
import { useText, type Text } from '../ui/language.tsx';
import { Bones, EmptyState } from '../ui/Notice.tsx';
import { Button } from '../ui/Button.tsx';
import { CompanyBand } from './CompanyBand.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { HelpPanel } from './HelpPanel.tsx';
import { Menu } from './Menu.tsx';
import { matchPage } from './page-match.ts';
import { pages } from './routes.tsx';
import { TabBar } from './TabBar.tsx';
import { changeTab, closeOthers, closeTab, homeTab, noTabs, openTab, type Tab, type Tabs } from './tabs.ts';

const rememberedTabs = (user: string, company: string) => `mw-tabs-${user}-${company}`;

export function Shell() {
  const { company, may, session } = useSession();
  const { phone } = useAppearance();
  const router = useRouter();
  const text = useText();
  const address = useRouterState({ select: (state) => state.location.href });
  const allowed = useMemo(() => pages.filter((page) => may(page.permission)), [may]);
  const storageKey = rememberedTabs(session.user.id, company?.id ?? '');
  const [tabs, setTabs] = useState<Tabs>(() => {
    const kept = sessionStorage.getItem(storageKey);
    return kept === null ? noTabs : (JSON.parse(kept) as Tabs);
  });
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [menuOpen, setMenuOpen] = useState(false);
  const [menuWidth, setMenuWidth] = useState<string>(() => localStorage.getItem('mw-menu') ?? 'auto');
  const latest = useRef(tabs);
  latest.current = tabs;

  useEffect(() => {
    sessionStorage.setItem(storageKey, JSON.stringify(tabs));
  }, [storageKey, tabs]);
  useEffect(() => {
    localStorage.setItem('mw-menu', menuWidth);
  }, [menuWidth]);
  useEffect(() => {
    setTabs((before) => openTab(before, address, newClickKey()));
    setMenuOpen(false);
  }, [address]);
  useEffect(() => {
    setVisited((before) => (before.has(tabs.active) ? before : new Set([...before, tabs.active])));
  }, [tabs.active]);

  const go = useCallback((href: string, replace = false) => (replace ? router.history.replace(href) : router.history.push(href)), [router]);
  const show = useCallback((next: Tabs) => {
    setTabs(next);
    const active = next.list.find((tab) => tab.key === next.active);
    if (active) go(active.href);
  }, [go]);
  const close = useCallback((key: string) => {
    const tab = latest.current.list.find((candidate) => candidate.key === key);
    if (tab?.unsaved && !confirm(text({ zh: '这一页有没保存的内容，已留作草稿。仍要关闭吗？', en: 'This page has unsaved work; it is kept as a draft. Close it?' }))) return;
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(`mw-page-${key}-`)) sessionStorage.removeItem(name);
    show(closeTab(latest.current, key));
  }, [show, text]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.altKey && event.key.toLowerCase() === 'w') {
        event.preventDefault();
        close(latest.current.active);
      } else if (event.altKey && (event.key === 'PageUp' || event.key === 'PageDown')) {
        const { list, active } = latest.current;
        const at = list.findIndex((tab) => tab.key === active) + (event.key === 'PageDown' ? 1 : -1);
        const next = list[(at + list.length) % list.length];
        if (next) show({ list, active: next.key });
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [close, show]);

  const [about, setAbout] = useState<About>();
  const [helpShown, setHelpShown] = useState(false);
  const toggleHelp = useCallback(() => setHelpShown((shown) => !shown), []);
  const activeTab = tabs.list.find((tab) => tab.key === tabs.active);
  const title = activeTab && activeTab.key !== homeTab.key ? titleOf(activeTab, text) : '';
  useEffect(() => {
    document.title = title ? `${title} · 匠造` : '匠造 Millwright';
  }, [title]);

  const navigation = useMemo<Navigation>(() => ({ open: (href) => go(href), canOpen: (href) => matchPage(allowed, href.split('?')[0] ?? '') !== undefined }), [go, allowed]);
  // Grids and workbenches want the width: there the menu is a rail unless the person chose otherwise.
  const activePage = matchPage(allowed, activeTab?.href.split('?')[0] ?? '/')?.entry;
  const rail = !phone && (menuWidth === 'rail' || (menuWidth === 'auto' && (activePage?.rail ?? activePage?.path.endsWith('$id') ?? false)));
  return (
    <NavigationContext value={navigation}>
      <CompanyBand company={company} />
      <div className={`mw-app${rail ? ' rail' : ''}${helpShown && !phone ? ' help' : ''}`}>
        <Header onMenu={() => setMenuOpen(!menuOpen)} pages={allowed} onHelp={toggleHelp} />
        <Menu pages={allowed} active={activeTab?.href.split('?')[0] ?? '/'} open={menuOpen} onClose={() => setMenuOpen(false)} rail={rail} onRail={() => setMenuWidth(rail ? 'open' : 'rail')} />
        <TabBar tabs={tabs} titleOf={(tab) => titleOf(tab, text)} onShow={(key) => show({ ...tabs, active: key })} onClose={close} onCloseOthers={(key) => show(closeOthers(latest.current, key))} />
        {tabs.list.filter((tab) => visited.has(tab.key) || tab.key === tabs.active).map((tab) => (
          <Activity key={tab.key} mode={tab.key === tabs.active ? 'visible' : 'hidden'}>
            <TabPage tab={tab} active={tab.key === tabs.active} onClose={close} onGo={go} setTabs={setTabs} setAbout={setAbout} allowed={allowed} />
          </Activity>
        ))}
        {helpShown && <HelpPanel onClose={toggleHelp} page={activePage} about={about} />}
      </div>
    </NavigationContext>
  );
}

const notFound: Text = { zh: '没有这一页', en: 'Page not found' };
function titleOf(tab: Tab, text: (text: Text | string) => string): string {
  if (tab.title !== undefined) return text(tab.title);
  const match = matchPage(pages, tab.href.split('?')[0] ?? '/');
  return text(match?.entry.title ?? notFound);
}

type TabPageProps = { tab: Tab; active: boolean; onClose: (key: string) => void; onGo: (href: string, replace?: boolean) => void; setTabs: (change: (tabs: Tabs) => Tabs) => void; setAbout: Page['setAbout']; allowed: typeof pages };
function TabPage({ tab, active, onClose, onGo, setTabs, setAbout, allowed }: TabPageProps) {
  const text = useText();
  const [pathname = '/', query = ''] = tab.href.split('?');
  const match = useMemo(() => matchPage(allowed, pathname), [allowed, pathname]);
  const params = match?.params;
  const page = useMemo<Page>(() => ({
    tab: tab.key,
    title: match?.entry.title ?? notFound,
    params: params ?? {},
    search: Object.fromEntries(new URLSearchParams(query)),
    active,
    setTitle: (title) => setTabs((tabs) => (JSON.stringify(tabs.list.find((one) => one.key === tab.key)?.title) === JSON.stringify(title) ? tabs : changeTab(tabs, tab.key, { title }))),
    setUnsaved: (unsaved) => setTabs((tabs) => (tabs.list.find((one) => one.key === tab.key)?.unsaved === unsaved ? tabs : changeTab(tabs, tab.key, { unsaved }))),
    setAbout,
    close: () => onClose(tab.key),
    replace: (href) => {
      setTabs((tabs) => changeTab(tabs, tab.key, { href, title: undefined, unsaved: false }));
      onGo(href, true);
    },
  }), [tab.key, match, params, query, active, setTabs, setAbout, onClose, onGo]);
  if (!match) {
    return (
      <main className="mw-page"><EmptyState title={text({ zh: '没有这一页，或没有向您开放', en: 'There is no such page, or it is not open to you' })}
        actions={<><Button primary onPress={() => { page.close(); onGo('/'); }}>{text({ zh: '回首页', en: 'Go home' })}</Button><Button onPress={page.close}>{text({ zh: '关闭', en: 'Close' })}</Button></>}>{pathname}</EmptyState></main>
    );
  }
  const Content = match.entry.component;
  return (
    <main className="mw-page" key={tab.href}>
      <PageContext value={page}>
        <ErrorBoundary>
          <Suspense fallback={<Bones lines={8} />}><Content /></Suspense>
        </ErrorBoundary>
      </PageContext>
    </main>
  );
}
