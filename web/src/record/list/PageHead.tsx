/** The 48 px head of every page: title and status left, actions right. On a phone the actions dock at the bottom. */
import type { ReactNode } from 'react';

export function PageHead({ title, subtitle, status, children }: { title: ReactNode; subtitle?: ReactNode; status?: ReactNode; children?: ReactNode }) {
  return (
    <header className="mw-page-head">
      <h1>{title}</h1>
      {subtitle !== undefined && subtitle !== '' && <span className="mw-muted mw-clip">{subtitle}</span>}
      {status}
      <span className="mw-space" />
      {children !== undefined && <div className="mw-actions">{children}</div>}
    </header>
  );
}
