/** Above a list: the views (from the contract, then one's own), quick search, the conditions as chips, and the columns. */
import type { Condition, FieldMeta } from '@millwright/server/kernel/contract';
import { Popover } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { conditionText } from './conditions.ts';
import { ConditionBuilder, type Names } from './ConditionBuilder.tsx';
import type { KeptViews } from './kept-views.tsx';
import type { ListSettings } from './list-settings.ts';

export type ListFilterState = { readonly view: string; readonly search: string; readonly filter: readonly Condition[]; readonly names: Names };
export const nothingFiltered: ListFilterState = { view: '', search: '', filter: [], names: {} };
type ListFilterProps = {
  readonly fields: Readonly<Record<string, FieldMeta>>;
  readonly views: readonly { readonly key: string; readonly title: Text; readonly filter: readonly Condition[] }[];
  readonly state: ListFilterState;
  readonly onState: (state: ListFilterState) => void;
  readonly settings: ListSettings;
  readonly onSettings: (changes: Partial<ListSettings>) => void;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly total: string | undefined;
  readonly extra?: ReactNode;
  readonly kept: KeptViews;
};
const pauseMilliseconds = 220;

export function ListFilter({ fields, views, state, onState, settings, onSettings, columns, total, extra, kept }: ListFilterProps) {
  const text = useText();
  const [typed, setTyped] = useState(state.search);
  const latest = useRef({ state, onState });
  latest.current = { state, onState };
  useEffect(() => {
    setTyped(state.search);
  }, [state.search]);
  useEffect(() => {
    const timer = setTimeout(() => typed !== latest.current.state.search && latest.current.onState({ ...latest.current.state, search: typed }), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [typed]);
  const tab = (key: string, label: string, choose: () => void, remove?: () => void) => (
    <span key={key} className={`mw-view${state.view === key ? ' on' : ''}`}>
      <button type="button" role="tab" aria-selected={state.view === key} onClick={choose}>{label}{state.view === key && total !== undefined && <em>{total}</em>}</button>
      {remove && state.view === key && <button type="button" className="mw-icon-button small" aria-label={text({ zh: '删除视图', en: 'Delete view' })} onClick={remove}><Icon name="close" small /></button>}
    </span>
  );
  const changed = state.filter.length > 0 || state.search !== '';
  return (
    <>
      {(views.length > 0 || kept.views.length > 0 || changed) && (
        <div className="mw-views" role="tablist">
          {tab('', text({ zh: '全部', en: 'All' }), () => onState(nothingFiltered))}
          {views.map((view) => tab(view.key, text(view.title), () => onState({ ...nothingFiltered, view: view.key, filter: view.filter })))}
          {kept.views.map((view) => tab(`kept:${view.id}`, view.shared ? text({ zh: `${view.name} · 共享`, en: `${view.name} · shared` }) : view.name, () => kept.choose(view), kept.mayRemove(view) ? () => kept.remove(view) : undefined))}
          {changed && kept.maySave && <Button quiet small icon="plus" onPress={kept.ask}>{text({ zh: '存为视图', en: 'Save as view' })}</Button>}
        </div>
      )}
      <div className="mw-filter">
        <label className="mw-search">
          <Icon name="search" small />
          <input value={typed} onChange={(event) => setTyped(event.currentTarget.value)} placeholder={text(fields['number'] ? { zh: '单号、名称或拼音', en: 'Number, name or pinyin' } : { zh: '编码、名称或拼音', en: 'Code, name or pinyin' })} aria-label={text({ zh: '快速查找', en: 'Quick search' })}
            onKeyDown={(event) => event.key === 'Escape' && setTyped('')} />
        </label>
        {state.filter.map((condition, index) => {
          const meta = fields[condition.field];
          if (!meta) return null;
          const shown = conditionText(condition, meta, state.names, text);
          return (
            <span key={index} className="mw-chip">
              <span className="mw-clip">{shown.label} {shown.operator} <b>{shown.value}</b></span>
              <button type="button" aria-label={text({ zh: '去掉条件', en: 'Remove condition' })} onClick={() => onState({ ...state, filter: state.filter.filter((_, at) => at !== index) })}><Icon name="close" small /></button>
            </span>
          );
        })}
        <ConditionBuilder fields={fields} onAdd={(conditions, names) => onState({ ...state, filter: [...state.filter, ...conditions], names: { ...state.names, ...names } })} />
        {extra}
        <span className="mw-space" />
        <ColumnChooser columns={columns} settings={settings} onSettings={onSettings} />
      </div>
    </>
  );
}

function ColumnChooser({ columns, settings, onSettings }: Pick<ListFilterProps, 'columns' | 'settings' | 'onSettings'>) {
  const text = useText();
  const order = columns.map((column) => column.key);
  const move = (key: string, step: number) => {
    const next = [...order];
    const at = next.indexOf(key);
    const other = next[at + step];
    if (other === undefined) return;
    next[at] = other;
    next[at + step] = key;
    onSettings({ order: next });
  };
  const content = (
    <div style={{ width: 240 }}>
      <div style={{ maxHeight: 320, overflow: 'auto' }}>
        {columns.map((column) => (
          <div key={column.key} className="mw-row" style={{ height: 28 }}>
            <label className="mw-row" style={{ flex: 1, cursor: 'pointer' }}>
              <input type="checkbox" style={{ accentColor: 'var(--mw-primary)' }} checked={!settings.hidden.includes(column.key)}
                onChange={(event) => onSettings({ hidden: event.currentTarget.checked ? settings.hidden.filter((key) => key !== column.key) : [...settings.hidden, column.key] })} />
              <span className="mw-clip">{column.label}</span>
            </label>
            <button type="button" className="mw-icon-button small" aria-label={text({ zh: '上移', en: 'Move up' })} onClick={() => move(column.key, -1)}><Icon name="sort-up" small /></button>
            <button type="button" className="mw-icon-button small" aria-label={text({ zh: '下移', en: 'Move down' })} onClick={() => move(column.key, 1)}><Icon name="sort-down" small /></button>
          </div>
        ))}
      </div>
      <Button quiet small onPress={() => onSettings({ order: [], hidden: [], widths: {} })}>{text({ zh: '恢复默认', en: 'Reset' })}</Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} arrow={false}>
      <button type="button" className="mw-button quiet"><Icon name="columns" small />{text({ zh: '列', en: 'Columns' })} {columns.length - settings.hidden.filter((key) => order.includes(key)).length}/{columns.length}</button>
    </Popover>
  );
}
