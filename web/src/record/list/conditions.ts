/** Conditions of a list: which operators a field has, and a condition as the sentence on its chip. The server evaluates them. */
import type { Condition, FieldMeta } from '@millwright/server/kernel/contract';
import type { Text } from '../../ui/language.tsx';
import { valueText } from '../../ui/Figure.tsx';

export type Operator = Condition['operator'];
export const operatorTexts: Readonly<Record<Operator, Text>> = {
  is: { zh: '等于', en: 'is' },
  'is-not': { zh: '不等于', en: 'is not' },
  'one-of': { zh: '属于', en: 'is one of' },
  contains: { zh: '包含', en: 'contains' },
  from: { zh: '不早于 / 不小于', en: 'from' },
  to: { zh: '不晚于 / 不大于', en: 'up to' },
  empty: { zh: '为空', en: 'is empty' },
  'not-empty': { zh: '不为空', en: 'is not empty' },
};

export function operatorsFor(kind: FieldMeta['kind']): readonly Operator[] {
  switch (kind) {
    case 'choice': return ['one-of'];
    case 'reference': return ['is', 'empty', 'not-empty'];
    case 'flag': return ['is'];
    case 'day':
    case 'instant':
    case 'money':
    case 'quantity':
    case 'price':
    case 'rate':
    case 'count': return ['from', 'is', 'empty', 'not-empty'];
    default: return ['contains', 'is', 'empty', 'not-empty'];
  }
}

/** names: id → name of references chosen in a condition. */
export function conditionText(condition: Condition, field: FieldMeta, names: Readonly<Record<string, string>>, text: (text: Text) => string): { label: string; operator: string; value: string } {
  const one = (value: unknown): string => {
    if (field.kind === 'reference') return names[String(value)] ?? String(value);
    return valueText(value, field, text);
  };
  const { value } = condition;
  const shown = Array.isArray(value) ? value.map(one).join(text({ zh: '、', en: ', ' })) : value === undefined ? '' : one(value);
  const operator = condition.operator === 'from' ? '≥' : condition.operator === 'to' ? '≤' : text(operatorTexts[condition.operator]);
  return { label: text(field.label), operator, value: shown };
}
