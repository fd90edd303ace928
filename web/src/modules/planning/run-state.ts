/** The latest run and a run under way: starting it, how far it is, and a refresh of everything once it is done. */
import { latestMrpRun, startMrpRun } from '@millwright/server/modules/planning/mrp-run/mrp-run.contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { commandByName, queryByName, runCommand, runQuery } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { type Job, jobsKey } from '../../app/JobsTray.tsx';

const askEvery = 700;
const titleOf = (job: Job): string => (typeof job.title === 'string' ? job.title : job.title.zh);

export function useRun() {
  const { company } = useSession();
  const client = useQueryClient();
  const [problem, setProblem] = useState<Problem>();
  const latest = useQuery({ queryKey: [latestMrpRun.name, company?.id], queryFn: ({ signal }) => runQuery(latestMrpRun, {}, signal), refetchOnMount: 'always' });
  const jobs = useQuery({
    queryKey: jobsKey,
    queryFn: ({ signal }) => queryByName<{ rows: Job[] }>('foundation/job.list', { limit: 20 }, signal),
    refetchInterval: (query) => (query.state.data?.rows.some(busy) ? askEvery : false),
  });
  const job = jobs.data?.rows.find((one) => titleOf(one) === 'MRP 运算');
  const running = job !== undefined && busy(job) ? job : undefined;
  const watched = useRef<string>(undefined);
  useEffect(() => {
    if (running) watched.current = running.id;
    else if (job && watched.current === job.id) {
      watched.current = undefined;
      if (job.state === 'failed') setProblem({ status: 422, code: 'cannot-plan', message: typeof job.message === 'object' && job.message ? job.message : { zh: String(job.message ?? ''), en: String(job.message ?? '') }, errors: [] });
      void client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('planning/') });
    }
  }, [running, job, client]);
  const start = async () => {
    setProblem(undefined);
    try {
      watched.current = (await runCommand(startMrpRun, {})).output.jobId;
    } catch (error) {
      setProblem(asProblem(error));
    }
    await client.invalidateQueries({ queryKey: jobsKey });
  };
  const cancel = async () => {
    if (running) await commandByName('foundation/job.cancel', { id: running.id }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: jobsKey });
  };
  return { run: latest.data?.run ?? undefined, loading: latest.isLoading, error: latest.error, running, start, cancel, problem };
}
const busy = (job: Job): boolean => job.state === 'running' || job.state === 'waiting';
