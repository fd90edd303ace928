/** 工作中心: machines or hands of one kind, with capacity and the rates that operation reports are costed at. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const workCenter = masterContract({
  noun: 'engineering/work-center',
  title: { zh: '工作中心', en: 'Work centre' },
  fields: {
    department: field.reference('部门', 'Department', 'foundation/department').nullable().default(null),
    machines: field.count('台数', 'Machines', { min: 1, max: 999 }).default(1),
    hoursPerDay: field.quantity('每日工时', 'Hours a day', { unit: { zh: '小时', en: 'h' } }).default('8'),
    efficiency: field.rate('效率', 'Efficiency', { within: (rate) => rate >= 0.01 && rate <= 10, expects: { zh: '效率填 1%～1000%，如 90 或 90%', en: 'efficiency is 1 % to 1000 %, such as 90 or 90%' } }).default('1'),
    labourRate: field.price('人工费率', 'Labour rate', { unit: { zh: '元/小时', en: 'CNY/h' }, group: 'cost' }).default('0'),
    overheadRate: field.price('制费费率', 'Overhead rate', { unit: { zh: '元/小时', en: 'CNY/h' }, group: 'cost' }).default('0'),
  },
});
