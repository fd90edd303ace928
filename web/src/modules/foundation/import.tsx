/** The result of an import, for whoever comes back to it from the job tray; a check that passed can be carried out from here. */
import { startImport } from '@millwright/server/modules/foundation/import/import.contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { runCommand } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { ImportOutcome, useImportJob } from '../../record/list/ImportOutcome.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { usePage, usePageTitle } from '../../record/page-context.tsx';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { instantText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';

export function ImportPage() {
  const text = useText();
  const page = usePage();
  const client = useQueryClient();
  const jobId = page.params['id'] ?? '';
  const { data } = useImportJob(jobId);
  const [problem, setProblem] = useState<Problem>();
  usePageTitle(data?.title ?? { zh: '引入结果', en: 'Import' });
  const result = data?.result;
  const carryOut = async () => {
    if (!result) return;
    try {
      const { output } = await runCommand(startImport, { noun: result.noun, upload: result.upload, fileName: result.fileName, dryRun: false, ...result.reading });
      await client.invalidateQueries({ queryKey: ['foundation/job.list'] });
      page.replace(`/foundation/import/${output.jobId}`);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <>
      <PageHead title={data ? text(data.title) : text({ zh: '引入结果', en: 'Import' })} subtitle={data ? instantText(data.createdAt) : undefined}>
        {result?.dryRun && result.output && <Button primary onPress={carryOut}>{text({ zh: '引入', en: 'Import' })}</Button>}
      </PageHead>
      {problem && <ProblemNotice problem={problem} />}
      <ImportOutcome key={jobId} jobId={jobId} />
    </>
  );
}
