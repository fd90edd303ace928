/** 计量单位: how many decimals its quantities may have. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const unit = masterContract({
  noun: 'foundation/unit',
  title: { zh: '计量单位', en: 'Unit' },
  fields: { decimals: field.count('小数位', 'Decimals', { max: 6 }).default(0) },
  lookupFields: ['decimals'],
});
