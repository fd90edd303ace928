/** The letterhead and the template of one kind of paper. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { getPrintTemplate, letterhead, letterheadPaper, paperTemplate } from './print-template.contract.ts';

export const printTemplateQueries: AnyQuery[] = [
  runnable(getPrintTemplate, async (reader, { paper }, { companyId }) => {
    const rows = await reader.rows<{ paper: string; version: number; content: unknown }>(sql`
      select t.paper, t.version, t.content
      from foundation.print_template as t
      where t.company_id = ${companyId} and t.paper in (${letterheadPaper}, ${paper})`);
    const found = (key: string) => rows.find((row) => row.paper === key);
    const [head, own] = [found(letterheadPaper), found(paper)];
    return {
      letterhead: head ? { version: head.version, content: letterhead.parse(head.content) } : null,
      template: own ? { version: own.version, content: paperTemplate.parse(own.content) } : null,
    };
  }),
];
