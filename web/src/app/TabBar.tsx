/** Page tabs, 34 px: amber dot = unsaved. Middle click or Delete closes; the menu on the right closes the others. */
import { Dropdown } from 'antd';
import { useEffect, useRef } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useText } from '../ui/language.tsx';
import { homeTab, type Tab, type Tabs } from './tabs.ts';

type TabBarProps = { tabs: Tabs; titleOf: (tab: Tab) => string; onShow: (key: string) => void; onClose: (key: string) => void; onCloseOthers: (key: string) => void };
export function TabBar({ tabs, titleOf, onShow, onClose, onCloseOthers }: TabBarProps) {
  const text = useText();
  const strip = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the active tab
  useEffect(() => {
    strip.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tabs.active]);
  return (
    <div className="mw-tabs" ref={strip}>
      <div className="mw-tabs-list" role="tablist" aria-label={text({ zh: '已打开的页面', en: 'Open pages' })}>
      {tabs.list.map((tab) => (
        <div key={tab.key} className={`mw-tab${tab.key === tabs.active ? ' on' : ''}`} onAuxClick={(event) => event.button === 1 && onClose(tab.key)}>
          <button type="button" role="tab" aria-selected={tab.key === tabs.active} onClick={() => onShow(tab.key)} onKeyDown={(event) => event.key === 'Delete' && tab.key !== homeTab.key && onClose(tab.key)}>
            {tab.key === homeTab.key && <Icon name="home" small />}
            {titleOf(tab)}
            {tab.unsaved && <i className="dot" role="img" aria-label={text({ zh: '未保存', en: 'Unsaved' })} title={text({ zh: '未保存', en: 'Unsaved' })} />}
          </button>
          {tab.key !== homeTab.key && tab.key === tabs.active && <button type="button" className="close" tabIndex={-1} aria-hidden title={text({ zh: '关闭（Delete）', en: 'Close (Delete)' })} onClick={() => onClose(tab.key)}><Icon name="close" small /></button>}
        </div>
      ))}
      </div>
      <span className="mw-space" />
      {tabs.list.length > 2 && (
        <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: [{ key: 'others', label: text({ zh: '关闭其他页签', en: 'Close other tabs' }), onClick: () => onCloseOthers(tabs.active) }] }}>
          <button type="button" className="mw-icon-button" style={{ alignSelf: 'center' }} aria-label={text({ zh: '页签', en: 'Tabs' })}><Icon name="chevron-down" small /></button>
        </Dropdown>
      )}
    </div>
  );
}
