/** 后台任务: what a person started that takes longer than a click. Everybody sees their own; others' need a permission. */
import { z } from 'zod';
import { commandContract, field, queryContract } from '../../../kernel/contract.ts';

const text = z.object({ zh: z.string(), en: z.string() });
export const listJobs = queryContract({
  name: 'foundation/job.list',
  title: { zh: '查看后台任务', en: 'View background jobs' },
  permission: 'foundation/job.view',
  input: z.object({ limit: z.number().int().min(1).max(100).default(20), everybody: z.boolean().default(false) }),
  output: z.object({
    rows: z.array(z.object({
      id: z.string(), name: z.string(), title: text, userName: z.string(), state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']), progress: z.number(),
      message: text.nullable(), createdAt: z.string(), finishedAt: z.string().nullable(), resultHref: z.string().nullable(),
    })),
  }),
});
export const jobOfOthers = 'foundation/job.administer';
export const cancelJob = commandContract({
  name: 'foundation/job.cancel',
  title: { zh: '取消后台任务', en: 'Cancel background jobs' },
  input: z.object({ id: field.id() }),
  output: z.object({ id: z.string(), state: z.string() }),
  refusals: {
    'job-of-others': { zh: '这是 {name} 的任务，只有本人或管理员可以取消。', en: 'This job belongs to {name}; only they or an administrator can cancel it.' },
    'job-ended': { zh: '任务已经结束。', en: 'The job has ended already.' },
  },
});
