/**
 * Money ahead of its paper and paper that was wrong: an advance is set against what a customer owes, a prepayment against an invoice, each
 * from the page that shows both; a posted manual voucher is taken back by a red one that a second person audits.
 */
import { describe, expect } from 'vitest';
import { command, idOf, newMark } from './factory-fixture.ts';
import type { Person } from './person.ts';
import { proveBooks } from './prove-books.ts';
import { dayIn, soon, tellStory } from './story.ts';

const { at, step } = tellStory();
const mark = newMark();
const ahead = '100.00';
type Party = { readonly id: string; readonly code: string; readonly name: string };

async function rowsOf<Row>(person: Person, query: string): Promise<Row[]> {
  return (await person.call('queries', query, {})).body['rows'] as Row[];
}
/** From the row that shows a text to the settlement it proposes, booked; its number. */
async function settle(person: Person, row: string, title: string, other: string): Promise<string> {
  await person.sheet().locator('tbody tr', { hasText: row }).first().getByRole('button', { name: '核销' }).click();
  await person.newDocument(title);
  await expect.poll(async () => await person.cell(1, '核销金额'), soon).toBe(ahead);
  expect(await person.lineCount()).toBe(1);
  await person.key('F8');
  await person.state('已记账');
  const written = (await person.ledgerLines()).join('\n');
  expect(written).toContain(ahead);
  expect(written).toContain(other);
  return person.number();
}

describe('核销与红冲', () => {
  step('孙美玲收到预收款；何静怡从应收账龄核销，单据在列表里，冲销后预收回来', async () => {
    const [sun, jing] = [await at('sunmeiling'), await at('hejingyi')];
    const owing = (await rowsOf<{ customer: Party; total: string; advance: string }>(jing, 'finance/receivable.ageing')).find((row) => Number(row.total) > 100 && row.advance === '0.00');
    if (!owing) throw new Error('no customer owes anything');
    await command(sun, 'finance/collection.save', { customer: owing.customer.id, day: dayIn(0), bankAccount: await idOf(jing, 'ledger/account', '1002.01'), amount: ahead, book: true });
    await jing.open('财务管理', '应收账龄');
    const number = await settle(jing, owing.customer.name, '预收冲应收单', '预收');
    await jing.openDocument('财务管理', '预收冲应收单', number);
    expect((await jing.trace(number)).join(' ')).toContain('收款单');
    await jing.press('冲销');
    await jing.confirm('冲销');
    await jing.state('已冲销');
    const after = (await rowsOf<{ customer: Party; advance: string }>(jing, 'finance/receivable.ageing')).find((row) => row.customer.id === owing.customer.id);
    expect(after?.advance).toBe(ahead);
  });

  step('孙美玲预付货款；何静怡从应付明细核销发票', async () => {
    const [sun, jing] = [await at('sunmeiling'), await at('hejingyi')];
    const owed = (await rowsOf<{ number: string; supplier: Party; open: string; prepaid: string }>(jing, 'finance/payable.open-items')).find((row) => Number(row.open) > 100 && row.prepaid === '0.00');
    if (!owed) throw new Error('nothing is owed to a supplier');
    await command(sun, 'finance/payment.save', { supplier: owed.supplier.id, day: dayIn(0), bankAccount: await idOf(jing, 'ledger/account', '1002.01'), amount: ahead, book: true });
    await jing.open('财务管理', '应付明细');
    const number = await settle(jing, owed.number, '预付冲应付单', '预付');
    await jing.openDocument('财务管理', '预付冲应付单', number);
    await jing.state('已记账');
  });

  step('何静怡红冲已记账的手工凭证，不能自己审核；周国梁审核后两张互相指向', async () => {
    const [jing, zhou] = [await at('hejingyi'), await at('zhouguoliang')];
    const [rent, payable] = [await idOf(jing, 'ledger/account', '5602.01'), await idOf(jing, 'ledger/account', '2241')];
    const summary = `房租 ${mark}`;
    const voucher = await command(jing, 'ledger/voucher.save', { day: dayIn(0), summary, lines: [{ summary, account: rent, debit: '250', credit: null }, { summary, account: payable, debit: null, credit: '250' }] });
    await command(zhou, 'ledger/voucher.audit', { id: voucher.id, version: 1 });
    await command(zhou, 'ledger/voucher.post', { id: voucher.id, version: 2 });
    const open = async (person: Person, text: string) => {
      await person.open('财务管理', '记账凭证');
      await person.search(text);
      await person.sheet().getByRole('region', { name: '记账凭证' }).locator('tbody tr', { hasText: text }).first().getByRole('link').first().click();
    };
    await open(jing, summary);
    await jing.state('已记账');
    const number = /记-\d{4}/.exec(await jing.title(/记-\d{4}/))?.[0] ?? '';
    await jing.press('红冲');
    await jing.confirm('红冲');
    await jing.says('红字凭证');
    expect(await jing.whyNot('红冲')).toContain('已有红字凭证');
    await open(jing, `${number}号凭证`);
    await jing.state('待审核');
    await expect.poll(async () => await jing.cell(1, '借方'), soon).toBe('−250.00');
    expect(await jing.whyNot('审核')).toContain('权限');
    expect(await jing.whyNot('保存')).toContain('红字凭证');
    await open(zhou, `${number}号凭证`);
    await zhou.state('待审核');
    await zhou.key('F8');
    await zhou.state('已审核');
    await zhou.sheet().getByRole('link', { name: number, exact: true }).click();
    await zhou.title(number);
    await zhou.says('红字凭证');
    expect(proveBooks()).toMatch(/^(账簿相符|$)/);
  });
});
