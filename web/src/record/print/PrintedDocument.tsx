/**
 * One document as sheets of paper. It is drawn once on an endless sheet to measure it, then broken into pages of exactly the paper's
 * size; head and signatures stand on every page. The column widths are settled before, so a row is as high on its page as measured.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../ui/language.tsx';
import { type TableLayout, tableLayout } from './column-widths.ts';
import { paginate, type PaperPage, type Part, type Piece } from './paginate.ts';
import type { SheetSize } from './paper.ts';
import type { PrintCell, PrintColumn, PrintModel, PrintTable } from './print-options.ts';
import { Qr } from './Qr.tsx';

const pixelsPerMillimetre = 96 / 25.4;
/** What a printer's text may be higher than the screen's on a whole page, in millimetres. */
const slack = 1.5;

export function PrintedDocument({ model, size }: { model: PrintModel; size: SheetSize }) {
  const endless = useRef<HTMLElement>(null);
  const [pages, setPages] = useState<readonly PaperPage[]>();
  const content = size.width - 2 * size.margin;
  const layouts = useMemo(() => model.tables.map((table) => tableLayout(table, content)), [model, content]);
  useLayoutEffect(() => {
    const sheet = endless.current;
    if (!sheet) return;
    const height = (selector: string) => sheet.querySelector(selector)?.getBoundingClientRect().height ?? 0;
    const available = (size.height - 2 * size.margin - slack) * pixelsPerMillimetre - height('.mw-paper-head') - height('.mw-paper-foot');
    setPages(paginate([...sheet.querySelectorAll<HTMLElement>('.mw-paper-part')].map(measured), height('.mw-paper-tail'), available));
  }, [size]);
  if (!pages) {
    const whole: PaperPage = { pieces: model.tables.map((table, part) => ({ part, from: 0, to: table.rows.length })), tail: true };
    return <section className="mw-paper measured" style={{ width: `${size.width}mm`, padding: `${size.margin}mm` }} ref={endless}><Page model={model} layouts={layouts} page={whole} at={1} of={1} size={size} /></section>;
  }
  return pages.map((page, index) => (
    <section key={index} className="mw-paper" style={{ width: `${size.width}mm`, height: `${size.height - 0.3}mm`, padding: `${size.margin}mm` }}>
      <Page model={model} layouts={layouts} page={page} at={index + 1} of={pages.length} size={size} />
    </section>
  ));
}

function measured(part: HTMLElement): Part {
  const heights = (selector: string) => [...part.querySelectorAll<HTMLElement>(selector)].map((row) => row.getBoundingClientRect().height);
  const [rows, sums] = [heights('tbody tr'), heights('tfoot tr')];
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return { rows, sum: total(sums), overhead: part.getBoundingClientRect().height - total(rows) - total(sums) };
}

type PageProps = { readonly model: PrintModel; readonly layouts: readonly TableLayout[]; readonly page: PaperPage; readonly at: number; readonly of: number; readonly size: SheetSize };
function Page({ model, layouts, page, at, of, size }: PageProps) {
  const text = useText();
  const across = size.width - 2 * size.margin;
  const columns = across > 250 ? 4 : across > 150 ? 3 : 2;
  return (
    <>
      <header className="mw-paper-head">
        {model.logo && <img className="logo" src={model.logo} alt="" />}
        <div className="company">{model.company}{model.band && <em>{model.band}</em>}</div>
        {model.lines.map((line) => <div key={line} className="line">{line}</div>)}
        <h1>{model.title}</h1>
        <div className="number"><span><small>{text({ zh: '单号', en: 'No.' })}</small> {model.number || text({ zh: '未编号', en: 'none yet' })}</span></div>
        <Qr content={model.address} />
        <dl style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
          {model.fields.map(({ label, value, wide }) => <div key={label} className={wide ? 'wide' : undefined}><dt>{label}{text({ zh: '：', en: ':\u00a0' })}</dt><dd>{value}</dd></div>)}
        </dl>
      </header>
      {page.pieces.map((piece) => <TablePiece key={piece.part} table={model.tables[piece.part] as PrintTable} layout={layouts[piece.part] as TableLayout} piece={piece} />)}
      {page.tail && (model.totals.length > 0 || model.capital || model.remarks.length > 0) && (
        <div className="mw-paper-tail">
          {(model.totals.length > 0 || model.capital) && (
            <div className="totals">
              {model.capital && <span className="capital"><small>{text({ zh: '大写', en: 'In words' })}</small> {model.capital}</span>}
              {model.totals.map(({ label, value }) => <span key={label}><small>{label}</small> <b className={negative(value)}>{value}</b></span>)}
            </div>
          )}
          {model.remarks.map((remark, index) => <p key={index}>{remark}</p>)}
        </div>
      )}
      <footer className="mw-paper-foot">
        <div className="signatures">{model.signatures.map(({ label, name }) => <span key={label}>{label}{text({ zh: '：', en: ': ' })}<b>{name}</b></span>)}</div>
        <div className="page">{text({ zh: `第 ${at} 页 共 ${of} 页`, en: `Page ${at} of ${of}` })}</div>
      </footer>
    </>
  );
}

function TablePiece({ table, layout: { widths, scale }, piece: { from, to } }: { table: PrintTable; layout: TableLayout; piece: Piece }) {
  const { columns, rows, sum } = table;
  return (
    <div className="mw-paper-part">
      {table.title && <h2>{table.title}</h2>}
      <table className={table.tall ? 'tall' : undefined} style={scale < 1 ? { fontSize: `${scale}em`, lineHeight: 1.4 } : undefined}>
        <colgroup>{widths.map((width, index) => <col key={index} style={{ width: `${width}mm` }} />)}</colgroup>
        <thead><tr>{columns.map(({ key, title, manner }) => <th key={key} className={manner}>{title}</th>)}</tr></thead>
        <tbody>{rows.slice(from, to).map((cells, index) => <tr key={from + index}>{columns.map((column, at) => <Cell key={column.key} column={column} cell={cells[at] ?? ''} />)}</tr>)}</tbody>
        {sum && to === rows.length && <Sum columns={columns} sum={sum} />}
      </table>
    </div>
  );
}

/** 合计 has the room up to the first figure. */
function Sum({ columns, sum }: { columns: readonly PrintColumn[]; sum: readonly string[] }) {
  const first = sum.findIndex((cell, at) => at > 0 && cell !== '');
  return <tfoot><tr><td colSpan={first}>{sum[0]}</td>{columns.slice(first).map((column, at) => <Cell key={column.key} column={column} cell={sum[first + at] ?? ''} />)}</tr></tfoot>;
}

function Cell({ column, cell }: { column: PrintColumn; cell: PrintCell }) {
  if (typeof cell !== 'string') return <td className="qr"><Qr content={cell.qr} /></td>;
  return <td className={`${column.manner}${column.manner === 'figure' && negative(cell) ? ` ${negative(cell)}` : ''}`}>{cell}</td>;
}
const negative = (value: string): string | undefined => (value.startsWith('−') ? 'mw-negative' : undefined);
