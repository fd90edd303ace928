/**
 * An import's job as people watch it: how far it is, then what is new, what changes from what to what, or every place that is wrong.
 * The dialog and the result page show the same.
 */
import { importQuestions, questionOfCode } from '@millwright/server/kernel/exchange/import-questions';
import { getImport, type ImportResult } from '@millwright/server/modules/foundation/import/import.contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { commandByName, problemsUrl, runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { Button } from '../../ui/Button.tsx';
import { useLanguage, useText } from '../../ui/language.tsx';
import { Bones, Notice } from '../../ui/Notice.tsx';
import { Bar } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { UndoImport } from './UndoImport.tsx';

const over = (state: string | undefined) => state === 'done' || state === 'failed' || state === 'cancelled';
export function useImportJob(jobId: string | undefined) {
  const { company } = useSession();
  return useQuery({
    queryKey: [getImport.name, company?.id, jobId],
    enabled: jobId !== undefined,
    queryFn: ({ signal }) => runQuery(getImport, { id: jobId ?? '' }, signal),
    refetchInterval: (query) => (over(query.state.data?.state) ? false : 600),
  });
}

export type Answering = { readonly answers: Readonly<Record<string, string>>; onAnswer(kind: string, answer: string): void };
/** `onEnd` once, when the job has ended while one looks at it. Questions can be answered where the file can be checked again. */
export function ImportOutcome({ jobId, onEnd, answers, onAnswer }: { jobId: string; onEnd?: ((result: ImportResult | null) => void) | undefined } & Partial<Answering>) {
  const text = useText();
  const client = useQueryClient();
  const job = useImportJob(jobId);
  const ended = useRef<string>(undefined);
  const { data } = job;
  useEffect(() => {
    if (!data || !over(data.state) || ended.current === data.id) return;
    ended.current = data.id;
    onEnd?.(data.result);
  }, [data, onEnd]);
  if (job.error) return <ProblemNotice problem={asProblem(job.error)} onRetry={() => job.refetch()} />;
  if (!data) return <Bones lines={2} />;
  const cancel = async () => {
    await commandByName('foundation/job.cancel', { id: jobId }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: [getImport.name] });
  };
  if (!over(data.state)) {
    return (
      <section className="mw-panel mw-import-progress" aria-live="polite">
        <span>{data.state === 'waiting' ? text({ zh: '排队中', en: 'Waiting' }) : data.message ? text(data.message) : text({ zh: '打开文件', en: 'Opening the file' })}</span>
        <Bar share={data.progress} />
        <Button small onPress={cancel}>{text({ zh: '取消', en: 'Cancel' })}</Button>
      </section>
    );
  }
  if (!data.result) {
    const cancelled = data.state === 'cancelled';
    return <Notice kind={cancelled ? 'warning' : 'bug'} title={cancelled ? text({ zh: '已取消，什么也没有引入', en: 'Cancelled; nothing was imported' }) : data.message ? text(data.message) : text({ zh: '没有完成', en: 'It did not finish' })} />;
  }
  if (data.result.refusal) {
    const questions = data.result.refusal.errors.filter(({ code }) => questionOfCode(code));
    const errors = data.result.refusal.errors.filter(({ code }) => !questionOfCode(code));
    return (
      <>
        {(errors.length > 0 || questions.length === 0) && <Problems jobId={jobId} refusal={{ ...data.result.refusal, errors }} />}
        {questions.length > 0 && <Questions questions={questions} answers={answers ?? {}} onAnswer={onAnswer} />}
      </>
    );
  }
  const { output, dryRun, noun } = data.result;
  return output && (
    <>
      <Changes dryRun={dryRun} output={output} />
      {!dryRun && output.batch && output.created + output.changed > 0 && <UndoImport noun={noun} batch={output.batch} undoneAt={data.undoneAt} />}
    </>
  );
}

function Questions({ questions, answers, onAnswer }: { questions: NonNullable<ImportResult['refusal']>['errors']; answers: Readonly<Record<string, string>>; onAnswer: Answering['onAnswer'] | undefined }) {
  const text = useText();
  return (
    <Notice kind="warning" title={text({ zh: `有 ${questions.length} 个问题要您选择，选好后再检查`, en: `${questions.length} questions for you; answer them and check again` })}>
      {questions.map(({ code, message }) => {
        const kind = questionOfCode(code);
        return kind && (
          <fieldset key={code} className="mw-import-question">
            <legend>{text(message)}</legend>
            {onAnswer && Object.entries(importQuestions[kind].options).map(([value, label]) => (
              <label key={value} className="mw-row"><input type="radio" name={code} checked={answers[kind] === value} onChange={() => onAnswer(kind, value)} />{text(label)}</label>
            ))}
          </fieldset>
        );
      })}
    </Notice>
  );
}

