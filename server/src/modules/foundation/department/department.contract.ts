/** 部门: what it is for decides where its costs go. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const department = masterContract({
  noun: 'foundation/department',
  title: { zh: '部门', en: 'Department' },
  fields: {
    usage: field.choice('性质', 'Purpose', {
      production: { zh: '基本生产', en: 'Production' },
      auxiliary: { zh: '辅助生产', en: 'Auxiliary production' },
      selling: { zh: '销售', en: 'Selling' },
      admin: { zh: '管理', en: 'Administration' },
      research: { zh: '研发', en: 'Research' },
    }),
  },
});
