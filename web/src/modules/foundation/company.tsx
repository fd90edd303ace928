/**
 * 账套: the companies of this installation with their last backup, and the backups of the one worked in. Opening, backing up and restoring
 * run as jobs: the page follows the one it started, the tray keeps it when the page is left.
 */
import { backUpCompany, companyStates, createCompany, listBackups, listCompanies, restoreCompany } from '@millwright/server/modules/foundation/company/company.contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { backupUrl, commandByName, queryByName, runCommand, runQuery, uploadBackup } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { switchCompany, useSession } from '../../api/session.tsx';
import { type Job, jobsKey } from '../../app/JobsTray.tsx';
import { AskDialog } from '../../record/document/AskDialog.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { usePageTitle } from '../../record/page-context.tsx';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { today } from '../../ui/clock.ts';
import { countText, instantText, quantityText } from '../../ui/figures.ts';
import { useText, type Text } from '../../ui/language.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Bar, Panel } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';

const title = { zh: '账套', en: 'Companies' };
const restoreInput = restoreCompany.input.pick({ code: true, name: true });
type Company = z.output<typeof listCompanies.output>['rows'][number];
type Backup = z.output<typeof listBackups.output>['rows'][number];
/** 48,312 → 47.2 kB, in tenths without a float on the screen. */
const sizeText = (bytes: number): string => {
  const [unit, size] = bytes >= 1024 ** 3 ? ['GB', 1024 ** 3] : bytes >= 1024 ** 2 ? ['MB', 1024 ** 2] : ['kB', 1024];
  const tenths = Math.ceil((bytes * 10) / size);
  return `${quantityText(`${Math.trunc(tenths / 10)}.${tenths % 10}`)} ${unit}`;
};

