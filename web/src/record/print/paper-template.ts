/** The company's template of one kind of paper with its letterhead: as kept, as being edited, and saved. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getPrintTemplate, letterhead, paperTemplate, saveLetterhead, savePrintTemplate } from '@millwright/server/modules/foundation/print-template/print-template.contract';
import { useState } from 'react';
import { runCommand, runQuery } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import type { Draft } from './TemplateEditor.tsx';

export function usePaperTemplate(paper: string): { ready: boolean; draft: Draft | undefined; change: (draft: Draft) => void; save: () => Promise<void> } {
  const { company, may } = useSession();
  const client = useQueryClient();
  const [edited, setEdited] = useState<Draft>();
  const allowed = may(getPrintTemplate.permission);
  const queryKey = ['print-template', company?.id, paper];
  const kept = useQuery({ queryKey, queryFn: ({ signal }) => runQuery(getPrintTemplate, { paper }, signal), enabled: allowed });
  const draft = edited ?? (kept.data && { letterhead: kept.data.letterhead?.content ?? letterhead.parse({}), template: kept.data.template?.content ?? paperTemplate.parse({}) });
  return {
    ready: !allowed || kept.isSuccess,
    draft,
    change: setEdited,
    async save() {
      if (!draft || !kept.data) return;
      const { letterhead: head, template } = kept.data;
      if (JSON.stringify(head?.content ?? letterhead.parse({})) !== JSON.stringify(draft.letterhead)) await runCommand(saveLetterhead, { ...(head ? { version: head.version } : {}), content: draft.letterhead });
      if (JSON.stringify(template?.content ?? paperTemplate.parse({})) !== JSON.stringify(draft.template)) await runCommand(savePrintTemplate, { paper, ...(template ? { version: template.version } : {}), content: draft.template });
      await client.invalidateQueries({ queryKey: ['print-template', company?.id] });
      setEdited(undefined);
    },
  };
}
