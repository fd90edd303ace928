/** 原因代码: why something was scrapped, reworked, returned, counted differently or reversed. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const causeCode = masterContract({
  noun: 'foundation/cause-code',
  title: { zh: '原因代码', en: 'Cause code' },
  fields: {
    usage: field.choice('用途', 'Used for', {
      scrap: { zh: '报废', en: 'Scrap' },
      rework: { zh: '返工', en: 'Rework' },
      'count-difference': { zh: '盘点差异', en: 'Count difference' },
      return: { zh: '退货', en: 'Return' },
      reversal: { zh: '冲销', en: 'Reversal' },
    }),
  },
});
