/** The menu: subsystems in their fixed order, opened to their pages; only pages one may view. 184 wide, 52 as a rail, a drawer on a phone. */
import { Drawer, Popover, Tooltip } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useNavigation } from '../record/page-context.tsx';
import { useAppearance } from '../ui/appearance.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useText } from '../ui/language.tsx';
import { subsystems, type PageEntry, type Subsystem } from './page-entry.ts';

type MenuGroup = Subsystem & { readonly entries: readonly PageEntry[] };
type MenuProps = { pages: readonly PageEntry[]; active: string; open: boolean; onClose: () => void; rail: boolean; onRail: () => void };

export function Menu({ pages, active, open, onClose, rail, onRail }: MenuProps) {
  const { phone } = useAppearance();
  const text = useText();
  const groups = useMemo<MenuGroup[]>(() => subsystems.flatMap((subsystem) => {
    const entries = pages.filter((page) => page.menu?.subsystem === subsystem.key).sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0));
    return entries.length > 0 ? [{ ...subsystem, entries }] : [];
  }), [pages]);
  if (phone) {
    return (
      <Drawer open={open} onClose={onClose} placement="left" size={260} closable={false} styles={{ body: { padding: 0 } }}>
        <nav className="mw-menu" aria-label={text({ zh: '菜单', en: 'Menu' })}><Groups groups={groups} active={active} onOpened={onClose} /></nav>
      </Drawer>
    );
  }
  return (
    <nav className="mw-menu" aria-label={text({ zh: '菜单', en: 'Menu' })}>
      {rail ? <Rail groups={groups} active={active} /> : <Groups groups={groups} active={active} />}
      <span className="mw-space" />
      <Tooltip title={rail ? text({ zh: '展开菜单', en: 'Expand the menu' }) : text({ zh: '收起菜单', en: 'Collapse the menu' })} placement="right">
        <button type="button" className="mw-menu-item" onClick={onRail} aria-label={text({ zh: '展开或收起菜单', en: 'Expand or collapse the menu' })}><Icon name={rail ? 'forward' : 'back'} />{!rail && <span className="mw-muted">{text({ zh: '收起', en: 'Collapse' })}</span>}</button>
      </Tooltip>
    </nav>
  );
}

const leadsTo = (entry: PageEntry, active: string) => active === entry.path || (entry.path !== '/' && active.startsWith(`${entry.path}/`));

function Groups({ groups, active, onOpened }: { groups: readonly MenuGroup[]; active: string; onOpened?: () => void }) {
  const text = useText();
  const { open } = useNavigation();
  const current = groups.find((group) => group.entries.some((entry) => leadsTo(entry, active)))?.key;
  const [expanded, setExpanded] = useState(current);
  useEffect(() => {
    if (current) setExpanded(current);
  }, [current]);
  return groups.map((group) => (
    <div key={group.key} style={{ display: 'contents' }}>
      {group.key === 'project' && <hr />}
      <button type="button" className={`mw-menu-item${group.key === current ? ' on' : ''}`} aria-expanded={expanded === group.key} onClick={() => setExpanded(expanded === group.key ? undefined : group.key)}>
        <Icon name={group.icon} /><span>{text(group.title)}</span>
      </button>
      {expanded === group.key && group.entries.map((entry) => (
        <a key={entry.path} href={entry.path} className={`mw-menu-item sub${leadsTo(entry, active) ? ' on' : ''}`} aria-current={leadsTo(entry, active) ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            open(entry.path);
            onOpened?.();
          }}>{text(entry.title)}</a>
      ))}
      {group.key === 'workbench' && <hr />}
    </div>
  ));
}

function Rail({ groups, active }: { groups: readonly MenuGroup[]; active: string }) {
  const text = useText();
  const { open } = useNavigation();
  const [shown, setShown] = useState<string>();
  return groups.map((group) => {
    const list = (
      <div style={{ minWidth: 150 }}>
        <div className="mw-strong" style={{ padding: '2px 10px 6px' }}>{text(group.title)}</div>
        {group.entries.map((entry) => (
          <a key={entry.path} href={entry.path} className={`mw-menu-item${leadsTo(entry, active) ? ' on' : ''}`} style={{ height: 28 }} onClick={(event) => {
            event.preventDefault();
            setShown(undefined);
            open(entry.path);
          }}>{text(entry.title)}</a>
        ))}
      </div>
    );
    return (
      <div key={group.key} style={{ display: 'contents' }}>
      {group.key === 'project' && <hr />}
      <Popover content={list} placement="rightTop" arrow={false} trigger={['hover', 'focus']} open={shown === group.key} mouseLeaveDelay={0.3} onOpenChange={(next) => setShown((now) => (next ? group.key : now === group.key ? undefined : now))} styles={{ container: { padding: 6 } }}>
        <button type="button" className={`mw-menu-item rail${group.entries.some((entry) => leadsTo(entry, active)) ? ' on' : ''}`} aria-label={text(group.title)} onClick={() => setShown(group.key)}><Icon name={group.icon} /></button>
      </Popover>
      {group.key === 'workbench' && <hr />}
      </div>
    );
  });
}
