/** Adding a condition: first the field, then how and what. Days and numbers take a range, choices several values. */
import type { Condition, FieldMeta } from '@millwright/server/kernel/contract';
import { Popover } from 'antd';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FieldInput } from '../../ui/input/FieldInput.tsx';
import { cellProblem } from '../../ui/grid/grid-model.ts';
import { useText } from '../../ui/language.tsx';
import { lookupFor } from '../lookups.ts';
import { operatorsFor, operatorTexts, type Operator } from './conditions.ts';

export type Names = Readonly<Record<string, string>>;
type ConditionBuilderProps = { readonly fields: Readonly<Record<string, FieldMeta>>; readonly onAdd: (conditions: readonly Condition[], names: Names) => void };

export function ConditionBuilder({ fields, onAdd }: ConditionBuilderProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<string>();
  const meta = field === undefined ? undefined : fields[field];
  const close = () => {
    setOpen(false);
    setField(undefined);
  };
  const content = meta && field !== undefined
    ? <ConditionForm name={field} meta={meta} onBack={() => setField(undefined)} onDone={(conditions, names) => {
        onAdd(conditions, names);
        close();
      }} />
    : (
      <div style={{ maxHeight: 320, overflow: 'auto', width: 200 }} role="menu">
        {Object.entries(fields).filter(([, candidate]) => candidate.kind !== 'lines' && candidate.kind !== 'id').map(([key, candidate]) => (
          <button key={key} type="button" role="menuitem" className="mw-option" onClick={() => setField(key)}>{text(candidate.label)}</button>
        ))}
      </div>
    );
  return (
    <Popover open={open} onOpenChange={(next) => (next ? setOpen(true) : close())} trigger="click" placement="bottomLeft" content={content} arrow={false} styles={{ container: { padding: 6 } }}>
      <button type="button" className="mw-chip add"><Icon name="plus" small />{text({ zh: '条件', en: 'Condition' })}</button>
    </Popover>
  );
}

function ConditionForm({ name, meta, onBack, onDone }: { name: string; meta: FieldMeta; onBack: () => void; onDone: (conditions: readonly Condition[], names: Names) => void }) {
  const text = useText();
  const operators = operatorsFor(meta.kind);
  const [operator, setOperator] = useState<Operator>(operators[0] ?? 'is');
  const [low, setLow] = useState<unknown>();
  const [high, setHigh] = useState<unknown>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const lookup = meta.target ? lookupFor(meta.target) : undefined;
  const needsValue = operator !== 'empty' && operator !== 'not-empty';
  const range = operator === 'from';
  const wire = (value: unknown) => (value && typeof value === 'object' ? (value as { id: string }).id : value) as string | number | boolean;
  const given = (value: unknown) => value !== undefined && value !== null && value !== '' && cellProblem(meta, value) === undefined;
  const done = () => {
    const names: Record<string, string> = {};
    if (low && typeof low === 'object') names[(low as { id: string }).id] = (low as { name: string }).name;
    if (!needsValue) onDone([{ field: name, operator }], {});
    else if (operator === 'one-of') onDone(chosen.length > 0 ? [{ field: name, operator, value: [...chosen] }] : [], {});
    else if (range) onDone([...(given(low) ? [{ field: name, operator: 'from' as const, value: wire(low) }] : []), ...(given(high) ? [{ field: name, operator: 'to' as const, value: wire(high) }] : [])], {});
    else onDone(given(low) || meta.kind === 'flag' ? [{ field: name, operator, value: meta.kind === 'flag' ? low === true : wire(low) }] : [], names);
  };
  return (
    <form style={{ width: 280, display: 'grid', gap: 8, padding: 6 }} onSubmit={(event) => {
      event.preventDefault();
      event.stopPropagation();
      done();
    }}>
      <div className="mw-row">
        <button type="button" className="mw-icon-button small" onClick={onBack} aria-label={text({ zh: '换字段', en: 'Other field' })}><Icon name="back" small /></button>
        <b className="mw-strong">{text(meta.label)}</b>
        <span className="mw-space" />
        {operators.length > 1 && (
          <select className="mw-input" style={{ width: 130 }} aria-label={text({ zh: '比较', en: 'Compare' })} value={operator} onChange={(event) => setOperator(event.currentTarget.value as Operator)}>
            {operators.map((candidate) => <option key={candidate} value={candidate}>{candidate === 'from' ? text({ zh: '介于', en: 'between' }) : text(operatorTexts[candidate])}</option>)}
          </select>
        )}
      </div>
      {operator === 'one-of'
        ? (
          <div style={{ maxHeight: 220, overflow: 'auto' }}>
            {Object.entries(meta.options ?? {}).map(([key, option]) => (
              <label key={key} className="mw-row" style={{ height: 28, cursor: 'pointer' }}>
                <input type="checkbox" checked={chosen.includes(key)} style={{ accentColor: 'var(--mw-primary)' }} onChange={(event) => setChosen(event.currentTarget.checked ? [...chosen, key] : chosen.filter((other) => other !== key))} />
                {text(option)}
              </label>
            ))}
          </div>
        )
        : needsValue && (
          <div className="mw-row">
            <FieldInput shape={{ ...meta, kind: meta.kind === 'instant' ? 'day' : meta.kind === 'long-text' ? 'text' : meta.kind }} value={low} onChange={setLow} lookup={lookup} />
            {range && <><span className="mw-muted">{text({ zh: '至', en: 'to' })}</span><FieldInput shape={{ ...meta, kind: meta.kind === 'instant' ? 'day' : meta.kind }} value={high} onChange={setHigh} /></>}
          </div>
        )}
      <div className="mw-row" style={{ justifyContent: 'flex-end' }}><Button primary submit small>{text({ zh: '加上', en: 'Add' })}</Button></div>
    </form>
  );
}
