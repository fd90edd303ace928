/** 选单: the open lines that a document of this kind may be filled from. One query per noun, `<noun>.open-lines`, all of one shape. */
import { z } from 'zod';
import { type DocumentContract, field, queryContract, searchable } from '../../../kernel/contract.ts';

const reference = z.object({ id: z.string(), code: z.string(), name: z.string() });
export const openLine = z.object({
  /** The line and the document it stands in. */
  id: z.string(), documentId: z.string(), number: z.string(), day: z.string(), dueDay: z.string(),
  /** Whom all lines of one document must share: supplier, customer, or the work order itself. */
  party: reference.nullable(),
  item: reference, spec: z.string(), unit: z.string(),
  quantity: z.string(), remaining: z.string(),
});
export type OpenLine = z.output<typeof openLine>;
export const openLinesMax = 300;

export const openLinesContract = (contract: DocumentContract) => queryContract({
  name: `${contract.noun}.open-lines`,
  title: { zh: `${contract.title.zh}选单`, en: `Open lines for a ${contract.title.en.toLowerCase()}` },
  permission: `${contract.noun}.save`,
  input: z.object({ party: field.id().optional(), search: z.string().max(100).regex(searchable).default('') }),
  output: z.object({ rows: z.array(openLine), more: z.boolean() }),
});
