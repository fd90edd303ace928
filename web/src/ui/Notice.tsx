/**
 * What the system has to say: refusal amber (never red), warning that may be confirmed in primary, bug grey with the code that
 * finds the log line, success jade. Always what happened, where, what to do. Empty states and skeleton bones are here too.
 */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export type NoticeKind = 'refusal' | 'warning' | 'bug' | 'success';
const icons: Record<NoticeKind, IconName> = { refusal: 'help', warning: 'bell', bug: 'help', success: 'check' };

export function Notice({ kind, title, children, action }: { kind: NoticeKind; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={`mw-notice ${kind}`} role={kind === 'success' ? 'status' : 'alert'}>
      <Icon name={icons[kind]} />
      <div>
        <b>{title}</b>
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** Says which condition caused it and what the next step is. */
export function EmptyState({ title, children, actions }: { title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mw-empty">
      <b>{title}</b>
      {children !== undefined && <span className="mw-muted">{children}</span>}
      {actions !== undefined && <div className="mw-row">{actions}</div>}
    </div>
  );
}

export function Bones({ lines = 4 }: { lines?: number }) {
  return (
    <div style={{ padding: 12, display: 'grid', gap: 14 }} aria-busy>
      {Array.from({ length: lines }, (_, index) => <span key={index} className="mw-bone" style={{ width: `${90 - ((index * 23) % 50)}%` }} />)}
    </div>
  );
}
