/** 历史: who changed what of one record, newest first, from the change log. */
import { z } from 'zod';
import { queryContract } from '../../../kernel/contract.ts';

export const historyGet = queryContract({
  name: 'foundation/history.get',
  title: { zh: '历史', en: 'History' },
  permission: 'foundation/history.view',
  /** Of a record the person may view, with what was attached to it and said about it. */
  input: z.object({ noun: z.string().regex(/^[a-z-]+\/[a-z-]+$/).max(60), key: z.string().regex(/^\d{1,18}$/) }),
  output: z.object({
    rows: z.array(z.object({
      at: z.string(), person: z.string(), action: z.enum(['I', 'U', 'D']), command: z.string(),
      /** The attachment's name, or the role's. */
      subject: z.string().nullable(),
      changes: z.array(z.object({ column: z.string(), before: z.unknown(), after: z.unknown() })),
    })),
  }),
});
