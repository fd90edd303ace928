/** 会计科目: the company's own copy of the standard's chart, which it may extend. What an account controls is fixed once it has lines. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const accountControls = {
  inventory: { zh: '存货', en: 'Inventory' },
  'goods-in-transit': { zh: '在途', en: 'Goods in transit' },
  'cost-variance': { zh: '成本差异', en: 'Cost variance' },
  wip: { zh: '在制品', en: 'Work in process' },
  receivable: { zh: '应收', en: 'Receivable' },
  payable: { zh: '应付', en: 'Payable' },
  note: { zh: '票据', en: 'Note' },
  prepayment: { zh: '预收预付', en: 'Prepayment' },
  'accrued-receipt': { zh: '暂估', en: 'Accrued receipt' },
} as const;
export const account = masterContract({
  noun: 'ledger/account',
  title: { zh: '会计科目', en: 'Account' },
  fields: {
    class: field.choice('类别', 'Class', {
      asset: { zh: '资产', en: 'Asset' }, liability: { zh: '负债', en: 'Liability' }, equity: { zh: '所有者权益', en: 'Equity' },
      cost: { zh: '成本', en: 'Cost' }, profit: { zh: '损益', en: 'Profit and loss' }, common: { zh: '共同', en: 'Common' },
    }),
    normalSide: field.choice('方向', 'Side', { D: { zh: '借', en: 'Debit' }, C: { zh: '贷', en: 'Credit' } }),
    control: field.choice('受控', 'Controls', accountControls).nullable().default(null),
    parent: field.reference('上级科目', 'Parent', 'ledger/account').nullable().default(null),
    isLeaf: field.flag('末级', 'Leaf').default(true),
  },
  // Lines refer to accounts without a foreign key (it would cost every booking a lock), so an account is never deleted.
  stays: true,
  lookupFields: ['control', 'isLeaf', 'normalSide'],
});
