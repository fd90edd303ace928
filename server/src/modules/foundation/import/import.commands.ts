/** Starting an import: the row of the job tray; the noun's own permission is asked here and again when the job runs. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { importOf } from '../../../kernel/exchange/import-command.ts';
import { enqueueJob } from '../../../kernel/jobs.ts';
import { startImport } from './import.contract.ts';
import { importJob } from './import.job.ts';
import { keepMapping } from './import.store.ts';
import { undoImportCommand } from './undo-import.ts';

export const importCommands: AnyCommand[] = [
  command({
    contract: startImport,
    load: async () => undefined,
    decide(_loaded, { noun, upload, fileName, dryRun, source, ...reading }, { actor }) {
      const exchange = importOf(noun);
      if (!exchange) return refuse('nothing-to-import', { noun }, ['noun']);
      if (!mayDo(actor, `${noun}.import`)) return refuse('may-not-import', { title: { zh: `引入${exchange.title.zh}`, en: `Import ${exchange.title.en}` } });
      return accept({ job: { noun, title: exchange.title, upload, fileName, dryRun, reading }, source });
    },
    async apply(tx, { job: input, source }, context) {
      if (source !== undefined) keepMapping(tx, context.companyId, input.noun, source, input.reading);
      const { title, fileName, dryRun } = input;
      const of = fileName === '' ? '' : `：${fileName}`;
      const named = { zh: `${dryRun ? '检查引入文件' : '引入'}${title.zh}${of}`, en: `${dryRun ? 'Check import of' : 'Import'} ${title.en}${of.replace('：', ': ')}` };
      return { jobId: await enqueueJob(tx, context, { definition: importJob, title: named, input }) };
    },
  }),
  undoImportCommand,
];
