/** Labels of the chosen records in the preview: stock, copies, where a begun sheet goes on. The QR code is the code alone, as a scanner types it. */
import { useState } from 'react';
import { useText } from '../../ui/language.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { countFrom, type Label, labelSheets, type LabelStock, labelStocks } from './labels.ts';
import { PrintPreview } from './PrintPreview.tsx';
import { Qr } from './Qr.tsx';

const remembered = 'mw-print-labels';
const mostCopies = 99;

export function LabelPrint({ title, labels, onClose }: { title: string; labels: readonly Label[]; onClose: () => void }) {
  const text = useText();
  const [stock, setStock] = useState<LabelStock>(() => (localStorage.getItem(remembered) === 'single' ? 'single' : 'sheet'));
  const [copies, setCopies] = useState('1');
  const [first, setFirst] = useState('1');
  const { width, height, columns, rows } = labelStocks[stock];
  const choose = (next: LabelStock) => {
    setStock(next);
    localStorage.setItem(remembered, next);
  };
  const sheets = labelSheets(labels, countFrom(copies, 1, mostCopies), stock, countFrom(first, 1, columns * rows) - 1);
  const number = (label: string, value: string, onChange: (value: string) => void, most: number) => (
    <label className="mw-print-number">{label}<input type="number" min={1} max={most} value={value} onChange={(event) => onChange(event.target.value)} /></label>
  );
  const choices = (
    <>
      <Segments label={text({ zh: '标签纸', en: 'Label stock' })} value={stock} onChange={choose} options={Object.entries(labelStocks).map(([value, one]) => ({ value: value as LabelStock, text: text(one.title) }))} />
      {number(text({ zh: '份数', en: 'Copies' }), copies, setCopies, mostCopies)}
      {columns * rows > 1 && number(text({ zh: '从第几格', en: 'First place' }), first, setFirst, columns * rows)}
    </>
  );
  return (
    <PrintPreview title={title} sheet={{ width, height }} choices={choices} ready onClose={onClose}>
      {sheets.map((sheet, index) => (
        <section key={index} className="mw-paper mw-labels" style={{ width: `${width}mm`, height: `${height - 0.3}mm`, gridTemplateColumns: `repeat(${columns}, 1fr)`, gridTemplateRows: `repeat(${rows}, 1fr)` }}>
          {sheet.map((label, place) => (label ? (
            <div key={place} className="mw-label">
              <Qr content={label.code} />
              <div>
                <b>{label.code}</b>
                <p>{label.name}</p>
                <small>{label.spec}</small>
                {label.unit && <em>{text({ zh: '单位', en: 'Unit' })} {label.unit}</em>}
              </div>
            </div>
          ) : <div key={place} />))}
        </section>
      ))}
    </PrintPreview>
  );
}
