/** A dense form: four columns (two in a drawer, one on a phone), label left, problem below its field in amber. */
import type { ReactNode } from 'react';
import { useText } from '../language.tsx';
import type { ValueShape } from '../Figure.tsx';
import { valueText } from '../Figure.tsx';

export function Form({ columns = 4, children }: { columns?: 1 | 2 | 4; children: ReactNode }) {
  return <div className={`mw-form${columns === 2 ? ' two' : columns === 1 ? ' one' : ''}`}>{children}</div>;
}

type FieldProps = { label: string; required?: boolean | undefined; problem?: string | undefined; hint?: string | undefined; wide?: number | undefined; children: ReactNode };
export function Field({ label, required, problem, hint, wide, children }: FieldProps) {
  return (
    <div className={`mw-field${wide && wide > 1 ? ` wide-${wide}` : ''}`}>
      <span className="label">{label}{required && <i aria-hidden>*</i>}</span>
      {children}
      {problem ? <span className="problem" role="alert">{problem}</span> : hint ? <span className="hint">{hint}</span> : null}
    </div>
  );
}

/** What is shown where nothing may be typed: same box, sunken. */
export function LockedValue({ shape, value, href, onOpen }: { shape: ValueShape; value: unknown; href?: string | undefined; onOpen?: ((href: string) => void) | undefined }) {
  const text = useText();
  const shown = shape.kind === 'reference' && value && typeof value === 'object'
    ? [(value as { name?: string }).name, (value as { code?: string }).code].filter(Boolean).join(' · ')
    : valueText(value, shape, text, true);
  const long = shape.kind === 'long-text';
  return (
    <span className={`mw-input locked${long ? ' tall' : ''}`} title={shown}>
      {href && onOpen
        ? <a className="mw-clip" href={href} onClick={(event) => { event.preventDefault(); onOpen(href); }}>{shown}</a>
        : <span className={long ? undefined : 'mw-clip'}>{shown}</span>}
      {shape.unit && shown && <span className="mw-muted mw-small">{text(shape.unit)}</span>}
    </span>
  );
}
