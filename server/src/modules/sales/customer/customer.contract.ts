/** 客户: a party we sell to, with terms. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';
import { partyFields } from '../../purchasing/supplier/supplier.contract.ts';

export const customer = masterContract({
  noun: 'sales/customer',
  title: { zh: '客户', en: 'Customer' },
  fields: {
    ...partyFields,
    creditLimit: field.money('信用额度', 'Credit limit', { group: 'finance' }).default('0.00'),
    paymentDays: field.count('收款天数', 'Payment days', { max: 365 }).default(60),
    taxRate: field.taxRate().default('0.13'),
    shipTo: field.text('交货地', 'Ship to', { max: 200 }).default(''),
  },
  lookupFields: ['paymentDays', 'taxRate', 'shipTo'],
});