function Problems({ jobId, refusal }: { jobId: string; refusal: NonNullable<ImportResult['refusal']> }) {
  const text = useText();
  const { language } = useLanguage();
  const { errors } = refusal;
  return (
    <Notice kind="refusal" title={errors.length > 1 ? text({ zh: `文件有 ${errors.length} 处问题，什么也没有引入`, en: `${errors.length} problems in the file; nothing was imported` }) : text(refusal.message)}
      action={errors.length > 0 && <Button small icon="download" onPress={() => { location.href = problemsUrl(jobId, language); }}>{text({ zh: '下载问题清单', en: 'Download the list' })}</Button>}>
      {errors.length > 0 && (
        <div className="mw-import-rows">
          <table className="mw-plain-table">
            <colgroup><col style={{ width: 110 }} /><col style={{ width: 56 }} /><col style={{ width: 48 }} /><col /></colgroup>
            <thead><tr><th>{text({ zh: '工作表', en: 'Sheet' })}</th><th className="right">{text({ zh: '行', en: 'Row' })}</th><th>{text({ zh: '列', en: 'Col.' })}</th><th>{text({ zh: '问题和改法', en: 'What is wrong and what to do' })}</th></tr></thead>
            <tbody>
              {errors.map((entry, index) => (
                <tr key={index}><td>{entry.path[0]}</td><td className="right">{entry.path[1]}</td><td>{entry.path[2]}</td><td style={{ whiteSpace: 'normal' }}>{text(entry.message)}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Notice>
  );
}

const actions = { create: { zh: '新增', en: 'New' }, change: { zh: '修改', en: 'Changed' }, same: { zh: '不变', en: 'Same' } } as const;
function Changes({ dryRun, output }: { dryRun: boolean; output: NonNullable<ImportResult['output']> }) {
  const text = useText();
  const { rows, created, changed, unchanged, notes, preview } = output;
  const summary = text({ zh: `${rows} 行：新增 ${created}，修改 ${changed}，不变 ${unchanged}`, en: `${rows} rows: ${created} new, ${changed} changed, ${unchanged} the same` });
  return (
    <Notice kind="success" title={dryRun ? text({ zh: `检查通过。${summary}`, en: `Checked. ${summary}` }) : text({ zh: `已引入。${summary}`, en: `Imported. ${summary}` })}>
      {notes.length > 0 && <ul>{notes.map((note, index) => <li key={index}><span className="mw-waiting">{text(note.message)}</span> <span className="mw-muted">{text({ zh: `${note.count} 处`, en: `${note.count} times` })}{note.examples.slice(0, 3).map((one) => text({ zh: `；第 ${one.row} 行 ${one.old} → ${one.new}`, en: `; row ${one.row} ${one.old} → ${one.new}` }))}</span></li>)}</ul>}
      {preview.length > 0 && (
        <div className="mw-import-rows">
          <table className="mw-plain-table">
            <colgroup><col style={{ width: 56 }} /><col style={{ width: 170 }} /><col style={{ width: 64 }} /><col /></colgroup>
            <thead><tr><th className="right">{text({ zh: '行', en: 'Row' })}</th><th>{text({ zh: '编码', en: 'Code' })}</th><th /><th>{text({ zh: '原值 → 新值', en: 'Old → new' })}</th></tr></thead>
            <tbody>
              {preview.map((row) => (
                <tr key={row.row}>
                  <td className="right mw-muted">{row.row}</td><td>{row.key}</td>
                  <td><Tag tone={row.action === 'create' ? 'done' : row.action === 'change' ? 'waiting' : 'neutral'}>{text(actions[row.action])}</Tag></td>
                  <td style={{ whiteSpace: 'normal' }}>
                    {row.changes.map((change) => <span key={change.field} className="mw-import-change"><span className="mw-muted">{text(change.label)}</span> {text(change.old) || text({ zh: '空', en: 'empty' })} → <b>{text(change.new) || text({ zh: '空', en: 'empty' })}</b></span>)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows > preview.length && preview.length > 0 && <p className="mw-muted">{text({ zh: `只列出前 ${preview.length} 行。`, en: `Only the first ${preview.length} are listed.` })}</p>}
    </Notice>
  );
}
