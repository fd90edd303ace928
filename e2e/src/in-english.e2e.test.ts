/**
 * The main process in English, by people whose browsers are English: order, plan, purchase, production, delivery, money, both books. On every
 * page of it nothing the product says is left in Chinese; names of items, parties and people are the factory's own and stay. Figures by hand:
 * 10 brackets at 56.50 with 13 % = 565.00 = 500.00 + 65.00; 20 plates at 10.00 and 40 fasteners at 0.50.
 */
import { describe, expect } from 'vitest';
import { type Bracket, enterBracket, newMark } from './factory-fixture.ts';
import type { Person } from './person.ts';
import { dayIn, soon, tellStory } from './story.ts';

const { at, step } = tellStory('en');
const numbers: Record<string, string> = {};
let bracket: Bracket;

/** Labels, headings, buttons, titles of columns and tips that are Chinese on the page in front. Cells, values and headings of records hold names. */
async function leftInChinese(person: Person): Promise<string[]> {
  return person.page.evaluate(() => {
    const told = 'main.mw-page button:not(tbody *), main.mw-page label, main.mw-page .label, main.mw-page th, main.mw-page h3, main.mw-page .mw-tag, main.mw-page .mw-page-head .mw-muted, main.mw-page .mw-side-tabs, nav button, nav a, header.mw-top .mw-command';
    const shown = [...document.querySelectorAll(told)].filter((element) => element.getClientRects().length > 0);
    const texts = shown.flatMap((element) => [element.textContent, element.getAttribute('title'), element.getAttribute('aria-label'), element.querySelector('input')?.getAttribute('placeholder')]);
    // An item's button says code and name.
    return [...new Set(texts.filter((text): text is string => /[\u4e00-\u9fff]/.test(text ?? '') && !/^[A-Z][A-Z0-9-]+ /.test(text ?? '')))];
  });
}
async function allEnglish(person: Person): Promise<void> {
  await expect.poll(() => leftInChinese(person), soon).toEqual([]);
}
/** Books what was pushed down and looks at it. */
async function bookPushed(person: Person, push: string, title: string): Promise<string> {
  await person.press(push);
  await person.newDocument(title);
  await allEnglish(person);
  await person.key('F8');
  await person.state('Booked');
  await allEnglish(person);
  return person.number();
}

