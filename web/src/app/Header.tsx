/** Header, 48 px: mark, company and period always, Ctrl K, background jobs, language, person. */
import { App, Dropdown, Modal, type MenuProps } from 'antd';
import { use, useEffect, useState } from 'react';
import { switchCompany, useSession } from '../api/session.tsx';
import { useAppearance } from '../ui/appearance.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/Button.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Tag } from '../ui/Tag.tsx';
import { JobsTray } from './JobsTray.tsx';
import type { PageEntry } from './page-entry.ts';
import { Palette } from './Palette.tsx';
import { PasswordForm } from '../sign-in/PasswordForm.tsx';
import { SignOutContext } from './sign-out.ts';

export function Header({ onMenu, onHelp, pages }: { onMenu: () => void; onHelp: () => void; pages: readonly PageEntry[] }) {
  const text = useText();
  const { phone } = useAppearance();
  const { language, setLanguage } = useLanguage();
  const [paletteOpen, setPaletteOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') setPaletteOpen(true);
      else if (event.key === 'F1') onHelp();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [onHelp]);
  return (
    <header className="mw-top">
      {phone && <IconButton icon="menu" title={text({ zh: '菜单', en: 'Menu' })} onPress={onMenu} />}
      <div className="mw-brand"><Mark /><b>匠造</b><span>Millwright</span></div>
      <CompanyAndPeriod />
      <span className="mw-space" />
      <button type="button" className="mw-command" onClick={() => setPaletteOpen(true)} title={text({ zh: '查找', en: 'Find' })}>
        <Icon name="search" small />
        <span className="mw-clip">{text({ zh: '页面、单号、物料、往来单位（名称或拼音）', en: 'Pages, document numbers, items, parties' })}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="mw-space" />
      <JobsTray />
      <IconButton icon="help" title={text({ zh: '帮助 F1', en: 'Help F1' })} onPress={onHelp} />
      <button type="button" className="mw-language" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')} aria-label={text({ zh: '中 / EN 切换语言', en: '中 / EN Switch language' })}>
        <span className={language === 'zh' ? 'on' : ''}>中</span> / <span className={language === 'en' ? 'on' : ''}>EN</span>
      </button>
      <Person />
      <Palette open={paletteOpen} onClose={() => setPaletteOpen(false)} pages={pages} />
    </header>
  );
}

function CompanyAndPeriod() {
  const text = useText();
  const { session, company } = useSession();
  if (!company) return null;
  const period = company.period;
  const items: MenuProps['items'] = session.companies.map((candidate) => ({
    key: candidate.id,
    label: <span className="mw-row"><span className="mw-muted">{candidate.code}</span>{candidate.name}{candidate.state === 'simulation' && <Tag>{text({ zh: '模拟', en: 'Simulation' })}</Tag>}{candidate.state === 'training' && <Tag>{text({ zh: '培训', en: 'Training' })}</Tag>}</span>,
    onClick: () => switchCompany(candidate.id),
  }));
  return (
    <div className="mw-company">
      <Dropdown menu={{ items, selectedKeys: [company.id] }} trigger={['click']}>
        <button type="button" className="mw-strong"><Icon name="company" small /><span className="mw-clip">{company.name}</span><Icon name="chevron-down" small /></button>
      </Dropdown>
      {period && (
        <span className="mw-second mw-period">
          <span className="long">{text({ zh: `${Math.trunc(period.period / 100)} 年 ${period.period % 100} 月 · 第 ${period.period % 100} 期`, en: shortPeriod(period.period) })}</span>
          <span className="short">{shortPeriod(period.period)}</span>
          <Tag tone={period.open ? 'done' : 'neutral'}>{period.open ? text({ zh: '开放', en: 'open' }) : text({ zh: '已结账', en: 'closed' })}</Tag>
        </span>
      )}
    </div>
  );
}

/** Where there is no room for more: 2026-11. */
const shortPeriod = (period: number): string => `${Math.trunc(period / 100)}-${String(period % 100).padStart(2, '0')}`;

function Person() {
  const text = useText();
  const { session } = useSession();
  const leave = use(SignOutContext);
  const { brightness, setBrightness, density, setDensity } = useAppearance();
  const [changing, setChanging] = useState(false);
  const { message } = App.useApp();
  const mark = (on: boolean) => (on ? <Icon name="check" small /> : <span style={{ display: 'inline-block', width: 14 }} />);
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${session.user.name} · ${session.user.login}` },
    { type: 'divider' },
    { key: 'light', icon: mark(brightness === 'light'), label: text({ zh: '浅色', en: 'Light' }), onClick: () => setBrightness('light') },
    { key: 'dark', icon: mark(brightness === 'dark'), label: text({ zh: '深色', en: 'Dark' }), onClick: () => setBrightness('dark') },
    { key: 'system', icon: mark(brightness === 'system'), label: text({ zh: '跟随系统', en: 'As the system' }), onClick: () => setBrightness('system') },
    { type: 'divider' },
    { key: 'compact', icon: mark(density === 'compact'), label: text({ zh: '紧凑行高', en: 'Compact rows' }), onClick: () => setDensity('compact') },
    { key: 'comfortable', icon: mark(density === 'comfortable'), label: text({ zh: '宽松行高', en: 'Comfortable rows' }), onClick: () => setDensity('comfortable') },
    { type: 'divider' },
    { key: 'password', icon: mark(false), label: text({ zh: '修改密码', en: 'Change password' }), onClick: () => setChanging(true) },
    { key: 'out', icon: mark(false), label: text({ zh: '退出登录', en: 'Sign out' }), onClick: () => void leave() },
  ];
  return (
    <>
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <button type="button" className="mw-person" aria-label={session.user.name}><span className="mw-avatar" data-letter={session.user.name.slice(0, 1)} /><span className="name">{session.user.name}</span></button>
    </Dropdown>
    <Modal open={changing} title={text({ zh: '修改密码', en: 'Change password' })} footer={null} width={380} destroyOnHidden onCancel={() => setChanging(false)}>
      <PasswordForm login={session.user.login} onDone={() => {
        setChanging(false);
        message.success(text({ zh: '密码已修改，您在别处的登录已退出。', en: 'Password changed; you are signed out everywhere else.' }));
      }} />
    </Modal>
    </>
  );
}
