/** Starting an import: the row of the job tray; the noun's own permission is asked here and again when the job runs. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { importOf } from '../../../kernel/exchange/import-command.ts';
import { enqueueJob } from '../../../kernel/jobs.ts';
import { startImport } from './import.contract.ts';
import { importJob } from './import.job.ts';

export const importCommands: AnyCommand[] = [
  command({
    contract: startImport,
    load: async () => undefined,
    decide(_loaded, { noun, upload, fileName, dryRun }, { actor }) {
      const exchange = importOf(noun);
      if (!exchange) return refuse('nothing-to-import', { noun }, ['noun']);
      if (!mayDo(actor, `${noun}.import`)) return refuse('may-not-import', { title: { zh: `引入${exchange.title.zh}`, en: `Import ${exchange.title.en}` } });
      return accept({ noun, title: exchange.title, upload, fileName, dryRun });
    },
    async apply(tx, input, context) {
      const { title, fileName, dryRun } = input;
      const of = fileName === '' ? '' : `：${fileName}`;
      const named = { zh: `${dryRun ? '检查引入文件' : '引入'}${title.zh}${of}`, en: `${dryRun ? 'Check import of' : 'Import'} ${title.en}${of.replace('：', ': ')}` };
      return { jobId: await enqueueJob(tx, context, { definition: importJob, title: named, input }) };
    },
  }),
];
