/**
 * A document drawn from its contract: state, actions, head, lines, totals, and beside it trace, history and ledger lines. A page
 * of a noun is this component and a DocumentOptions constant (declare it outside the component: its identity must not change).
 */
import { fieldsOf } from '@millwright/server/kernel/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useAppearance } from '../../ui/appearance.tsx';
import { Button } from '../../ui/Button.tsx';
import { useText } from '../../ui/language.tsx';
import { Bones, EmptyState, Notice } from '../../ui/Notice.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { PageHead } from '../list/PageHead.tsx';
import { sentencesOf } from '../field-problems.ts';
import { useAbout, usePageTitle } from '../page-context.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { RecordForm } from '../RecordForm.tsx';
import { ActionBar, stateLabel } from './ActionBar.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { useDocumentForm } from './document-form.ts';
import type { DocumentOptions } from './document-options.ts';
import { DocumentLines } from './DocumentLines.tsx';
import { SidePanel } from './SidePanel.tsx';

export function DocumentPage({ options }: { options: DocumentOptions }) {
  const text = useText();
  const { contract } = options;
  const { may } = useSession();
  const { phone } = useAppearance();
  const form = useDocumentForm(options);
  const [sideShown, setSideShown] = useState(false);
  const { record } = form;
  useAbout(contract, useMemo(() => ({ ...fieldsOf(contract.head), ...(contract.line && fieldsOf(contract.line)) }), [contract]));
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (form.ready && form.id === undefined && !phone) main.current?.querySelector('input')?.focus();
  }, [form.ready, form.id, phone]);
  const locked = (record !== undefined && !contract.editable.includes(record.state)) || !may(`${contract.noun}.save`);
  const number = record ? (options.titleOf?.(record) ?? record.number ?? record.id) : undefined;
  usePageTitle(number ? { zh: `${contract.title.zh} ${number}`, en: `${contract.title.en} ${number}` } : form.id === undefined ? { zh: `新增${contract.title.zh}`, en: `New ${contract.title.en}` } : contract.title);
  if (form.error) {
    const problem = asProblem(form.error);
    // An address that cannot be a document's is refused as malformed.
    return problem.status === 404 || problem.status === 400
      ? <EmptyState title={text({ zh: '找不到这张单', en: 'This document was not found' })} actions={<Button onPress={form.page.close}>{text({ zh: '关闭', en: 'Close' })}</Button>}>{text({ zh: '可能已被删除，或属于另一个账套。', en: 'It may have been deleted or belongs to another company.' })}</EmptyState>
      : <div style={{ paddingTop: 12 }}><ProblemNotice problem={problem} onRetry={() => form.refetch()} /></div>;
  }
  const label = stateLabel(form, options);
  const tone = contract.states[record?.state ?? Object.keys(contract.states)[0] ?? '']?.tone;
  const { problem } = form.problems;
  const sentences = sentencesOf(form.problems, form.lines);
  // Lines taken from a party's documents hold the party.
  const { pulls } = contract;
  const headOptions = pulls && form.lines.some((line) => line[pulls.line]) ? { ...options.head, [pulls.party]: { ...options.head?.[pulls.party], readOnly: true } } : options.head;
  return (
    <>
      <PageHead title={`${text(contract.title)}${number ? ` ${number}` : ''}`}
        status={<><Tag tone={tone}>{text(label)}</Tag>{form.unsaved && <Tag tone="waiting">{text({ zh: '未保存', en: 'Unsaved' })}</Tag>}</>}>
        <ActionBar form={form} options={options} locked={locked}>
          {record && options.side !== false && <span className="mw-side-toggle"><Button onPress={() => setSideShown(!sideShown)}>{text(options.side === 'history' ? { zh: '历史·附件', en: 'History, files' } : { zh: '联查·附件', en: 'Trace, files' })}</Button></span>}
        </ActionBar>
      </PageHead>
      <div className={`mw-document${record && options.side !== false ? '' : ' alone'}`}>
        <div className="mw-document-main" ref={main}>
          {form.restored && <Notice kind="warning" title={text({ zh: `已恢复 ${form.restored} 没保存的内容`, en: `Unsaved work of ${form.restored} is back` })} action={<Button small quiet onPress={form.discard}>{text({ zh: '放弃', en: 'Discard' })}</Button>} />}
          {form.ready && form.id === undefined && form.page.search['source'] && contract.line && form.lines.length === 0 && (
            <Notice kind="warning" title={text({ zh: '来源单据没有可以下推的数量了，所以没有明细。', en: 'Nothing is left on the document this comes from, so there are no lines.' })} />
          )}
          {problem && sentences.length > 0 && <ProblemNotice problem={problem} sentences={sentences} />}
          {form.warnings.length > 0 && <Notice kind="warning" title={text({ zh: '已完成，请留意：', en: 'Done; please note:' })}><ul>{form.warnings.map((warning) => <li key={warning.code}>{text(warning.message)}</li>)}</ul></Notice>}
          <section className="mw-panel">
            {form.ready ? <RecordForm schema={contract.head} values={form.head} onChange={form.changeHead} problems={form.problems.head} readOnly={locked} options={headOptions} shown={options.headShown} /> : <Bones />}
          </section>
          {options.panels?.(record, form.head)}
          {contract.line && form.ready && <DocumentLines form={form} options={options} locked={locked} />}
          {options.below?.(record)}
        </div>
        {record && options.side !== false && (!phone || sideShown) && <SidePanel record={record} options={options} shown={sideShown} onClose={() => setSideShown(false)} />}
      </div>
      {form.conflict && <ConflictDialog form={form} options={options} theirs={form.conflict} />}
    </>
  );
}
