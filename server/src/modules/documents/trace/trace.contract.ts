/** 联查: all documents a document came from and led to, over any number of steps. */
import { z } from 'zod';
import { field, queryContract } from '../../../kernel/contract.ts';

export const traceGet = queryContract({
  name: 'documents/trace.get',
  title: { zh: '联查', en: 'Trace' },
  permission: 'documents/trace.view',
  input: z.object({ documentId: field.id() }),
  output: z.object({
    nodes: z.array(z.object({ id: z.string(), kind: z.string(), title: z.object({ zh: z.string(), en: z.string() }), number: z.string(), state: z.string(), day: z.string() })),
    edges: z.array(z.object({ from: z.string(), to: z.string() })),
  }),
});
/** The beginning of a number ("PO-2606"), or its running number alone ("87") in any kind and any of the last 24 months. */
export const documentFind = queryContract({
  name: 'documents/document.find',
  title: { zh: '按单号找单据', en: 'Find a document by number' },
  permission: 'documents/trace.view',
  input: z.object({ search: z.string().trim().min(2).max(40) }),
  output: z.object({ rows: z.array(z.object({ id: z.string(), kind: z.string(), number: z.string(), title: z.object({ zh: z.string(), en: z.string() }), day: z.string() })) }),
});
