/** A template is one row per paper, saved over the version one has read. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command, type Context } from '../../../kernel/command.ts';
import { one, type Tx } from '../../../kernel/transaction.ts';
import { saveLetterhead, savePrintTemplate } from './print-template.contract.ts';

type Before = { version: number } | undefined;
const lockTemplate = (tx: Tx, { companyId }: Context, paper: string): Promise<Before> =>
  one<{ version: number }>(tx, sql`select version from foundation.print_template where company_id = ${companyId} and paper = ${paper} for update`);
const decideSave = (before: Before, version: number | undefined) => (before?.version === version ? accept(before) : refuse('conflict'));

async function writeTemplate(tx: Tx, { companyId }: Context, paper: string, before: Before, content: object): Promise<{ version: number }> {
  const json = JSON.stringify(content);
  if (before) tx.send(sql`update foundation.print_template set content = ${json}::jsonb, version = version + 1 where company_id = ${companyId} and paper = ${paper}`);
  else tx.send(sql`insert into foundation.print_template (company_id, paper, content) values (${companyId}, ${paper}, ${json}::jsonb)`);
  return { version: (before?.version ?? 0) + 1 };
}

export const printTemplateCommands: AnyCommand[] = [
  command({
    contract: savePrintTemplate,
    load: (tx, { paper }, context) => lockTemplate(tx, context, paper),
    decide(before, input) {
      const decided = decideSave(before, input.version);
      return decided.ok ? accept({ before, input }) : decided;
    },
    apply: (tx, { before, input }, context) => writeTemplate(tx, context, input.paper, before, input.content),
  }),
  command({
    contract: saveLetterhead,
    load: (tx, _input, context) => lockTemplate(tx, context, 'letterhead'),
    decide(before, input) {
      const decided = decideSave(before, input.version);
      return decided.ok ? accept({ before, input }) : decided;
    },
    apply: (tx, { before, input }, context) => writeTemplate(tx, context, 'letterhead', before, input.content),
  }),
];
