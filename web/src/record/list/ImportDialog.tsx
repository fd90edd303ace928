/**
 * 引入: template, file, check, import. Check and import are jobs: closing the dialog leaves them in the tray with their result page.
 * The check reads every row and keeps nothing; only a file that passed it can be imported.
 */
import { type ImportResult, startImport } from '@millwright/server/modules/foundation/import/import.contract';
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { runCommand, templateUrl, uploadFile } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';

export function ImportDialog({ noun, title, onClose, onDone }: { noun: string; title: Text; onClose: () => void; onDone: () => void }) {
  const text = useText();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [upload, setUpload] = useState<string>();
  const [jobId, setJobId] = useState<string>();
  const [passed, setPassed] = useState(false);
  const [imported, setImported] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const start = async (dryRun: boolean, of: { file: File; upload: string | undefined }) => {
    setProblem(undefined);
    setPassed(false);
    try {
      const content = of.upload ?? (await uploadFile(noun, of.file));
      setUpload(content);
      const { output } = await runCommand(startImport, { noun, upload: content, fileName: of.file.name, dryRun });
      setJobId(output.jobId);
      await client.invalidateQueries({ queryKey: ['foundation/job.list'] });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setJobId(undefined);
    setImported(false);
    void start(true, { file: chosen, upload: undefined });
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
  return (
    <Modal open onCancel={onClose} footer={null} width={760} title={text({ zh: `引入${title.zh}`, en: `Import ${title.en}` })}>
      <div className="mw-stack">
        <div className="mw-row">
          <Button icon="download" onPress={() => { location.href = templateUrl(noun); }}>{text({ zh: '下载模板', en: 'Template' })}</Button>
          <Button icon="upload" onPress={() => input.current?.click()}>{file ? text({ zh: '换文件', en: 'Other file' }) : text({ zh: '选择文件', en: 'Choose file' })}</Button>
          <span className="mw-muted mw-clip">{file?.name ?? text({ zh: 'Excel 或 CSV，最大 50 MB，最多 20 万行', en: 'Excel or CSV, up to 50 MB and 200,000 rows' })}</span>
          <input ref={input} type="file" accept=".xlsx,.csv" hidden onChange={(event) => { choose(event.currentTarget.files?.[0]); event.currentTarget.value = ''; }} />
        </div>
        {problem && <ProblemNotice problem={problem} />}
        {jobId !== undefined && <ImportOutcome key={jobId} jobId={jobId} onEnd={end} />}
        <div className="mw-row" style={{ justifyContent: 'flex-end' }}>
          <Button onPress={onClose}>{text({ zh: '关闭', en: 'Close' })}</Button>
          {!imported && <Button primary onPress={() => (file ? start(false, { file, upload }) : undefined)} whyNot={passed ? undefined : text({ zh: '先选文件，检查通过才能引入。', en: 'Choose a file first; it must pass the check.' })}>{text({ zh: '引入', en: 'Import' })}</Button>}
        </div>
      </div>
    </Modal>
  );
}
