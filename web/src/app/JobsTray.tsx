/** Long work in the background: progress, cancel, result. Asks often while something runs and the tray is open, rarely otherwise. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Popover } from 'antd';
import { useState } from 'react';
import { commandByName, queryByName } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import { PageLink } from '../record/page-context.tsx';
import { Bar } from '../ui/Panel.tsx';
import { Button } from '../ui/Button.tsx';
import { instantText } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { useText, type Text } from '../ui/language.tsx';

export type Job = {
  readonly id: string;
  readonly title: Text | string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** 0 to 1 */
  readonly progress?: number | null;
  readonly message?: Text | string | null;
  readonly createdAt?: string | null;
  readonly finishedAt?: string | null;
  readonly resultHref?: string | null;
};
export const jobsKey = ['foundation/job.list'] as const;

export function JobsTray() {
  const text = useText();
  const { may } = useSession();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const jobs = useQuery({
    queryKey: jobsKey,
    enabled: may('foundation/job.view'),
    retry: false,
    queryFn: ({ signal }) => queryByName<{ rows: Job[] }>('foundation/job.list', { limit: 20 }, signal),
    refetchInterval: (query) => (query.state.data?.rows.some((job) => job.state === 'running' || job.state === 'waiting') ? (open ? 1_000 : 4_000) : false),
  });
  if (!may('foundation/job.view') || !jobs.data) return null;
  const rows = jobs.data?.rows ?? [];
  const busy = rows.filter((job) => job.state === 'running' || job.state === 'waiting').length;
  const cancel = async (id: string) => {
    await commandByName('foundation/job.cancel', { id }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: jobsKey });
  };
  const content = (
    <div style={{ width: 340, maxHeight: 420, overflow: 'auto' }}>
      <b className="mw-strong">{text({ zh: '后台任务', en: 'Background jobs' })}</b>
      {rows.length === 0 && <p className="mw-muted" style={{ paddingTop: 8 }}>{text({ zh: '没有后台任务。导入、计划、结账和备份会在这里显示进度。', en: 'No jobs. Imports, planning, closing and backups show their progress here.' })}</p>}
      {rows.map((job) => (
        <div key={job.id} className="mw-job">
          <div className="mw-row">
            {job.state === 'done' && <span className="mw-done"><Icon name="check" small /></span>}
            <span className="mw-clip mw-strong">{text(job.title)}</span>
            <span className="mw-space" />
            {(job.state === 'running' || job.state === 'waiting') && <Button quiet small onPress={() => cancel(job.id)}>{text({ zh: '取消', en: 'Cancel' })}</Button>}
            {job.state === 'done' && <span className="mw-muted mw-small">{instantText(job.finishedAt)}</span>}
            {job.resultHref && <span onClickCapture={() => setOpen(false)}><PageLink href={job.resultHref}>{text({ zh: '查看', en: 'View' })}</PageLink></span>}
          </div>
          {job.state === 'running' && <Bar share={job.progress ?? 0} />}
          {job.state === 'waiting' && <span className="mw-muted mw-small">{text({ zh: '排队中', en: 'Waiting' })}</span>}
          {job.state === 'failed' && <span className="mw-waiting mw-small">{job.message ? text(job.message) : text({ zh: '没有完成', en: 'Did not finish' })}</span>}
          {job.state !== 'failed' && job.message && <span className="mw-muted mw-small">{text(job.message)}</span>}
        </div>
      ))}
    </div>
  );
  return (
    <Popover open={open} onOpenChange={(next) => { setOpen(next); if (next) void jobs.refetch(); }} trigger="click" placement="bottomRight" arrow={false} content={content}>
      <button type="button" className="mw-icon-button" aria-label={`${text({ zh: '后台任务', en: 'Background jobs' })}${busy > 0 ? ` ${busy}` : ''}`} title={text({ zh: '后台任务', en: 'Background jobs' })}>
        <Icon name="clock" />
        {busy > 0 && <span className="mw-count">{busy}</span>}
      </button>
    </Popover>
  );
}
