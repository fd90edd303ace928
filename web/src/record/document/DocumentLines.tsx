/** The lines of a document: columns from the contract, shown and computed ones between them, totals and 大写 pinned below. */
import type { Noun } from '@millwright/server/kernel/contract';
import { capitalAmount } from '@millwright/core/primitives/capitals';
import { parseMoney } from '@millwright/core/primitives/decimal';
import { useMemo, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { isNegative, moneyText, quantityText } from '../../ui/figures.ts';
import { useAppearance } from '../../ui/appearance.tsx';
import { insertRow } from '../../ui/grid/grid-edit.ts';
import { asGridRow, type GridColumn, type GridRow } from '../../ui/grid/grid-model.ts';
import { LineCards } from '../../ui/grid/LineCards.tsx';
import { LineGrid } from '../../ui/grid/LineGrid.tsx';
import { useText } from '../../ui/language.tsx';
import { fieldShapes, isTypedKind, type Values } from '../fields.ts';
import { cellProblems } from '../field-problems.ts';
import { lookupFor } from '../lookups.ts';
import { useNavigation } from '../page-context.tsx';
import { recordLink } from '../paths.ts';
import { useShortcuts } from '../shortcuts.ts';
import type { DocumentForm } from './document-form.ts';
import type { DocumentOptions } from './document-options.ts';
import { PullDialog } from './PullDialog.tsx';

const widths: Readonly<Record<string, number>> = { money: 104, quantity: 92, price: 92, rate: 64, count: 64, day: 96, flag: 48, choice: 92, reference: 200, code: 112 };

/** The stock unit of a line's item: a lookup answers it with its record, a document with its name. */
export function itemUnit(line: Values): string | undefined {
  const unit = (line['item'] as { unit?: string | { name?: string } | null } | null | undefined)?.unit;
  return typeof unit === 'string' ? unit : unit?.name;
}

export function lineColumns(options: DocumentOptions, head: Values): GridColumn[] {
  const { contract, lines = {}, linesShown = [] } = options;
  if (!contract.line) return [];
  const columns: GridColumn[] = [];
  const addShown = (after: string): void => {
    for (const { compute, ...shown } of linesShown.filter((column) => column.after === after)) {
      columns.push({ ...shown, width: shown.width ?? widths[shown.kind], readOnly: true, ...(compute ? { compute: (row) => compute(row, head) } : {}) });
      addShown(shown.key);
    }
  };
  addShown('');
  for (const field of fieldShapes(contract.line)) {
    // An id is not typed, but what it stands for may be shown in its place.
    const { hidden = !isTypedKind(field.kind), lookup, ...own } = lines[field.key] ?? {};
    const lookupOptions = typeof lookup === 'function' ? lookup(head) : lookup;
    if (!hidden) columns.push({ ...field, ...(field.kind === 'quantity' ? { unitOf: itemUnit } : {}), width: field.width ?? widths[field.kind], ...(field.target ? { lookup: lookupFor(field.target, lookupOptions), href: (row: GridRow) => recordLink(field.target as Noun, (row[field.key] as { id?: string } | null)?.id) } : {}), ...own });
    addShown(field.key);
  }
  return columns;
}

export function DocumentLines({ form, options, locked }: { form: DocumentForm; options: DocumentOptions; locked: boolean }) {
  const text = useText();
  const { head, lines, problems } = form;
  const { open, canOpen } = useNavigation();
  const [current, setCurrent] = useState(0);
  const [pulling, setPulling] = useState(false);
  const { phone } = useAppearance();
  const [opened, setOpened] = useState<string>();
  const insert = () => {
    if (!phone) return form.changeLines(insertRow(lines, Math.min(current, lines.length), form.blankLine));
    const row = asGridRow(form.blankLine);
    form.changeLines([...lines, row]);
    return setOpened(row.$key);
  };
  const { pulls } = options.contract;
  useShortcuts({ F9: pulls && !locked ? () => setPulling(true) : undefined });
  const columns = useMemo(() => lineColumns(options, head).map((column) => {
    const to = column.href;
    return to ? { ...column, href: (row: GridRow) => [to(row)].find((href) => href !== undefined && canOpen(href)) } : column;
  }), [options, head, canOpen]);
  const cells = useMemo(() => new Map([...cellProblems(problems, lines)].map(([key, message]) => [key, text(message)])), [problems, lines, text]);
  const totals = options.totals?.(head, lines) ?? [];
  const capital = options.capital?.(head, lines);
  return (
    <section className="mw-panel grow">
      <header className="mw-panel-head">
        {text({ zh: '明细', en: 'Lines' })} <span className="mw-muted">{text({ zh: `${lines.length} 行`, en: `${lines.length}` })}</span>
        {!locked && <span className="mw-keys"><kbd>Enter</kbd>{text({ zh: '下一格', en: 'next cell' })}<kbd>Ctrl D</kbd>{text({ zh: '向下填充', en: 'fill down' })}<kbd>Ctrl V</kbd>{text({ zh: '自 Excel 粘贴', en: 'paste from Excel' })}<kbd>F7</kbd>{text({ zh: '查找', en: 'look up' })}</span>}
        <span className="mw-space" />
        {!locked && pulls && <Button quiet offTab={!phone} icon="pull-up" shortcut="F9" onPress={() => setPulling(true)}>{text({ zh: '选单', en: 'From documents' })}</Button>}
        {!locked && <Button quiet offTab={!phone} icon="plus" onPress={insert}>{text({ zh: '插入行', en: 'Insert row' })}</Button>}
        {!locked && !phone && <Button quiet offTab icon="trash" whyNot={lines[current] ? undefined : text({ zh: '先选中要删的行。', en: 'Choose a row first.' })} onPress={() => form.changeLines(lines.filter((_, index) => index !== current))}>{text({ zh: '删除行', en: 'Delete row' })}</Button>}
      </header>
      {phone
        ? <LineCards label={text({ zh: '明细', en: 'Lines' })} columns={columns} rows={lines} onRows={form.changeLines} readOnly={locked} problems={cells} onLink={open} opened={opened} onOpened={setOpened} />
        : <LineGrid label={text({ zh: '明细', en: 'Lines' })} columns={columns} rows={lines} onRows={form.changeLines} readOnly={locked} blank={() => form.blankLine} problems={cells} onCurrent={setCurrent} onLink={open} />}
      {pulling && <PullDialog form={form} options={options} onClose={() => setPulling(false)} />}
      {(totals.length > 0 || capital) && (
        <div className="mw-totals">
          {capital !== undefined && <><span className="mw-muted">{text({ zh: '大写', en: 'In words' })}</span><span className="mw-clip" style={{ flex: 1 }}>{capitalText(capital)}</span></>}
          {capital === undefined && <span className="mw-space" />}
          {totals.map((total) => {
            const shown = total.kind === 'quantity' ? quantityText(total.value) : moneyText(total.value);
            return <span key={total.label.zh} className="mw-muted">{text(total.label)} {total.strong ? <b className={isNegative(total.value) ? 'mw-negative' : undefined} style={{ color: isNegative(total.value) ? undefined : 'var(--mw-ink)' }}>{shown}</b> : <span style={{ color: 'var(--mw-ink)' }}>{shown}</span>}</span>;
          })}
        </div>
      )}
    </section>
  );
}

function capitalText(amount: string): string {
  try {
    return capitalAmount(parseMoney(amount));
  } catch {
    return '';
  }
}
