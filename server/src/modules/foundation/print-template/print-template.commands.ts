/** A template is one row per paper, saved over the version one has read. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import type { z } from 'zod';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import type { CommandContract } from '../../../kernel/contract.ts';
import { one } from '../../../kernel/transaction.ts';
import { letterheadPaper, saveLetterhead, savePrintTemplate } from './print-template.contract.ts';

type Input = { readonly paper?: string; readonly version?: number | undefined; readonly content: object };
const saving = (contract: CommandContract<z.ZodType<Input>, typeof saveLetterhead.output>): AnyCommand =>
  command({
    contract,
    load: (tx, { paper = letterheadPaper }, { companyId }) =>
      one<{ version: number }>(tx, sql`select version from foundation.print_template where company_id = ${companyId} and paper = ${paper} for update`),
    decide: (before, { paper = letterheadPaper, version, content }) =>
      before?.version === version ? accept({ paper, version: version ?? 0, content: JSON.stringify(content) }) : refuse('conflict'),
    async apply(tx, { paper, version, content }, { companyId }) {
      if (version > 0) tx.send(sql`update foundation.print_template set content = ${content}::jsonb, version = version + 1 where company_id = ${companyId} and paper = ${paper}`);
      else tx.send(sql`insert into foundation.print_template (company_id, paper, content) values (${companyId}, ${paper}, ${content}::jsonb)`);
      return { version: version + 1 };
    },
  });

export const printTemplateCommands: AnyCommand[] = [saving(savePrintTemplate), saving(saveLetterhead)];
