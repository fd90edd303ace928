/** 期初: opening stock and opening balances come in through workbooks and stand as booked documents, reversible like any other. */
import { z } from 'zod';
import { documentContract, field, listContract, queryContract, type Text } from '../../../kernel/contract.ts';
import { importContract } from '../../../kernel/exchange/import.contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const opening = documentContract({
  noun: 'ledger/opening',
  title: { zh: '期初单', en: 'Opening balance' },
  states: bookingStates,
  editable: [],
  head: z.object({ day: field.day('业务日期', 'Day'), summary: field.text('摘要', 'Summary', { max: 200 }) }),
  actions: { reverse: bookingActions.reverse },
});
export const listOpenings = listContract({
  noun: 'ledger/opening',
  title: { zh: '期初单', en: 'Opening balances' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('业务日期', 'Day'),
    party: field.referenceTo('往来单位', 'Party', 'foundation/party', { width: 220 }),
    summary: field.text('摘要', 'Summary', { width: 260 }),
    lines: field.count('行数', 'Lines'),
    debit: field.money('借方', 'Debit', { group: 'finance' }),
    credit: field.money('贷方', 'Credit', { group: 'finance' }),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: false },
  totals: ['debit', 'credit'],
});
export const getOpening = queryContract({
  name: 'ledger/opening.get', title: { zh: '查看期初单', en: 'View opening balances' }, permission: 'ledger/opening.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});

const dayColumn = field.day('业务日期', 'Day', { hint: { zh: '空白 = 启用期间的第一天', en: 'empty = first day of the first period' } }).nullable().default(null);
const once: Text = { zh: '引入即记账。引错了请冲销期初单后重新引入。', en: 'Imported openings are booked at once. To correct them, reverse the opening document and import again.' };
export const openingStockImport = importContract({
  noun: 'inventory/opening-stock',
  title: { zh: '期初库存', en: 'Opening stock' },
  row: z.object({
    item: field.reference('物料编码', 'Item code', 'engineering/item', { width: 150 }),
    warehouse: field.reference('仓库编码', 'Warehouse code', 'inventory/warehouse', { width: 110 }),
    quantity: field.amount('数量', 'Quantity'),
    amount: field.money('金额', 'Amount', { group: 'cost', unit: { zh: '元', en: 'CNY' } }),
    day: dayColumn,
    note: field.text('备注', 'Note', { max: 200 }).default(''),
  }),
  key: ['item', 'warehouse'],
  examples: { item: 'STL-SPCC-15', warehouse: 'W01', quantity: '120', amount: '8640' },
  explanation: [{ zh: '同一物料在同一仓库一行；金额为不含税总额，单位成本由系统按金额÷数量得出。', en: 'One row per item and warehouse; the amount is the total without tax, the unit cost follows from amount ÷ quantity.' }, once],
});
export const openingBalanceImport = importContract({
  noun: 'ledger/opening-balance',
  title: { zh: '期初余额', en: 'Opening balances' },
  row: z.object({
    account: field.reference('科目编码', 'Account code', 'ledger/account', { width: 120 }),
    party: field.reference('往来单位编码', 'Party code', 'foundation/party', { width: 130 }).nullable().default(null),
    reference: field.text('原单据号', 'Original document no.', { max: 60 }).default(''),
    debit: field.money('借方余额', 'Debit', { group: 'finance', unit: { zh: '元', en: 'CNY' } }).nullable().default(null),
    credit: field.money('贷方余额', 'Credit', { group: 'finance', unit: { zh: '元', en: 'CNY' } }).nullable().default(null),
    day: dayColumn,
  }),
  key: ['account', 'party', 'reference'],
  examples: { account: '1002', debit: '350000' },
  explanation: [
    { zh: '每行借方、贷方只填一个。往来科目要填往来单位；一张原单据一行，以后可按它收款、付款。', en: 'Fill in debit or credit. Accounts with parties need the party; one row per original document, so that it can be settled later.' },
    { zh: '存货科目的期初用「期初库存」引入。', en: 'Balances of inventory accounts come in through opening stock.' },
    once,
  ],
});
