/** A due day in a list: in the overdue colour with the number of days once it has passed with something still to come. */
import { useText } from '../../ui/language.tsx';
import type { ListRow } from './ListPage.tsx';

export function DueDay({ row, field = 'dueDay' }: { row: ListRow; field?: string }) {
  const text = useText();
  const days = Number(row['overdueDays'] ?? 0);
  const day = String(row[field] ?? '').slice(5);
  return days > 0 ? <span className="mw-overdue">{day} {text({ zh: `逾期 ${days} 天`, en: `${days} d late` })}</span> : day;
}
