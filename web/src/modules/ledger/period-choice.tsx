/** The periods of the company, and a choice of from–to that every report shares. */
import { periodList } from '@millwright/server/modules/ledger/report/report.contract';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import { useText } from '../../ui/language.tsx';

export const usePeriods = () => {
  const { company } = useSession();
  return useQuery({ queryKey: [periodList.name, company?.id], queryFn: ({ signal }) => runQuery(periodList, {}, signal) });
};
/** The period people work in; the report's first choice. */
export const useCurrentPeriod = (): number => useSession().company?.period?.period ?? 0;
export const periodText = (period: number): string => `${Math.trunc(period / 100)}-${String(period % 100).padStart(2, '0')}`;

export function PeriodSelect({ label, value, onChange }: { label: string; value: number; onChange: (period: number) => void }) {
  const periods = usePeriods();
  const rows = periods.data?.rows ?? [];
  return (
    <label className="mw-small mw-second" style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      {label}
      <select className="mw-input" style={{ width: 104 }} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {!rows.some((row) => row.period === value) && <option value={value}>{value ? periodText(value) : '—'}</option>}
        {rows.map((row) => <option key={row.period} value={row.period}>{periodText(row.period)}</option>)}
      </select>
    </label>
  );
}

export function PeriodRange({ from, to, onChange }: { from: number; to: number; onChange: (from: number, to: number) => void }) {
  const text = useText();
  return (
    <>
      <PeriodSelect label={text({ zh: '期间', en: 'From' })} value={from} onChange={(period) => onChange(period, Math.max(period, to))} />
      <PeriodSelect label={text({ zh: '至', en: 'to' })} value={to} onChange={(period) => onChange(Math.min(from, period), period)} />
    </>
  );
}
