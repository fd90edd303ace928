/** Orders taken, goods delivered and lines delivered on time, by week: the pictures of the home page. */
import { z } from 'zod';
import { field, queryContract } from '../../../kernel/contract.ts';

export const orderFlow = queryContract({
  name: 'sales/order-flow.weeks',
  title: { zh: '接单与发货', en: 'Orders and deliveries' },
  permission: 'sales/sales-order.view',
  input: z.object({ weeks: z.number().int().min(1).max(53).default(12) }),
  output: z.object({
    rows: z.array(z.object({
      monday: z.string(), sunday: z.string(), ordered: field.money('接单', 'Ordered', { group: 'sales-price' }), delivered: field.money('发货', 'Delivered', { group: 'sales-price' }),
      dueLines: z.number(), onTimeLines: z.number(),
    })),
  }),
});
