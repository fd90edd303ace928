/** F1, help in place: it stands beside the page, which goes on being usable; on a phone it lies over it. What it says is loaded when somebody asks. */
import { Drawer } from 'antd';
import { lazy, Suspense } from 'react';
import type { About } from '../record/page-context.tsx';
import { useAppearance } from '../ui/appearance.tsx';
import { IconButton } from '../ui/Button.tsx';
import { useText } from '../ui/language.tsx';
import { Bones } from '../ui/Notice.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { PageEntry } from './page-entry.ts';

const HelpContent = lazy(() => import('./HelpContent.tsx').then((module) => ({ default: module.HelpContent })));

type HelpPanelProps = { onClose: () => void; page: PageEntry | undefined; about: About | undefined };
export function HelpPanel({ onClose, page, about }: HelpPanelProps) {
  const text = useText();
  const { phone } = useAppearance();
  const title = text(page?.title ?? { zh: '帮助', en: 'Help' });
  const content = <ErrorBoundary><Suspense fallback={<Bones lines={6} />}><HelpContent page={page} about={about} /></Suspense></ErrorBoundary>;
  if (phone) return <Drawer open onClose={onClose} size="100%" title={title} styles={{ body: { padding: 0 } }}>{content}</Drawer>;
  return (
    <aside className="mw-help-panel" aria-label={text({ zh: '帮助', en: 'Help' })}>
      <header><h2 className="mw-strong">{title}</h2><span className="mw-space" /><IconButton icon="close" title={text({ zh: '收起帮助 F1', en: 'Hide the help F1' })} onPress={onClose} /></header>
      {content}
    </aside>
  );
}
