/**
 * 引入: template, file, columns, check, import. Check and import are jobs: closing the dialog leaves them in the tray with their result page.
 * A file whose columns are all known is checked at once; else the person says which is which. Only a file that passed can be imported.
 */
import { type ImportLook, type ImportResult, lookImport, startImport } from '@millwright/server/modules/foundation/import/import.contract';
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { runCommand, runQuery, templateUrl, uploadFile } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { type Columns, columnsReady, ImportColumns, saidColumns } from './ImportColumns.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';

type Chosen = { readonly file: File; readonly upload: string; readonly source: string; readonly look: ImportLook; readonly columns: Columns };
type Place = { readonly sheet: string; readonly headingRow?: number };
export function ImportDialog({ noun, title, onClose, onDone }: { noun: string; title: Text; onClose: () => void; onDone: () => void }) {
  const text = useText();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState<string>();
  const [chosen, setChosen] = useState<Chosen>();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [mapping, setMapping] = useState(false);
  const [jobId, setJobId] = useState<string>();
  const [passed, setPassed] = useState(false);
  const [imported, setImported] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const start = async (dryRun: boolean, { file, upload, source, look, columns }: Chosen, said = answers) => {
    setProblem(undefined);
    setPassed(false);
    setMapping(false);
    try {
      const { output } = await runCommand(startImport, { noun, upload, source, fileName: file.name, dryRun, sheet: look.sheet, headingRow: look.headingRow, columns: saidColumns(columns), answers: said });
      setJobId(output.jobId);
      await client.invalidateQueries({ queryKey: ['foundation/job.list'] });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  /** Reads the headings; a file that leaves nothing to say goes on to the check. */
  const look = async (file: File, upload: string, place: Place | undefined, of: string | undefined) => {
    const found = await runQuery(lookImport, { noun, upload, ...place });
    const next: Chosen = { file, upload, source: of ?? found.source, look: found, columns: Object.fromEntries(found.columns.map(({ column, field }) => [column, field])) };
    setChosen(next);
    if (place === undefined) setAnswers(found.answers);
    if (place === undefined && columnsReady(found, next.columns)) await start(true, next, found.answers);
    else setMapping(true);
  };
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setFileName(file.name);
    setChosen(undefined);
    setJobId(undefined);
    setImported(false);
    setProblem(undefined);
    setMapping(false);
    try {
      await look(file, await uploadFile(noun, file), undefined, undefined);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const move = (place: Place) => {
    if (chosen) look(chosen.file, chosen.upload, place, chosen.source).catch((error: unknown) => setProblem(asProblem(error)));
  };
  const end = useCallback((result: ImportResult | null) => {
    void client.invalidateQueries({ queryKey: ['foundation/job.list'] });
    if (!result?.output) return;
    if (result.dryRun) setPassed(true);
    else {
      setImported(true);
      onDone();
    }
  }, [client, onDone]);
  const ready = chosen !== undefined && columnsReady(chosen.look, chosen.columns);
  return (
    <Modal open onCancel={onClose} footer={null} width={760} title={text({ zh: `引入${title.zh}`, en: `Import ${title.en}` })}>
      <div className="mw-stack">
        <div className="mw-row">
          <Button icon="download" onPress={() => { location.href = templateUrl(noun); }}>{text({ zh: '下载模板', en: 'Template' })}</Button>
          <Button icon="upload" onPress={() => input.current?.click()}>{fileName ? text({ zh: '换文件', en: 'Other file' }) : text({ zh: '选择文件', en: 'Choose file' })}</Button>
          <span className="mw-muted mw-clip">{fileName ?? text({ zh: '任何 Excel 或 CSV，最大 50 MB，最多 20 万行', en: 'Any Excel or CSV, up to 50 MB and 200,000 rows' })}</span>
          {chosen && !mapping && !imported && <Button small onPress={() => { setMapping(true); setJobId(undefined); setPassed(false); }}>{text({ zh: '列对应', en: 'Columns' })}</Button>}
          <input ref={input} type="file" accept=".xlsx,.csv,.txt,.tsv" hidden onChange={(event) => { void choose(event.currentTarget.files?.[0]); event.currentTarget.value = ''; }} />
        </div>
        {problem && <ProblemNotice problem={problem} />}
        {chosen && mapping && <ImportColumns look={chosen.look} columns={chosen.columns} onChange={(columns) => setChosen({ ...chosen, columns })} onPlace={move} />}
        {jobId !== undefined && !mapping && <ImportOutcome key={jobId} jobId={jobId} onEnd={end} onAnswer={(kind, answer) => setAnswers((said) => ({ ...said, [kind]: answer }))} answers={answers} />}
        <div className="mw-row" style={{ justifyContent: 'flex-end' }}>
          <Button onPress={onClose}>{text({ zh: '关闭', en: 'Close' })}</Button>
          {!imported && chosen && !passed && <Button primary={!passed} onPress={() => start(true, chosen)} whyNot={ready ? undefined : text({ zh: '先说明每一列是什么，必填的都要有。', en: 'Say first what every column is; what is required must be there.' })}>{text({ zh: '检查', en: 'Check' })}</Button>}
          {!imported && <Button primary={passed} onPress={() => (chosen ? start(false, chosen) : undefined)} whyNot={passed ? undefined : text({ zh: '先选文件，检查通过才能引入。', en: 'Choose a file first; it must pass the check.' })}>{text({ zh: '引入', en: 'Import' })}</Button>}
        </div>
      </div>
    </Modal>
  );
}
