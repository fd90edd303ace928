/**
 * The lines of a document on a phone: a card each, and a sheet to fill one in. Same columns, rows and problems as the line grid; what
 * does not fit across is read downwards, so that quantity, price and amount are in sight when somebody approves.
 */
import { useState } from 'react';
import { Button } from '../Button.tsx';
import { FieldInput } from '../input/FieldInput.tsx';
import { Field, Form, LockedValue } from '../input/Form.tsx';
import { useText } from '../language.tsx';
import { Sheet } from '../Sheet.tsx';
import { cellProblem, cellValue, isTyped, withCell, type GridColumn, type GridRow } from './grid-model.ts';
import { lineCard, type CardValue } from './line-card.ts';
import type { LineGridProps } from './LineGrid.tsx';

export type LineCardsProps = Pick<LineGridProps, 'label' | 'columns' | 'rows' | 'onRows' | 'readOnly' | 'problems' | 'onLink'> & {
  /** The row whose sheet is open. */
  readonly opened: string | undefined;
  readonly onOpened: (key: string | undefined) => void;
};

export function LineCards({ label, columns, rows, onRows, readOnly = false, problems, onLink, opened, onOpened }: LineCardsProps) {
  const text = useText();
  const problemsOf = (row: GridRow) => columns.flatMap((column) => sentenceOf(column, row, problems, text) ?? []);
  const index = rows.findIndex((row) => row.$key === opened);
  const row = rows[index];
  return (
    <div className="mw-line-cards" role="list" aria-label={label}>
      {rows.map((one, at) => {
        const wrong = problemsOf(one);
        return (
          <div key={one.$key} role="listitem" className={`mw-line-card${wrong.length > 0 ? ' invalid' : ''}`} onClick={readOnly ? undefined : () => onOpened(one.$key)}>
            <CardContent columns={columns} row={one} index={at} onLink={readOnly ? onLink : undefined} />
            {wrong.map((sentence) => <p key={sentence} className="problem">{sentence}</p>)}
            {!readOnly && <button type="button" className="mw-hidden" onClick={() => onOpened(one.$key)}>{text({ zh: `改第 ${at + 1} 行`, en: `Edit row ${at + 1}` })}</button>}
          </div>
        );
      })}
      {row && !readOnly && (
        <LineSheet key={row.$key} columns={columns} row={row} index={index} problems={problems} onChange={(changed) => onRows(rows.map((one) => (one.$key === changed.$key ? changed : one)))}
          onRemove={() => { onRows(rows.filter((one) => one.$key !== row.$key)); onOpened(undefined); }} onClose={() => onOpened(undefined)} />
      )}
    </div>
  );
}

function CardContent({ columns, row, index, onLink }: { columns: readonly GridColumn[]; row: GridRow; index: number; onLink: ((href: string) => void) | undefined }) {
  const text = useText();
  const { title, code, href, quantity, price, amount, facts } = lineCard(columns, row, index, text);
  const value = ({ shown, negative, href: to }: Pick<CardValue, 'shown' | 'negative' | 'href'>) => (to && onLink
    ? <a href={to} onClick={(event) => { event.preventDefault(); onLink(to); }}>{shown}</a>
    : <span className={negative ? 'mw-negative' : undefined}>{shown}</span>);
  const unit = quantity?.column.unit ? text(quantity.column.unit) : (quantity?.column.unitOf?.(row) ?? '');
  return (
    <>
      <div className="first"><span className="mw-muted">{index + 1}</span> <b>{value({ shown: title || '—', negative: false, href })}</b> {code && <span className="mw-muted">{code}</span>}</div>
      {(quantity || price || amount) && (
        <div className="sum">
          {quantity && <span>{value(quantity)} {unit}</span>}
          {price && <span className="mw-muted">× {value(price)}</span>}
          {amount && <b>{quantity && price ? '= ' : ''}{value(amount)}</b>}
        </div>
      )}
      {facts.length > 0 && <div className="facts">{facts.map((fact) => <span key={fact.column.key}><span>{text(fact.column.label)}</span>{value(fact)}</span>)}</div>}
    </>
  );
}

function LineSheet({ columns, row, index, problems, onChange, onRemove, onClose }: { columns: readonly GridColumn[]; row: GridRow; index: number; problems: LineGridProps['problems']; onChange: (row: GridRow) => void; onRemove: () => void; onClose: () => void }) {
  const text = useText();
  const title = text({ zh: `第 ${index + 1} 行`, en: `Row ${index + 1}` });
  const [asking, setAsking] = useState(false);
  return (
    <Sheet label={title} width={420} onEscape={onClose}>
      <header className="mw-panel-head">{title}</header>
      <div style={{ flex: 1, overflow: 'auto' }}>
        <Form columns={1}>
          {columns.map((column) => {
            const value = cellValue(column, row, index);
            const problem = sentenceOf(column, row, problems, text);
            return (
              <Field key={column.key} label={text(column.label)} required={column.required === true && isTyped(column)} problem={problem}>
                {isTyped(column)
                  ? <FieldInput shape={column} value={value} onChange={(changed) => onChange(withCell(row, column, changed))} lookup={column.lookup} invalid={problem !== undefined} required={column.required} />
                  : <LockedValue shape={column} value={value} />}
              </Field>
            );
          })}
        </Form>
      </div>
      <footer className="mw-row mw-sheet-dock">
        <Button icon="trash" onPress={asking ? onRemove : () => setAsking(true)}>{asking ? text({ zh: '确认删除', en: 'Delete now' }) : text({ zh: '删除行', en: 'Delete row' })}</Button>
        <span className="mw-space" />
        <Button primary onPress={onClose}>{text({ zh: '完成', en: 'Done' })}</Button>
      </footer>
    </Sheet>
  );
}

function sentenceOf(column: GridColumn, row: GridRow, problems: LineGridProps['problems'], text: ReturnType<typeof useText>): string | undefined {
  if (!isTyped(column)) return undefined;
  const own = cellProblem(column, row[column.key]);
  return problems?.get(`${row.$key}.${column.key}`) ?? (own ? text(own) : undefined);
}
