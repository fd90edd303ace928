/**
 * 引入: template, file, check, import. The check reads every row and keeps nothing; only a file that passed it can be imported.
 * Refusals name sheet row and column, so the workbook can be corrected and sent again.
 */
import { Modal } from 'antd';
import { useRef, useState } from 'react';
import { startImport, templateUrl, type ImportAnswer } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Notice } from '../../ui/Notice.tsx';

export function ImportDialog({ noun, title, onClose, onDone }: { noun: string; title: Text; onClose: () => void; onDone: () => void }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [checked, setChecked] = useState<ImportAnswer>();
  const [imported, setImported] = useState<ImportAnswer>();
  const [problem, setProblem] = useState<Problem>();
  const send = async (chosen: File, dryRun: boolean) => {
    setProblem(undefined);
    try {
      const answer = await startImport(noun, chosen, dryRun);
      if (dryRun) setChecked(answer);
      else {
        setImported(answer);
        onDone();
      }
    } catch (error) {
      setChecked(undefined);
      setProblem(asProblem(error));
    }
  };
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setChecked(undefined);
    setImported(undefined);
    if (chosen) void send(chosen, true);
  };
  const summary = (answer: ImportAnswer) => text({ zh: `${answer.rows} 行：新增 ${answer.created}，修改 ${answer.changed}，不变 ${answer.unchanged}`, en: `${answer.rows} rows: ${answer.created} new, ${answer.changed} changed, ${answer.unchanged} the same` });
  return (
    <Modal open onCancel={onClose} footer={null} width={640} title={text({ zh: `引入${title.zh}`, en: `Import ${title.en}` })}>
      <div className="mw-stack">
        <div className="mw-row">
          <Button icon="download" onPress={() => { location.href = templateUrl(noun); }}>{text({ zh: '下载模板', en: 'Template' })}</Button>
          <Button icon="upload" onPress={() => input.current?.click()}>{file ? text({ zh: '换文件', en: 'Other file' }) : text({ zh: '选择文件', en: 'Choose file' })}</Button>
          <span className="mw-muted mw-clip">{file?.name ?? text({ zh: 'Excel 或 CSV，最多 20 万行', en: 'Excel or CSV, up to 200,000 rows' })}</span>
          <input ref={input} type="file" accept=".xlsx,.csv" hidden onChange={(event) => choose(event.currentTarget.files?.[0])} />
        </div>
        {problem && (
          <Notice kind={problem.status >= 500 ? 'bug' : 'refusal'} title={problem.errors.length > 1 ? text({ zh: `文件有 ${problem.errors.length} 处问题，什么也没有引入`, en: `${problem.errors.length} problems in the file; nothing was imported` }) : text(problem.message)}>
            {problem.errors.length > 1 && <ul style={{ maxHeight: 260, overflow: 'auto' }}>{problem.errors.slice(0, 100).map((entry, index) => <li key={index}>{text(entry.message)}</li>)}</ul>}
          </Notice>
        )}
        {checked && !imported && (
          <Notice kind="success" title={text({ zh: `检查通过。${summary(checked)}`, en: `Checked. ${summary(checked)}` })}>
            {checked.notes.length > 0 && <ul>{checked.notes.map((note, index) => <li key={index} className="mw-waiting">{text(note.message)}</li>)}</ul>}
            {checked.preview.length > 0 && (
              <table className="mw-plain-table" style={{ marginTop: 6 }}>
                <tbody>
                  {checked.preview.slice(0, 8).map((row) => (
                    <tr key={row.row}><td style={{ width: 80 }} className="mw-muted">{text({ zh: `第 ${row.row} 行`, en: `Row ${row.row}` })}</td><td>{row.key}</td><td style={{ width: 90 }}>{text({ create: { zh: '新增', en: 'new' }, change: { zh: '修改', en: 'changed' }, same: { zh: '不变', en: 'same' } }[row.action])}</td></tr>
                  ))}
                </tbody>
              </table>
            )}
          </Notice>
        )}
        {imported && <Notice kind="success" title={text({ zh: `已引入。${summary(imported)}`, en: `Imported. ${summary(imported)}` })} />}
        <div className="mw-row" style={{ justifyContent: 'flex-end' }}>
          <Button onPress={onClose}>{text({ zh: '关闭', en: 'Close' })}</Button>
          {!imported && <Button primary onPress={() => (file ? send(file, false) : undefined)} whyNot={checked ? undefined : text({ zh: '先选文件，检查通过才能引入。', en: 'Choose a file first; it must pass the check.' })}>{text({ zh: '引入', en: 'Import' })}</Button>}
        </div>
      </div>
    </Modal>
  );
}
