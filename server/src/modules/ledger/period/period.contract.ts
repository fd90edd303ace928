/** 结账: areas of a period close in order trade → stock → inventory cost → receivables/payables → ledger; the newest is reopened first. */
import { z } from 'zod';
import { commandContract, field, type Text } from '../../../kernel/contract.ts';

export const areaNames = {
  trade: { zh: '购销', en: 'Trade' },
  stock: { zh: '库存', en: 'Stock' },
  'inventory-cost': { zh: '存货核算', en: 'Inventory cost' },
  'receivable-payable': { zh: '应收应付', en: 'Receivables and payables' },
  ledger: { zh: '总账', en: 'Ledger' },
} satisfies Record<string, Text>;
const period = z.number().int().min(190001).max(299912);
const place = { period, area: field.choice('范围', 'Area', areaNames) };
const output = z.object({ period: z.number() });

export const closePeriod = commandContract({ name: 'ledger/period.close', title: { zh: '结账', en: 'Close periods' }, input: z.object(place), output });
export const reopenPeriod = commandContract({
  name: 'ledger/period.reopen', title: { zh: '反结账', en: 'Reopen periods' },
  input: z.object({ ...place, reason: field.text('原因', 'Reason', { required: true, max: 200 }) }), output,
});
export const openPeriod = commandContract({ name: 'ledger/period.open', title: { zh: '启用期间', en: 'Open periods' }, input: z.object({ period }), output });