describe('in English', () => {
  step('an order is entered and approved', async () => {
    bracket = await enterBracket(await at('gaojianmin'), newMark());
    const lin = await at('linxiao');
    await lin.open('Sales', 'Sales orders');
    await allEnglish(lin);
    await lin.key('F2');
    await lin.newDocument('Sales order', false);
    await lin.page.locator(':focus').and(lin.field('Customer')).waitFor();
    await lin.page.keyboard.type('nbhy');
    await lin.takeOption();
    await lin.tabIntoLines();
    await lin.typeCells([[bracket.product, 'look up'], ['10'], [''], [''], [dayIn(30)]]);
    await expect.poll(async () => await lin.cell(1, 'Total'), soon).toBe('565.00');
    await lin.key('Control+s');
    await lin.state('Draft');
    numbers['order'] = await lin.number();
    expect(await lin.whyNot('Approve')).toMatch(/You may not/);
    await allEnglish(lin);
    const shen = await at('shenjia');
    await shen.openDocument('Sales', 'Sales orders', numbers['order']);
    await shen.key('F8');
    await shen.state('Approved');
  });

  step('it is planned for and released', async () => {
    const chen = await at('chensiyuan');
    await chen.open('Planning', 'MRP workbench');
    await chen.button('Run').or(chen.button('Run again')).waitFor();
    await chen.key('F9');
    const orders = chen.sheet().getByRole('region', { name: 'Planned orders' }).locator('tbody');
    await chen.field('Find planned orders').fill(bracket.product);
    for (const code of [bracket.plate, bracket.wire]) await orders.getByText(code).waitFor();
    await allEnglish(chen);
    for (const box of await orders.getByRole('checkbox').all()) await box.click();
    await chen.press('Release 3');
    await chen.page.getByRole('dialog', { name: /Release 3 planned orders/ }).waitFor();
    await chen.key('F8');
    await chen.page.getByText(/Row \d: .*short/).waitFor();
    await chen.confirm('Continue all the same');
    const done = chen.page.getByRole('dialog', { name: /3 released/ });
    await done.waitFor();
    const papers = await done.getByRole('link').allInnerTexts();
    numbers['purchase'] = papers.find((number) => number.startsWith('PO')) ?? '';
    numbers['work'] = papers.find((number) => !number.startsWith('PO')) ?? '';
    await chen.confirm('Close');
    const xu = await at('xuhaiyan');
    await xu.openDocument('Purchasing', 'Purchase orders', numbers['purchase']);
    await xu.key('F8');
    await xu.state('Approved');
    await allEnglish(xu);
  });

  step('goods are received, the brackets made', async () => {
    const he = await at('heli');
    await he.openDocument('Purchasing', 'Purchase orders', numbers['purchase'] as string);
    numbers['receipt'] = await bookPushed(he, 'Push to receipt', 'Purchase receipt');
    const ma = await at('maguofu');
    await ma.openDocument('Shop floor', 'Work orders', numbers['work'] as string);
    await ma.key('F8');
    await ma.state('Released');
    await allEnglish(ma);
    await he.openDocument('Shop floor', 'Work orders', numbers['work'] as string);
    await bookPushed(he, 'Issue material', 'Material issue');
    for (const operation of ['折弯', '装配']) {
      await ma.openDocument('Shop floor', 'Work orders', numbers['work'] as string);
      await ma.press('Report operation');
      await ma.newDocument('Operation report');
      await ma.fill('Operation', operation);
      await ma.fill('Good', '10');
      await ma.key('F8');
      await ma.state('Booked');
    }
    await allEnglish(ma);
    await ma.openDocument('Shop floor', 'Work orders', numbers['work'] as string);
    await bookPushed(ma, 'Complete', 'Completion');
    await ma.openDocument('Shop floor', 'Work orders', numbers['work'] as string);
    await ma.state('Completed');
  });

  step('they are delivered, accepted, invoiced and paid', async () => {
    const he = await at('heli');
    await he.openDocument('Sales', 'Sales orders', numbers['order'] as string);
    numbers['delivery'] = await bookPushed(he, 'Push to delivery', 'Delivery note');
    const jing = await at('hejingyi');
    await jing.openDocument('Sales', 'Delivery notes', numbers['delivery']);
    numbers['acceptance'] = await bookPushed(jing, 'Push to acceptance', 'Acceptance');
    await expect.poll(async () => [await jing.cell(1, 'Amount'), await jing.cell(1, 'Tax'), await jing.cell(1, 'Total')], soon).toEqual(['500.00', '65.00', '565.00']);
    await jing.press('Push to invoice');
    await jing.newDocument('Sales invoice');
    await jing.key('F8');
    expect(await jing.notice('invoice number')).not.toMatch(/[\u4e00-\u9fff]/);
    await jing.fill('Invoice number', `24${Date.now()}`);
    await jing.key('F8');
    await jing.state('Booked');
    numbers['invoice'] = await jing.number();
    const sun = await at('sunmeiling');
    await sun.openDocument('Sales', 'Sales invoices', numbers['invoice']);
    await sun.press('Push to collection');
    await sun.newDocument('Collection');
    await sun.fill('Bank account', '1002.01');
    await sun.key('F8');
    await sun.state('Booked');
    await allEnglish(sun);
    expect((await sun.trace(numbers['invoice'])).join(' ')).not.toMatch(/[\u4e00-\u9fff]/);
  });

  step('the supplier is paid; vouchers; both books are equal', async () => {
    const jing = await at('hejingyi');
    await jing.openDocument('Purchasing', 'Purchase receipts', numbers['receipt'] as string);
    await jing.press('Push to supplier invoice');
    await jing.newDocument('Supplier invoice');
    await jing.fill('Invoice number', `31${Date.now()}`);
    await jing.key('F8');
    await jing.state('Booked');
    await allEnglish(jing);
    const invoice = await jing.number();
    const sun = await at('sunmeiling');
    await sun.openDocument('Finance', 'Supplier invoices', invoice);
    await sun.press('Push to payment');
    await sun.newDocument('Payment');
    await sun.fill('Bank account', '1002.01');
    // 20 × 11.30 + 40 × 0.565
    expect(await sun.field('Amount').inputValue()).toBe('248.60');
    await sun.key('F8');
    await sun.state('Booked');
    await jing.open('Finance', 'Vouchers');
    await jing.press('Generate');
    await jing.says(/\d+ generated/);
    await allEnglish(jing);
    const zhou = await at('zhouguoliang');
    for (const [group, entry] of [['Inventory', 'Warehouse book = finance book'], ['Finance', 'Trial balance'], ['Finance', 'Period close'], ['Inventory', 'Stock on hand']] as const) {
      await zhou.open(group, entry);
      await zhou.sheet().locator('tbody tr').first().waitFor();
      await allEnglish(zhou);
    }
    await zhou.open('Inventory', 'Warehouse book = finance book');
    await zhou.says('Books agree');
    expect((await zhou.totals()).at(-1)).toBe('0.00');
  });
});
