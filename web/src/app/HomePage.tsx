/** Home: every page this person may open, by subsystem, so that the way there is one click whatever their post. */
import { useSession } from '../api/session.tsx';
import { useAppearance } from '../ui/appearance.tsx';
import { today } from '../ui/clock.ts';
import { Icon } from '../ui/Icon.tsx';
import { useText } from '../ui/language.tsx';
import { PageHead } from '../record/list/PageHead.tsx';
import { PageLink, usePageTitle } from '../record/page-context.tsx';
import { subsystems } from './page-entry.ts';
import { pages } from './routes.tsx';
import { weekday } from '@millwright/core/primitives/plain-day';

const weekdays = { zh: ['一', '二', '三', '四', '五', '六', '日'], en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] };

export function HomePage() {
  const text = useText();
  const { session, may } = useSession();
  const { phone } = useAppearance();
  usePageTitle({ zh: '首页', en: 'Home' });
  const day = today();
  const groups = subsystems.map((subsystem) => ({ ...subsystem, entries: pages.filter((page) => page.menu?.subsystem === subsystem.key && page.path !== '/' && may(page.permission)).sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0)) })).filter((group) => group.entries.length > 0);
  return (
    <>
      <PageHead title={text({ zh: '首页', en: 'Home' })} subtitle={text({ zh: `${session.user.name}，今天 ${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日，星期${weekdays.zh[weekday(day) - 1]}`, en: `${session.user.name}, ${weekdays.en[weekday(day) - 1]} ${day}` })} />
      <div className="mw-home" style={phone ? { gridTemplateColumns: '1fr' } : undefined}>
        {groups.map((group) => (
          <section key={group.key} className="mw-panel">
            <header className="mw-panel-head"><span className="mw-muted"><Icon name={group.icon} /></span><h2 className="mw-strong">{text(group.title)}</h2></header>
            <ul className="mw-home-links">
              {group.entries.map((entry) => <li key={entry.path}><PageLink href={entry.path}>{text(entry.title)}</PageLink></li>)}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
