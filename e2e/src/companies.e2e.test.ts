/**
 * 账套: the administrator backs the factory up, restores the file as a second company and opens a third; the header says where one is, and
 * what one does in one company is not in the other. Codes begin with Z, so that the factory stays everybody's first company.
 */
import { readFile, stat } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { newMark } from './factory-fixture.ts';
import { type Person, until } from './person.ts';
import { signIn, tellStory } from './story.ts';

const { at, step } = tellStory();
const mark = newMark().replace(/[^A-Za-z0-9_-]/g, '').slice(-8);
const [copy, fresh] = [`Z1${mark}`, `Z2${mark}`];
let file = '';

const where = (person: Person) => person.page.locator('header.mw-top').getByText(/./).first().locator('xpath=ancestor::header').innerText();
const dialog = (person: Person) => person.page.getByRole('dialog');
async function enter(person: Person, code: string): Promise<void> {
  await person.open('企业管理', '账套');
  await person.sheet().getByRole('row', { name: new RegExp(code) }).getByRole('button', { name: '进入' }).click();
  await until(async () => (await where(person)).includes(`账套${code}`), async () => `the header says ${await where(person)}`);
}

describe('账套', () => {
  step('备份：大家照常工作，文件可以下载', async () => {
    const tang = await at('tanglei');
    await tang.open('企业管理', '账套');
    await tang.press('备份本账套');
    await tang.notice(/已备份：.*行/);
    const [download] = await Promise.all([tang.page.waitForEvent('download'), tang.sheet().getByRole('link', { name: '下载' }).first().click()]);
    expect(download.suggestedFilename()).toMatch(/^HDJG-\d{8}-\d{6}-\d+\.tar\.gz$/);
    file = await download.path();
    expect((await stat(file)).size).toBeGreaterThan(100_000);
  });

  step('恢复成新账套：核对账簿后可以进入，余额与原账套相同', async () => {
    const tang = await at('tanglei');
    await tang.sheet().locator('input[type=file]').setInputFiles({ name: 'backup.tar.gz', mimeType: 'application/gzip', buffer: await readFile(file) });
    await dialog(tang).getByLabel(/账套代码/).fill(copy);
    await dialog(tang).getByLabel(/账套名称/).fill(`账套${copy}`);
    await tang.confirm('恢复账套');
    expect(await tang.notice(/账簿核对相符/)).toContain(copy);
    await tang.open('财务管理', '科目余额表');
    const before = await tang.totals();
    await enter(tang, copy);
    await tang.open('财务管理', '科目余额表');
    await until(async () => (await tang.totals()).join() === before.join(), async () => `${(await tang.totals()).join()} is not ${before.join()}`);
  });

  step('新建账套：只有自己，没有单据；在这里做的，别的账套里没有', async () => {
    const tang = await at('tanglei');
    await tang.open('企业管理', '账套');
    await tang.press('新建账套');
    await dialog(tang).getByLabel(/账套代码/).fill(fresh);
    await dialog(tang).getByLabel(/账套名称/).fill(`账套${fresh}`);
    await tang.confirm('新建账套');
    await tang.notice('可在页眉切换');
    await enter(tang, fresh);
    await tang.open('企业管理', '计量单位');
    const rows = tang.sheet().getByRole('region', { name: '计量单位' }).locator('tbody tr');
    await tang.says(/还没有|没有计量单位|共 0 行/);
    await tang.press('新增');
    await tang.fill('编码', mark);
    await tang.fill('名称', `单位${mark}`);
    await tang.press('保存');
    await until(async () => (await rows.allInnerTexts()).some((row) => row.includes(mark)), async () => 'the unit is not in the list');
    await enter(tang, copy);
    await tang.open('企业管理', '计量单位');
    await tang.search(mark);
    await tang.says(/没有符合|没有找到|共 0 行/);
  });

  step('没有权限的人看不到账套页，也进不去；英文界面同样可用', async () => {
    const lin = await signIn('linxiao');
    await lin.page.goto('/foundation/company');
    await lin.says('没有这一页，或没有向您开放');
    const companies = await lin.page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { companies: { code: string }[] }).companies.map(({ code }) => code));
    // Her post came along with the copy; the new company has nobody but who opened it.
    expect(companies).toContain(copy);
    expect(companies).not.toContain(fresh);
    const tang = await at('tanglei');
    await tang.open('企业管理', '账套');
    await tang.page.getByRole('button', { name: '切换语言' }).click();
    await tang.says('Backups of this company');
    await tang.page.getByRole('button', { name: 'Switch language' }).click();
  });
});
