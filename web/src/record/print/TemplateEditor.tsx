/** The paper's own settings beside the paper: letterhead of all papers, and what this kind shows. What is typed is seen at once; saving keeps it for the company. */
import type { Letterhead, PaperTemplate } from '@millwright/server/modules/foundation/print-template/print-template.contract';
import { useId, useState } from 'react';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { useText } from '../../ui/language.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';

export type Draft = { readonly letterhead: Letterhead; readonly template: PaperTemplate };
export type Part = { readonly key: string; readonly label: string };
type TemplateEditorProps = { readonly draft: Draft; readonly parts: readonly Part[]; readonly onChange: (draft: Draft) => void; readonly onSave: () => Promise<void>; readonly onClose: () => void };
/** As much picture as a template keeps. */
const logoBytes = 150_000;

export function TemplateEditor({ draft, parts, onChange, onSave, onClose }: TemplateEditorProps) {
  const text = useText();
  const [problem, setProblem] = useState<Problem>();
  const [refused, setRefused] = useState('');
  const { letterhead, template } = draft;
  const head = (changes: Partial<Letterhead>) => onChange({ ...draft, letterhead: { ...letterhead, ...changes } });
  const own = (changes: Partial<PaperTemplate>) => onChange({ ...draft, template: { ...template, ...changes } });
  const readLogo = (file: File | undefined) => {
    if (!file) return;
    if (!/^image\/(png|jpeg)$/.test(file.type) || file.size > logoBytes) return setRefused(text({ zh: '请选 150 kB 以内的 PNG 或 JPEG 图片。', en: 'Choose a PNG or JPEG of at most 150 kB.' }));
    setRefused('');
    const reader = new FileReader();
    reader.onload = () => head({ logo: String(reader.result) });
    reader.readAsDataURL(file);
  };
  const save = () => onSave().then(() => setProblem(undefined), (error: unknown) => setProblem(asProblem(error)));
  return (
    <aside className="mw-print-editor" aria-label={text({ zh: '打印模板', en: 'Print template' })}>
      {problem && <ProblemNotice problem={problem} />}
      <h2>{text({ zh: '公司抬头（所有单据）', en: 'Letterhead (all documents)' })}</h2>
      <div className="mw-row">
        <label className="mw-button">
          {text({ zh: '选择标志图片', en: 'Choose a logo' })}
          <input type="file" className="mw-hidden" accept="image/png,image/jpeg" onChange={(event) => readLogo(event.currentTarget.files?.[0])} />
        </label>
        {letterhead.logo && <><img src={letterhead.logo} alt={text({ zh: '标志', en: 'Logo' })} style={{ maxHeight: 28, maxWidth: 90 }} /><Button quiet small onPress={() => head({ logo: '' })}>{text({ zh: '不用标志', en: 'Remove' })}</Button></>}
      </div>
      {refused && <p role="alert" className="mw-negative">{refused}</p>}
      <Lines label={text({ zh: '公司名下方，每行一条（地址、电话），最多 3 行', en: 'Below the name, one a line (address, phone), at most 3' })} value={letterhead.lines} most={3} onChange={(lines) => head({ lines: lines.filter((one) => one.trim() !== '') })} />
      <h2>{text({ zh: '本单据', en: 'This document' })}</h2>
      <label className="mw-print-field">
        <span>{text({ zh: '标题（空为标准）', en: 'Title (empty: standard)' })}</span>
        <input className="mw-print-input" value={template.title} maxLength={100} onChange={(event) => own({ title: event.currentTarget.value })} />
      </label>
      <fieldset>
        <legend>{text({ zh: '打印的栏目', en: 'What is printed' })}</legend>
        {parts.map(({ key, label }) => (
          <label key={key} className="mw-print-check">
            <input type="checkbox" checked={!template.without.includes(key)} onChange={(event) => own({ without: event.currentTarget.checked ? template.without.filter((one) => one !== key) : [...template.without, key] })} />
            {label}
          </label>
        ))}
      </fieldset>
      <label className="mw-print-field">
        <span>{text({ zh: '明细至少几行', en: 'Rows at least' })}</span>
        <input className="mw-print-input" type="number" min={0} max={60} value={template.rowsAtLeast} onChange={(event) => own({ rowsAtLeast: Math.min(60, Math.max(0, Math.trunc(Number(event.currentTarget.value)) || 0)) })} />
      </label>
      <Lines label={text({ zh: '签字栏，每行一个（空为标准）', en: 'Who signs, one a line (empty: standard)' })} value={template.signatures} most={8} onChange={(signatures) => own({ signatures: signatures.filter((one) => one.trim() !== '') })} />
      <Lines label={text({ zh: '合计下方的说明，每行一条', en: 'Sentences below the totals, one a line' })} value={template.remarks} most={10} onChange={(remarks) => own({ remarks: remarks.filter((one) => one.trim() !== '') })} />
      <div className="mw-row">
        <Button primary onPress={save}>{text({ zh: '保存模板', en: 'Save template' })}</Button>
        <Button onPress={onClose}>{text({ zh: '收起', en: 'Fold' })}</Button>
      </div>
    </aside>
  );
}

/** Lines of text in one box. What is typed stays as typed; the draft gets its lines. */
function Lines({ label, value, most, onChange }: { label: string; value: readonly string[]; most: number; onChange: (lines: string[]) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(value.join('\n'));
  return (
    <label className="mw-print-field" htmlFor={id}>
      <span>{label}</span>
      <textarea id={id} className="mw-print-input" rows={3} value={typed} onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(event.currentTarget.value.split('\n').slice(0, most));
      }} />
    </label>
  );
}
