/** Documents of one kind in the preview, one after the other on pages of their own: fetched anew, so that what is printed is what is saved. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { savePrintTemplate } from '@millwright/server/modules/foundation/print-template/print-template.contract';
import { queryByName } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useLanguage, useText } from '../../ui/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Bones } from '../../ui/Notice.tsx';
import { Segments } from '../../ui/Segments.tsx';
import type { DocumentOptions, DocumentRecord } from '../document/document-options.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { addressesAt } from './addresses.ts';
import { type PaperName, papers, rememberedPaper, rememberPaper, sheetSize } from './paper.ts';
import { printModel } from './print-model.ts';
import { TemplateEditor } from './TemplateEditor.tsx';
import { usePaperTemplate } from './paper-template.ts';
import { withTemplate } from './with-template.ts';
import { PrintedDocument } from './PrintedDocument.tsx';
import { PrintPreview } from './PrintPreview.tsx';

const standard = { paper: 'a4', landscape: false } as const;
const addresses = addressesAt(location.origin);

export function DocumentPrint({ options, ids, onClose }: { options: DocumentOptions; ids: readonly string[]; onClose: () => void }) {
  const text = useText();
  const { language } = useLanguage();
  const { company, may } = useSession();
  const [editing, setEditing] = useState(false);
  const { noun, title } = options.contract;
  const [choice, setChoice] = useState(() => rememberedPaper(noun, options.print?.paper ?? standard));
  const loaded = useQuery({
    queryKey: [`${noun}.print`, company?.id, ids],
    queryFn: async ({ signal }) => {
      const records: DocumentRecord[] = [];
      for (const id of ids) records.push(await queryByName<DocumentRecord>(`${noun}.get`, { id }, signal));
      return records;
    },
    gcTime: 0,
    staleTime: 0,
  });
  const choose = (changed: Partial<typeof choice>) => {
    const next = { ...choice, ...changed };
    setChoice(next);
    rememberPaper(noun, next);
  };
  const size = sheetSize(choice);
  const band = company?.state === 'training' ? text({ zh: '培训账套', en: 'Training company' }) : company?.state === 'simulation' ? text({ zh: '模拟账套', en: 'Simulation company' }) : '';
  const template = usePaperTemplate(noun);
  const draft = template.draft;
  const printing = { text, company: company?.name ?? '', band, addresses, letterhead: draft?.letterhead };
  const templated = withTemplate(options, draft?.template);
  const models = (loaded.data ?? []).map((record) => printModel(record, templated, printing));
  const [first] = models;
  const [standardModel] = (loaded.data ?? []).slice(0, 1).map((record) => printModel(record, options, printing));
  const parts = standardModel ? [...standardModel.fields.map(({ key, label }) => ({ key, label })), ...(standardModel.tables[0]?.columns ?? []).filter(({ key }) => key !== 'ordinal').map(({ key, title: label }) => ({ key, label }))] : [];
  const choices = (
    <>
      <Segments label={text({ zh: '纸张', en: 'Paper' })} value={choice.paper} onChange={(paper: PaperName) => choose({ paper })} options={Object.entries(papers).map(([value, paper]) => ({ value: value as PaperName, text: text(paper.title) }))} />
      {papers[choice.paper].turns && (
        <Segments label={text({ zh: '方向', en: 'Orientation' })} value={choice.landscape ? 'landscape' : 'portrait'} onChange={(turned) => choose({ landscape: turned === 'landscape' })}
          options={[{ value: 'portrait', text: text({ zh: '纵向', en: 'Portrait' }) }, { value: 'landscape', text: text({ zh: '横向', en: 'Landscape' }) }]} />
      )}
      <Button icon="columns" onPress={() => setEditing(!editing)} whyNot={may(savePrintTemplate.permission) ? undefined : text({ zh: '您没有编辑打印模板的权限。', en: 'You may not edit print templates.' })}>{text({ zh: '模板', en: 'Template' })}</Button>
    </>
  );
  return (
    <PrintPreview title={ids.length === 1 ? `${text(options.print?.title ?? title)} ${first?.number ?? ''}` : text({ zh: `${title.zh} ${ids.length} 张`, en: `${title.en}: ${ids.length}` })} sheet={size} choices={choices} ready={loaded.isSuccess && template.ready} onClose={onClose}
      aside={editing && draft && <TemplateEditor draft={draft} parts={parts} onChange={template.change} onSave={template.save} onClose={() => setEditing(false)} />}>
      {loaded.error && <ProblemNotice problem={asProblem(loaded.error)} onRetry={() => loaded.refetch()} />}
      {loaded.isLoading && <Bones lines={8} />}
      {models.map((model, index) => <PrintedDocument key={`${ids[index]}-${language}-${choice.paper}-${choice.landscape}-${JSON.stringify(draft)}`} model={model} size={size} />)}
    </PrintPreview>
  );
}
