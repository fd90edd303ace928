/**
 * Which column of a file is which field, with three of its values: found by name, remembered from the last file with these headings, or
 * said here. What nobody has said anything about stands out; what is required and missing is named above.
 */
import type { ImportLook } from '@millwright/server/modules/foundation/import/import.contract';
import { Select } from 'antd';
import { useText } from '../../ui/language.tsx';

export type Columns = Readonly<Record<string, string | null>>;
export const saidColumns = (columns: Columns): Record<string, string> => Object.fromEntries(Object.entries(columns).flatMap(([column, field]) => (field === null ? [] : [[column, field]])));
/** Every column is something, no field twice, and what is required is there. */
export const columnsReady = (look: ImportLook, columns: Columns): boolean => {
  const fields = Object.values(columns).filter((field) => field !== '');
  return !fields.includes(null) && new Set(fields).size === fields.length && look.fields.every(({ name, required }) => !required || fields.includes(name));
};

export function ImportColumns({ look, columns, onChange, onPlace }: { look: ImportLook; columns: Columns; onChange: (columns: Columns) => void; onPlace: (place: { sheet: string; headingRow?: number }) => void }) {
  const text = useText();
  const used = new Set(Object.values(columns));
  const missing = look.fields.filter(({ name, required }) => required && !used.has(name));
  const leftOut = text({ zh: '不引入', en: 'Leave out' });
  return (
    <div className="mw-stack">
      <div className="mw-row">
        {look.sheets.length > 1 && <Select aria-label={text({ zh: '工作表', en: 'Sheet' })} value={look.sheet} onChange={(sheet) => onPlace({ sheet })} options={look.sheets.map((name) => ({ value: name, label: name }))} style={{ minWidth: 140 }} />}
        <span className="mw-row"><span className="mw-muted">{text({ zh: '标题在第', en: 'Headings in row' })}</span>
          <Select aria-label={text({ zh: '标题行', en: 'Heading row' })} value={look.headingRow} onChange={(headingRow) => onPlace({ sheet: look.sheet, headingRow })} options={Array.from({ length: 20 }, (_, index) => ({ value: index + 1, label: String(index + 1) }))} style={{ width: 72 }} />
          <span className="mw-muted">{text({ zh: '行', en: '' })}</span></span>
        {look.remembered && <span className="mw-muted">{text({ zh: '按上次同样标题的文件对应', en: 'As with the last file of these headings' })}</span>}
      </div>
      {missing.length > 0 && <p className="mw-late">{text({ zh: `还没有对应的必填列：${missing.map(({ label }) => label.zh).join('、')}`, en: `Required and not there yet: ${missing.map(({ label }) => label.en).join(', ')}` })}</p>}
      <div className="mw-import-rows">
        <table className="mw-plain-table">
          <colgroup><col style={{ width: 44 }} /><col style={{ width: 150 }} /><col /><col style={{ width: 210 }} /></colgroup>
          <thead><tr><th>{text({ zh: '列', en: 'Col.' })}</th><th>{text({ zh: '文件里的标题', en: 'Heading in the file' })}</th><th>{text({ zh: '前几个值', en: 'First values' })}</th><th>{text({ zh: '对应字段', en: 'Field' })}</th></tr></thead>
          <tbody>
            {look.columns.map(({ column, heading, samples }) => (
              <tr key={column}>
                <td className="mw-muted">{column}</td><td>{heading || text({ zh: '（空）', en: '(empty)' })}</td><td className="mw-muted" style={{ whiteSpace: 'normal' }}>{samples.join(' · ')}</td>
                <td>
                  <Select aria-label={text({ zh: `${column} 列对应字段`, en: `Field of column ${column}` })} size="small" style={{ width: '100%' }} showSearch={{ optionFilterProp: 'label' }} status={columns[column] === null ? 'warning' : ''} value={columns[column] ?? null} placeholder={text({ zh: '请选择', en: 'Choose' })}
                    onChange={(field: string | null) => onChange({ ...columns, [column]: field })}
                    options={[{ value: '', label: leftOut }, ...look.fields.map(({ name, label, required }) => ({ value: name, label: `${required ? '* ' : ''}${text(label)}`, disabled: used.has(name) && columns[column] !== name }))]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
