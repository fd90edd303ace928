/**
 * The input that fits a field's kind; values are the wire's: decimal strings, plain days, references as {id, code, name}.
 * A number that cannot be read stays in the field as typed, so nothing a person entered disappears.
 */
import { useState } from 'react';
import { isNumeric, valueText, type ValueShape } from '../Figure.tsx';
import { decimalFromText, isPercentage, percentFromText, percentText } from '../figures.ts';
import { cellProblem } from '../grid/grid-model.ts';
import { useText } from '../language.tsx';
import { DayInput } from './DayInput.tsx';
import type { Lookup } from './lookup.ts';
import { ReferenceInput, type ReferenceValue } from './ReferenceInput.tsx';

export type FieldInputProps = {
  readonly shape: ValueShape;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly lookup?: Lookup | undefined;
  readonly invalid?: boolean | undefined;
  readonly required?: boolean | undefined;
};

export function FieldInput({ shape, value, onChange, lookup, invalid, required }: FieldInputProps) {
  const text = useText();
  const label = text(shape.label);
  switch (shape.kind) {
    case 'reference':
      return lookup ? <ReferenceInput value={value as ReferenceValue | null} onChange={onChange} lookup={lookup} label={label} invalid={invalid} /> : null;
    case 'day': return <DayInput value={value as string | null} onChange={onChange} label={label} invalid={invalid} />;
    case 'choice':
      return (
        <select className="mw-input" aria-label={label} aria-invalid={invalid} value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value || null)}>
          {(!required || !value) && <option value="" />}
          {Object.entries(shape.options ?? {}).map(([key, option]) => <option key={key} value={key}>{text(option)}</option>)}
        </select>
      );
    case 'flag':
      return (
        <span style={{ height: 28, display: 'flex', alignItems: 'center' }}>
          <input type="checkbox" aria-label={label} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} style={{ width: 15, height: 15, accentColor: 'var(--mw-primary)' }} />
        </span>
      );
    case 'long-text':
      return <textarea className="mw-input" aria-label={label} aria-invalid={invalid} rows={2} value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value)} />;
    default:
      return isNumeric(shape.kind)
        ? <NumberInput shape={shape} value={value} onChange={onChange} invalid={invalid} label={label} />
        : <input className="mw-input" aria-label={label} aria-invalid={invalid} value={String(value ?? '')} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

function NumberInput({ shape, value, onChange, invalid, label }: { shape: ValueShape; value: unknown; onChange: (value: unknown) => void; invalid?: boolean | undefined; label: string }) {
  const text = useText();
  const [typed, setTyped] = useState<string>();
  const percentage = shape.kind === 'rate' && isPercentage(shape.label.zh, shape.unit?.zh);
  const read = (entry: string) => (percentage ? percentFromText(entry) : decimalFromText(entry));
  const edited = percentage ? percentText(value === null || value === undefined ? '' : String(value)).replace('%', '') : String(value ?? '');
  const unit = percentage ? '%' : shape.unit ? text(shape.unit) : undefined;
  // At every key: a shortcut saves or books what stands here, not what stood here before. What cannot be read is kept to be refused.
  const change = (entry: string) => {
    setTyped(entry);
    const number = read(entry);
    onChange(entry.trim() === '' ? null : number === undefined ? entry.trim() : shape.kind === 'count' ? Number(number) : number);
  };
  const unreadable = typed === undefined ? cellProblem(shape, value) !== undefined : typed.trim() !== '' && read(typed) === undefined;
  const shown = typed ?? (percentage ? edited : valueText(value, shape, text));
  const unitWidth = [...(unit ?? '')].reduce((width, sign) => width + (sign > '\u2e80' ? 13 : 7), 0);
  return (
    <span className={`mw-affixed${unit ? ' has-affix' : ''}`}>
      <input className="mw-input right" inputMode="decimal" style={unit ? { paddingRight: unitWidth + 14 } : undefined} aria-label={label} aria-invalid={invalid || unreadable} value={shown} autoComplete="off"
        onFocus={(event) => {
          setTyped(edited);
          const input = event.currentTarget;
          requestAnimationFrame(() => input.select());
        }}
        onChange={(event) => change(event.currentTarget.value)} onBlur={() => setTyped(undefined)} />
      {unit && <span className="affix">{unit}</span>}
    </span>
  );
}
