/** 供应商: a party we buy from, with terms. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

/** What every party has, supplier or customer. */
export const partyFields = {
  taxNumber: field.text('税号', 'Tax number', { max: 30 }).default(''),
  contact: field.text('联系人', 'Contact', { max: 40 }).default(''),
  phone: field.text('电话', 'Phone', { max: 40 }).default(''),
  address: field.text('地址', 'Address', { max: 200 }).default(''),
  bankName: field.text('开户行', 'Bank', { max: 80 }).default(''),
  bankAccount: field.text('账号', 'Bank account', { max: 40, group: 'finance' }).default(''),
};
export const supplier = masterContract({
  noun: 'purchasing/supplier',
  title: { zh: '供应商', en: 'Supplier' },
  fields: {
    ...partyFields,
    grade: field.choice('等级', 'Grade', { A: { zh: 'A 级', en: 'A' }, B: { zh: 'B 级', en: 'B' }, C: { zh: 'C 级', en: 'C' }, blocked: { zh: '黑名单', en: 'Blocked' } }).default('B'),
    paymentDays: field.count('付款天数', 'Payment days', { max: 365 }).default(60),
    taxRate: field.taxRate().default('0.13'),
  },
  lookupFields: ['paymentDays', 'taxRate', 'grade'],
});
