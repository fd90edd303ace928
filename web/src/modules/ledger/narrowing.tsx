/** What a figure elsewhere was about (an item, a party, a work order): a ledger page shows that it is narrowed to it, and lets go of it. */
import { Button } from '../../ui/Button.tsx';
import { usePage, usePageState } from '../../record/page-context.tsx';
import { useText } from '../../ui/language.tsx';

const narrowings = [
  { key: 'item', label: { zh: '只看物料', en: 'Only item' } },
  { key: 'party', label: { zh: '只看往来单位', en: 'Only party' } },
  { key: 'workOrder', label: { zh: '只看一张生产任务单', en: 'Only one work order' } },
] as const;
export type Narrowing = Partial<Record<(typeof narrowings)[number]['key'], string>>;

export function useNarrowing(): [Narrowing, (next: Narrowing) => void] {
  const { search } = usePage();
  return usePageState<Narrowing>('narrowed', Object.fromEntries(narrowings.flatMap(({ key }) => (search[key] ? [[key, search[key]]] : []))));
}

/** `names`: how the item or party reads, as far as the rows say it. */
export function NarrowingButtons({ value, onChange, names = {} }: { value: Narrowing; onChange: (next: Narrowing) => void; names?: Narrowing }) {
  const text = useText();
  return narrowings.filter(({ key }) => value[key]).map(({ key, label }) => <Button key={key} small onPress={() => onChange({ ...value, [key]: undefined })}>{`${text(label)} ${names[key] ?? ''} ✕`}</Button>);
}