export function CompanyPage() {
  const text = useText();
  const { company, may } = useSession();
  const client = useQueryClient();
  usePageTitle(title);
  const file = useRef<HTMLInputElement>(null);
  const [creating, setCreating] = useState(false);
  const [restoring, setRestoring] = useState<File>();
  const [jobId, setJobId] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const found = useQuery({ queryKey: [listCompanies.name, company?.id], queryFn: ({ signal }) => runQuery(listCompanies, {}, signal) });
  const backups = useQuery({ queryKey: [listBackups.name, company?.id], queryFn: ({ signal }) => runQuery(listBackups, {}, signal) });
  const administrator = found.data?.administrator === true && may(createCompany.permission);
  const denied = administrator ? undefined : text({ zh: '只有系统的管理员可以新建和恢复账套。', en: 'Only an administrator of the installation opens and restores companies.' });
  const refresh = () => Promise.all([listCompanies.name, listBackups.name, ...jobsKey].map((name) => client.invalidateQueries({ queryKey: [name] })));
  const start = async (work: () => Promise<{ output: { jobId: string } }>) => {
    setProblem(undefined);
    try {
      setJobId((await work()).output.jobId);
      await client.invalidateQueries({ queryKey: jobsKey });
    } catch (error) {
      setProblem(error);
    }
  };
  const chosen = (files: FileList | null) => setRestoring(files?.[0]);
  return (
    <>
      <PageHead title={text(title)} subtitle={found.data && text({ zh: `本系统 ${found.data.rows.length} 个`, en: `${found.data.rows.length} in this installation` })}>
        <Button primary icon="download" onPress={() => start(() => runCommand(backUpCompany, {}))}>{text({ zh: '备份本账套', en: 'Back this company up' })}</Button>
        <Button icon="upload" whyNot={denied} onPress={() => file.current?.click()}>{text({ zh: '恢复账套', en: 'Restore a company' })}</Button>
        <Button icon="plus" whyNot={denied} onPress={() => setCreating(true)}>{text({ zh: '新建账套', en: 'Open a company' })}</Button>
        <input ref={file} type="file" accept=".gz" hidden aria-label={text({ zh: '备份文件', en: 'Backup file' })} onChange={(event) => { chosen(event.currentTarget.files); event.currentTarget.value = ''; }} />
      </PageHead>
      <div className="mw-stack" style={{ flex: 1 }}>
        {problem !== undefined && <ProblemNotice problem={asProblem(problem)} />}
        {jobId !== undefined && <StartedJob key={jobId} jobId={jobId} onEnd={refresh} />}
        {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
        <Panel title={text(title)}><CompanyTable rows={found.data?.rows ?? []} loading={found.isPending} current={company?.id} /></Panel>
        <Panel grow title={text({ zh: '本账套的备份', en: 'Backups of this company' })} aside={text({ zh: '文件含全部业务数据，请保存到另一台机器上', en: 'A file holds all its data; keep it on another machine' })}>
          <BackupTable rows={backups.data?.rows ?? []} loading={backups.isPending} />
        </Panel>
      </div>
      {creating && (
        <AskDialog title={text({ zh: '新建账套', en: 'Open a company' })} schema={createCompany.input} initial={{ firstPeriod: today().slice(0, 7) }} onCancel={() => setCreating(false)}
          sentence={text({ zh: '按小企业会计准则建立科目、过账规则和 12 个期间；岗位与权限照本账套，人员只有您自己。', en: 'With the chart of the small-enterprise standard, its posting rules and 12 periods; posts as in this company, and only you in it.' })}
          onDone={(values) => { setCreating(false); void start(() => commandByName(createCompany.name, values)); }} />
      )}
      {restoring && (
        <AskDialog title={text({ zh: '恢复账套', en: 'Restore a company' })} schema={restoreInput} onCancel={() => setRestoring(undefined)}
          sentence={text({ zh: `${restoring.name}：恢复成一个新账套，不改动任何现有账套。核对全部账簿后才能进入；备份里的人员按账号对应，没有的建为停用。`, en: `${restoring.name}: restored as a new company; no existing one changes. It opens after all books have been checked. People are matched by login; unknown ones are added inactive.` })}
          onDone={(values) => { const chosenFile = restoring; setRestoring(undefined); void start(async () => commandByName(restoreCompany.name, { ...values, upload: await uploadBackup(chosenFile), fileName: chosenFile.name })); }} />
      )}
    </>
  );
}

function CompanyTable({ rows, loading, current }: { rows: readonly Company[]; loading: boolean; current: string | undefined }) {
  const text = useText();
  const columns: TableColumn<Company>[] = [
    { key: 'code', label: text({ zh: '代码', en: 'Code' }), width: 140, cell: (row) => row.code },
    { key: 'name', label: text({ zh: '名称', en: 'Name' }), cell: (row) => <span className="mw-strong">{row.name}</span> },
    { key: 'state', label: text({ zh: '状态', en: 'State' }), width: 110, corner: true, cell: (row) => <Tag tone={row.state === 'live' ? 'done' : row.state === 'deleting' ? 'neutral' : 'waiting'}>{text(companyStates[row.state])}</Tag> },
    { key: 'documents', label: text({ zh: '单据数', en: 'Documents' }), width: 110, align: 'right', cell: (row) => countText(row.documents) },
    { key: 'backup', label: text({ zh: '上次备份', en: 'Last backup' }), width: 220, cell: (row) => (row.backupAt === null ? <span className="mw-waiting">{text({ zh: '没有备份过', en: 'Never backed up' })}</span> : `${instantText(row.backupAt)} · ${sizeText(row.backupBytes ?? 0)}`) },
    { key: 'enter', label: '', width: 110, cell: (row) => {
      if (row.id === current) return <span className="mw-muted">{text({ zh: '当前账套', en: 'Current' })}</span>;
      if (row.state === 'loading' || row.state === 'deleting') return null;
      return row.member ? <Button small quiet onPress={() => switchCompany(row.id)}>{text({ zh: '进入', en: 'Enter' })}</Button> : <span className="mw-muted">{text({ zh: '没有岗位', en: 'No role' })}</span>;
    } },
  ];
  return <Table label={text(title)} columns={columns} rows={rows} rowKey={(row) => row.id} loading={loading} />;
}

function BackupTable({ rows, loading }: { rows: readonly Backup[]; loading: boolean }) {
  const text = useText();
  const columns: TableColumn<Backup>[] = [
    { key: 'file', label: text({ zh: '文件', en: 'File' }), cell: (row) => row.fileName },
    { key: 'taken', label: text({ zh: '时间', en: 'Taken at' }), width: 150, cell: (row) => instantText(row.takenAt) },
    { key: 'by', label: text({ zh: '备份人', en: 'By' }), width: 110, cell: (row) => row.takenBy || text({ zh: '命令行', en: 'Command line' }) },
    { key: 'rows', label: text({ zh: '行数', en: 'Rows' }), width: 110, align: 'right', cell: (row) => countText(row.rowCount) },
    { key: 'bytes', label: text({ zh: '大小', en: 'Size' }), width: 100, align: 'right', cell: (row) => sizeText(row.bytes) },
    { key: 'download', label: '', width: 100, cell: (row) => <a className="mw-link" href={backupUrl(row.id)} download>{text({ zh: '下载', en: 'Download' })}</a> },
  ];
  return <Table label={text({ zh: '备份', en: 'Backups' })} columns={columns} rows={rows} rowKey={(row) => row.id} loading={loading} empty={<EmptyState title={text({ zh: '还没有备份。备份时大家可以照常工作。', en: 'No backup yet. People go on working while one is taken.' })} />} />;
}

const over = (state: string | undefined): boolean => state === 'done' || state === 'failed' || state === 'cancelled';
function StartedJob({ jobId, onEnd }: { jobId: string; onEnd: () => Promise<unknown> }) {
  const text = useText();
  const { company } = useSession();
  const job = useQuery({
    queryKey: ['foundation/company.job', company?.id, jobId],
    queryFn: async ({ signal }) => {
      const now = (await queryByName<{ rows: Job[] }>('foundation/job.list', { limit: 20 }, signal)).rows.find(({ id }) => id === jobId) ?? null;
      if (over(now?.state)) await onEnd();
      return now;
    },
    refetchInterval: (query) => (over(query.state.data?.state) ? false : 700),
  });
  const { data } = job;
  if (!data) return null;
  const message = data.message ? text(data.message as Text) : '';
  if (data.state === 'done') return <Notice kind="success" title={message} />;
  if (over(data.state)) return <Notice kind={data.state === 'failed' ? 'refusal' : 'warning'} title={message} />;
  return (
    <section className="mw-panel mw-import-progress" aria-live="polite">
      <span>{data.state === 'waiting' ? text({ zh: '排队中', en: 'Waiting' }) : text(data.title)}</span>
      <Bar share={data.progress ?? 0} />
      <Button small onPress={() => commandByName('foundation/job.cancel', { id: jobId })}>{text({ zh: '取消', en: 'Cancel' })}</Button>
    </section>
  );
}
