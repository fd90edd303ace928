/** 期末结账: every period with its five areas; the next step is a button, what refuses it is a sentence. */
import { areaNames, closePeriod, reopenPeriod } from '@millwright/server/modules/ledger/period/period.contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { runCommand } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { AskDialog } from '../../record/document/AskDialog.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { usePage, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { today } from '../../ui/clock.ts';
import { useText } from '../../ui/language.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { periodText, usePeriods } from './period-choice.tsx';

type Area = keyof typeof areaNames;
const order = Object.keys(areaNames) as Area[];
type Row = { readonly period: number; readonly areas: Readonly<Record<string, string>> };

export function PeriodPage() {
  const text = useText();
  const { may } = useSession();
  const client = useQueryClient();
  const periods = usePeriods();
  const [problem, setProblem] = useState<unknown>();
  const [reopening, setReopening] = useState<{ period: number; area: Area }>();
  const title = { zh: '期末结账', en: 'Period close' };
  usePageTitle(title);
  const all = (periods.data?.rows ?? []) as readonly (Row & { readonly lastDay: string })[];
  // From the home page: the past ones whose ledger is open, as counted there. Only all of them say what comes next.
  const [past, setPast] = usePageState('past', usePage().search['past'] === '1');
  const rows = past ? all.filter((row) => row.lastDay < today() && row.areas['ledger'] === 'open') : all;
  const next = step(all, 'open', order);
  const newest = step([...all].reverse(), 'closed', [...order].reverse());
  const run = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    }
    await client.invalidateQueries({ queryKey: ['ledger/period.list'] });
  };
  const denied = (permission: string) => (may(permission) ? undefined : text({ zh: '您没有这项权限，请向管理员申请。', en: 'You do not have this permission.' }));
  const columns: readonly TableColumn<Row>[] = [
    { key: 'period', label: text({ zh: '期间', en: 'Period' }), width: 100, cell: (row) => periodText(row.period) },
    ...order.map((area): TableColumn<Row> => ({
      key: area, label: text(areaNames[area]), width: 170,
      cell: (row) => (row.areas[area] === 'closed'
        ? <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}><Tag tone="done">{text({ zh: '已结', en: 'Closed' })}</Tag>{newest?.period === row.period && newest.area === area && <Button small quiet whyNot={denied('ledger/period.reopen')} onPress={() => setReopening({ period: row.period, area })}>{text({ zh: '反结账', en: 'Reopen' })}</Button>}</span>
        : next?.period === row.period && next.area === area
          ? <Button small primary whyNot={denied('ledger/period.close')} onPress={() => run(() => runCommand(closePeriod, { period: row.period, area }))}>{text({ zh: '结账', en: 'Close' })}</Button>
          : <span className="mw-muted">{text({ zh: '开放', en: 'Open' })}</span>),
    })),
  ];
  return (
    <>
      <PageHead title={text(title)} subtitle={text({ zh: '依次结购销、库存、存货核算、应收应付、总账；总账须全部凭证已记账', en: 'Trade, stock, inventory cost, receivables and payables, ledger; the ledger closes when all vouchers are posted' })}>
        <Segments label={text({ zh: '范围', en: 'Scope' })} value={past ? 'past' : 'all'} onChange={(value) => setPast(value === 'past')} options={[{ value: 'all', text: text({ zh: '全部期间', en: 'All periods' }) }, { value: 'past', text: text({ zh: '过去未结账', en: 'Past and open' }) }]} />
      </PageHead>
      {problem !== undefined && <ProblemNotice problem={asProblem(problem)} />}
      <section className="mw-panel grow"><Table label={text(title)} columns={columns} rows={rows} rowKey={(row) => String(row.period)} loading={periods.isLoading} /></section>
      {reopening && (
        <AskDialog title={text({ zh: '反结账', en: 'Reopen' })} sentence={text({ zh: `重新打开 ${periodText(reopening.period)} 的「${areaNames[reopening.area].zh}」，会留下记录。`, en: `Reopens ${areaNames[reopening.area].en} of ${periodText(reopening.period)}; it is recorded.` })}
          schema={reopenPeriod.input.pick({ reason: true })} onCancel={() => setReopening(undefined)}
          onDone={(values) => { setReopening(undefined); void run(() => runCommand(reopenPeriod, { ...reopening, reason: String(values['reason'] ?? '') })); }} />
      )}
    </>
  );
}

/** The first period and area in a state, in the order given: the only one that may move. */
function step(rows: readonly Row[], state: string, areas: readonly Area[]): { period: number; area: Area } | undefined {
  for (const row of rows) for (const area of areas) if (row.areas[area] === state) return { period: row.period, area };
  return undefined;
}
