/** Panel, section and key figure: 1 px line, radius 6, no shadow (shadow means it floats). */
import type { CSSProperties, ReactNode } from 'react';

type PanelProps = { title?: ReactNode; aside?: ReactNode; actions?: ReactNode; grow?: boolean; children: ReactNode; style?: CSSProperties; className?: string; label?: string };
export function Panel({ title, aside, actions, grow, children, style, className, label }: PanelProps) {
  return (
    <section className={`mw-panel${grow ? ' grow' : ''}${className ? ` ${className}` : ''}`} style={style} aria-label={label}>
      {(title !== undefined || actions !== undefined) && (
        <header className="mw-panel-head">
          <h2 className="mw-clip mw-strong">{title}</h2>
          {aside !== undefined && <span className="mw-muted mw-clip">{aside}</span>}
          <span className="mw-space" />
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

export function Section({ title, aside, actions, children, id }: { title?: ReactNode; aside?: ReactNode; actions?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className="mw-section" id={id}>
      {title !== undefined && (
        <header className="mw-section-head">
          <h3 className="mw-strong">{title}</h3>
          {aside !== undefined && <span className="mw-muted" style={{ fontWeight: 400 }}>{aside}</span>}
          <span className="mw-space" />
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

/** A row of key figures: label, figure with unit, one line of comment in the tone it deserves. */
export function KeyFigures({ figures }: { figures: readonly { label: ReactNode; figure: ReactNode; unit?: ReactNode; comment?: ReactNode; tone?: 'muted' | 'done' | 'waiting' | 'overdue'; onOpen?: () => void }[] }) {
  return (
    <section className="mw-panel" style={{ flex: 'none' }}>
      <div className="mw-key-figures">
        {figures.map((entry, index) => (
          <div key={index} className="mw-key-figure">
            <div className="mw-small mw-second mw-clip">{entry.label}</div>
            <div className="mw-clip">
              {entry.onOpen
                ? <button type="button" className="mw-link" onClick={entry.onOpen}><b className={entry.tone === 'overdue' ? 'mw-overdue' : undefined}>{entry.figure}</b></button>
                : <b className={entry.tone === 'overdue' ? 'mw-overdue' : undefined}>{entry.figure}</b>}
              {entry.unit !== undefined && <span className="mw-small mw-muted"> {entry.unit}</span>}
            </div>
            {entry.comment !== undefined && <div className={`mw-small mw-clip mw-${entry.tone ?? 'muted'}`}>{entry.comment}</div>}
          </div>
        ))}
      </div>
    </section>
  );
}

export function Seal({ word, by }: { word: string; by: string }) {
  return (
    <span className="mw-seal">
      <b>{word}</b>
      <small>{by}</small>
    </span>
  );
}

/** A bar with a measured share; none is drawn when nothing was measured. */
export function Bar({ share, tone }: { share: number; tone?: 'done' | 'waiting' | undefined }) {
  return <div className="mw-bar" role="img" aria-label={`${Math.trunc(share * 100)}%`}><i className={tone} style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} /></div>;
}
