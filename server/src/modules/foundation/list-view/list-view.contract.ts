/** 视图: a list as somebody keeps it (conditions, words, order, columns), for themselves or shared with all who may open the list. */
import { z } from 'zod';
import { commandContract, conditionSchema, field, queryContract, recordKey, savedOutput } from '../../../kernel/contract.ts';

const names = z.array(z.string().max(60)).max(200);
export const listViewContent = z.object({
  filter: z.array(conditionSchema).max(30),
  search: z.string().max(100),
  /** Names of references in the conditions, by id, so that a chip reads without asking again. */
  names: z.record(z.string().max(20), z.string().max(200)).refine((given) => Object.keys(given).length <= 100),
  sort: z.object({ by: z.string().max(60), descending: z.boolean() }).optional(),
  hidden: names,
  order: names,
});
export type ListViewContent = z.infer<typeof listViewContent>;
export type ListView = { readonly id: string; readonly version: number; readonly name: string; readonly shared: boolean; readonly mine: boolean; readonly ownerName: string; readonly content: ListViewContent };

export const shareListView = 'foundation/list-view.share';
export const listViews = queryContract({
  name: 'foundation/list-view.list',
  title: { zh: '看列表视图', en: 'See views of lists' },
  permission: 'foundation/list-view.view',
  input: z.object({ list: z.string().max(100) }),
  output: z.object({
    rows: z.array(z.object({ id: z.string(), version: z.number(), name: z.string(), shared: z.boolean(), mine: z.boolean(), ownerName: z.string(), content: listViewContent })),
  }),
});
export const saveListView = commandContract({
  name: 'foundation/list-view.save',
  title: { zh: '保存列表视图', en: 'Save views of lists' },
  input: z.object({
    id: field.id().optional(), version: z.number().int().min(1).optional(),
    list: z.string().regex(/^[a-z-]+\/[a-z-]+\.[a-z-]+$/).max(100), name: z.string().trim().min(1).max(40), shared: z.boolean().default(false), content: listViewContent,
  }),
  output: savedOutput,
  refusals: {
    'view-name-taken': { zh: '您已有叫「{name}」的视图。换个名称，或先删除原来的。', en: 'You have a view named “{name}” already. Choose another name or delete that one first.' },
    'view-not-shared': { zh: '您没有共享视图的权限，请向管理员申请，或只为自己保存。', en: 'You may not share views. Ask your administrator, or keep it for yourself.' },
    'view-of-others': { zh: '这是 {name} 的视图，只有本人可以改；可以另存一个自己的。', en: 'This view belongs to {name}, who alone may change it. Save one of your own.' },
  },
});
export const removeListView = commandContract({
  name: 'foundation/list-view.remove',
  title: { zh: '删除列表视图', en: 'Delete views of lists' },
  permission: 'foundation/list-view.save',
  input: z.object(recordKey),
  output: savedOutput,
  refusals: { 'view-of-others': saveListView.refusals['view-of-others'] as { zh: string; en: string } },
});
