/** 物料计划: one item over time, as a planner reads it: gross, under way, planned, on hand. */
import { z } from 'zod';
import { field, queryContract } from '../../../kernel/contract.ts';

export const bucketSizes = { day: { zh: '按日', en: 'Day' }, week: { zh: '按周', en: 'Week' }, month: { zh: '按月', en: 'Month' } } as const;
const bucket = z.object({
  from: z.string(), to: z.string(),
  gross: z.string(), scheduled: z.string(), net: z.string(), plannedReceipts: z.string(), plannedReleases: z.string(),
  /** At the end of the bucket: with the plan, and if nothing planned is released. */
  onHand: z.string(), withoutPlan: z.string(),
});
export const timePhased = queryContract({
  name: 'planning/item.time-phased',
  title: { zh: '物料供需平衡', en: 'Supply and demand of an item' },
  permission: 'planning/planned-order.view',
  input: z.object({ item: field.reference('物料', 'Item', 'engineering/item'), bucket: field.choice('时段', 'Bucket', bucketSizes).default('week'), runId: field.id().optional() }),
  output: z.object({
    runId: z.string().nullable(), day: z.string().nullable(),
    item: z.object({
      id: z.string(), code: z.string(), name: z.string(), spec: z.string(), source: z.string(), unit: z.string(), leadDays: z.number(), safetyStock: z.string(),
      policy: z.string(), lotMinimum: z.string(), lotMultiple: z.string(), lotMaximum: z.string().nullable(), lowLevelCode: z.number().nullable(),
    }),
    stock: z.string(),
    /** What was due before the planning day, then the buckets. */
    overdue: bucket, buckets: z.array(bucket),
  }),
});
