/** 首页: what waits for the person who asks, the figures they may see, and the first steps of an empty company. */
import { z } from 'zod';
import { conditionSchema, queryContract } from '../../../kernel/contract.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const card = z.object({
  key: z.string(), kind: z.enum(['waiting', 'figure', 'step']), title: text, hint: text.nullable(), tone: z.enum(['overdue', 'waiting']).nullable(), unit: z.union([text, z.literal('money')]).nullable(),
  count: z.number(), atLeast: z.boolean(), oldest: z.string().nullable(), amount: z.string().nullable(), path: z.string(), filter: z.array(conditionSchema),
});
export type ShownCard = z.infer<typeof card>;
export const homeCards = queryContract({
  name: 'foundation/home.cards',
  title: { zh: '首页', en: 'Home page' },
  permission: 'foundation/home.view',
  input: z.object({}),
  output: z.object({ today: z.string(), cards: z.array(card) }),
});
