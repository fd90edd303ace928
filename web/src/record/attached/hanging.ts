/** What hangs on a record, asked once for its tab's count and its content; whatever changes it makes history new as well. */
import type { Noun } from '@millwright/server/kernel/contract';
import { listAttachments } from '@millwright/server/modules/foundation/attachment/attachment.contract';
import { listComments } from '@millwright/server/modules/foundation/comment/comment.contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { usePage } from '../page-context.tsx';

const newsEveryMs = 60_000;
export const useAttachments = (noun: Noun, record: string) =>
  useQuery({ queryKey: [listAttachments.name, noun, record], queryFn: ({ signal }) => runQuery(listAttachments, { noun, record }, signal), retry: false, refetchOnMount: 'always' });
export const useComments = (noun: Noun, record: string) => {
  const { active } = usePage();
  return useQuery({ queryKey: [listComments.name, noun, record], queryFn: ({ signal }) => runQuery(listComments, { noun, record }, signal), retry: false, refetchOnMount: 'always', refetchInterval: active ? newsEveryMs : false });
};
export function useHangingCounts(noun: Noun, record: string): { attachments: number; comments: number } {
  const [attachments, comments] = [useAttachments(noun, record), useComments(noun, record)];
  return { attachments: attachments.data?.rows.length ?? 0, comments: comments.data?.count ?? 0 };
}
/** After a change: the list itself and the history. */
export function useRenew(name: string, noun: Noun, record: string): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all([client.invalidateQueries({ queryKey: [name, noun, record] }), client.invalidateQueries({ queryKey: ['foundation/history.get', noun] })]);
}
