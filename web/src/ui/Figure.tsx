/** One value as people read it, by kind. Negative figures are red with a true minus; references show code and name. */
import { countText, dayText, instantText, isNegative, isPercentage, moneyText, percentText, priceText, quantityText } from './figures.ts';
import { useText, type Text } from './language.tsx';
import { Tag, type Tone } from './Tag.tsx';

export type ValueKind = 'id' | 'code' | 'text' | 'long-text' | 'day' | 'instant' | 'money' | 'quantity' | 'price' | 'rate' | 'count' | 'flag' | 'choice' | 'reference' | 'lines';
export type ValueShape = {
  readonly kind: ValueKind;
  readonly label: Text;
  readonly unit?: Text | undefined;
  readonly options?: Readonly<Record<string, Text>> | undefined;
  /** choice: value → tone of its tag; without one it is plain text */
  readonly tones?: Readonly<Record<string, Tone>> | undefined;
};
const numeric = new Set<ValueKind>(['money', 'quantity', 'price', 'rate', 'count']);
export const isNumeric = (kind: ValueKind): boolean => numeric.has(kind);

/** The plain text of a value; used by cells, copy, cards and totals. */
export function valueText(value: unknown, shape: ValueShape, text: (text: Text) => string, full = false): string {
  if (value === null || value === undefined || value === '') return '';
  switch (shape.kind) {
    case 'money': return moneyText(String(value));
    case 'quantity': return quantityText(String(value));
    case 'price': return priceText(String(value), full);
    case 'rate': return isPercentage(shape.label.zh, shape.unit?.zh) ? percentText(String(value)) : quantityText(String(value));
    case 'count': return countText(Number(value));
    case 'day': return dayText(String(value), full);
    case 'instant': return instantText(String(value));
    case 'flag': return value === true ? text({ zh: '是', en: 'Yes' }) : text({ zh: '否', en: 'No' });
    case 'choice': {
      const option = shape.options?.[String(value)];
      return option ? text(option) : String(value);
    }
    case 'reference': {
      const reference = value as { code?: string; name?: string };
      return typeof value === 'object' ? `${reference.code ?? ''} ${reference.name ?? ''}`.trim() : String(value);
    }
    default: return typeof value === 'object' ? '' : String(value);
  }
}

/** The whole value where a price is shown shortened. */
export function shortenedFrom(value: unknown, shape: ValueShape, text: (text: Text) => string): string | undefined {
  if (shape.kind !== 'price') return undefined;
  const inFull = valueText(value, shape, text, true);
  return inFull === valueText(value, shape, text) ? undefined : inFull;
}

export function Figure({ value, shape, full }: { value: unknown; shape: ValueShape; full?: boolean | undefined }) {
  const text = useText();
  const shown = valueText(value, shape, text, full);
  if (shape.kind === 'choice' && shape.tones && shown) return <Tag tone={shape.tones[String(value)]}>{shown}</Tag>;
  const inFull = shortenedFrom(value, shape, text);
  if (inFull) return <span className={isNegative(value) ? 'mw-negative' : undefined} title={inFull}>{shown}</span>;
  if (numeric.has(shape.kind) && isNegative(value)) return <span className="mw-negative">{shown}</span>;
  return <>{shown}</>;
}

/** Money where no field describes it: <Money value="-12430" /> */
export function Money({ value, strong }: { value: string | null | undefined; strong?: boolean }) {
  return <span className={`${isNegative(value) ? 'mw-negative' : ''}${strong ? ' mw-strong' : ''}`}>{moneyText(value)}</span>;
}
export function Quantity({ value, unit, places }: { value: string | null | undefined; unit?: string; places?: number }) {
  return <span className={isNegative(value) ? 'mw-negative' : undefined}>{quantityText(value, places)}{unit && value ? <span className="mw-muted"> {unit}</span> : null}</span>;
}
