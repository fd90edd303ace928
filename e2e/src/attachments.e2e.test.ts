/**
 * 附件与讨论: the engineer hangs a drawing on an item, the buyer a contract on an order and asks a colleague about it; the colleague sees and
 * answers, the storekeeper reads and adds nothing, and history tells it. A phone photographs.
 */
import { deflateSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { newMark } from './factory-fixture.ts';
import { type Person, until } from './person.ts';
import { signIn, tellStory } from './story.ts';

const { at, step } = tellStory();
const mark = newMark();
const drawing = `支架 ${mark}.png`;
const contract = `合同 ${mark}.pdf`;
let item = '';
let order = '';

/** A picture of 8 × 8 points nobody has attached before. */
function picture(seed: string): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  const crc = (bytes: Buffer): number => (bytes.reduce((sum, byte) => ((table[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)) >>> 0, 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (name: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc(named));
    return Buffer.concat([size, named, sum]);
  };
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  const rows = Buffer.concat(Array.from({ length: 8 }, (_, y) => Buffer.from([0, ...Array.from({ length: 24 }, (_unused, x) => (seed.charCodeAt((x + y) % seed.length) * (y + 3)) & 255)])));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('tEXt', Buffer.from(`Comment\0${Buffer.from(seed).toString('hex')}`)), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
const pdf = Buffer.from(`%PDF-1.4\n% ${mark}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`);
const first = async (person: Person, list: string): Promise<string> => ((await person.call('queries', `${list}.list`, { limit: 1 })).body as { rows: { id: string }[] }).rows[0]?.id ?? '';
const files = (person: Person) => person.sheet().getByRole('list', { name: '附件' });
const talk = (person: Person) => person.sheet().getByRole('list', { name: '讨论' });
const attach = (person: Person, name: string, mimeType: string, buffer: Buffer) => person.sheet().getByLabel('附件文件').setInputFiles({ name, mimeType, buffer });
const tab = (person: Person, name: RegExp) => person.sheet().getByRole('tab', { name });

describe('附件与讨论', () => {
  step('工艺员把图纸挂到物料上：页签上有数，点开就看，下载下来是同一个文件', async () => {
    const gao = await at('gaojianmin');
    item = await first(gao, 'engineering/item');
    await gao.page.goto(`/engineering/item/${item}`);
    const content = picture(mark);
    await attach(gao, drawing, 'image/png', content);
    await files(gao).getByRole('button', { name: drawing, exact: true }).waitFor();
    expect((await tab(gao, /^附件/).innerText()).replace(/\s/g, '')).toBe(`附件${await files(gao).getByRole('listitem').count()}`);
    await files(gao).getByRole('button', { name: drawing, exact: true }).click();
    const shown = gao.page.getByRole('dialog').getByRole('img', { name: drawing });
    await until(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth === 8), async () => 'the drawing is not drawn');
    await gao.page.keyboard.press('Escape');
    const [download] = await Promise.all([gao.page.waitForEvent('download'), files(gao).getByRole('link', { name: `下载 ${drawing}` }).click()]);
    expect(download.suggestedFilename()).toBe(drawing);
    await attach(gao, `病毒 ${mark}.png`, 'image/png', Buffer.from('MZ\x90\0', 'latin1'));
    await gao.says(/是程序或脚本，不能作为附件/);
  });

  step('删错了可以撤销；截图直接粘贴', async () => {
    const gao = await at('gaojianmin');
    await files(gao).getByRole('button', { name: `删除 ${drawing}` }).click();
    await files(gao).getByRole('button', { name: drawing, exact: true }).waitFor({ state: 'detached' });
    await gao.page.getByRole('button', { name: '撤销' }).click();
    await files(gao).getByRole('button', { name: drawing, exact: true }).waitFor();
    const screenshots = files(gao).getByRole('button', { name: /^截图 / });
    const before = await screenshots.count();
    await gao.page.evaluate((bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
      dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
    }, [...picture(`${mark} 粘贴`)]);
    await until(async () => (await screenshots.count()) === before + 1, async () => 'the screenshot is not attached');
    await tab(gao, /^历史/).click();
    await gao.says(`删除了附件「${drawing}」`);
    await gao.says(`恢复了附件「${drawing}」`);
  });

  step('采购员把合同挂到采购订单上，问主管一句', async () => {
    const lu = await at('luwenbin');
    order = await first(lu, 'purchasing/purchase-order');
    await lu.page.goto(`/purchasing/purchase-order/${order}`);
    await attach(lu, contract, 'application/pdf', pdf);
    await files(lu).getByRole('button', { name: contract, exact: true }).waitFor();
    const box = lu.sheet().getByLabel('写讨论');
    await box.click();
    await lu.page.keyboard.type('@xuhai');
    await lu.page.getByRole('option', { name: /徐海燕/ }).waitFor();
    await lu.page.keyboard.press('Enter');
    await lu.page.keyboard.type(`账期写的是 60 天，对吗？${mark}`);
    await lu.page.keyboard.press('Control+Enter');
    await talk(lu).getByText(`账期写的是 60 天，对吗？${mark}`).waitFor();
    expect(await box.inputValue()).toBe('');
  });

  step('主管看见附件和问题，回答；别人的话改不了，自己的可以', async () => {
    const xu = await at('xuhaiyan');
    await xu.page.goto(`/purchasing/purchase-order/${order}`);
    await files(xu).getByRole('button', { name: contract, exact: true }).waitFor();
    const asked = talk(xu).getByRole('listitem').filter({ hasText: mark });
    await asked.getByText('@徐海燕').waitFor();
    expect(await asked.getByRole('button').count()).toBe(0);
    await xu.sheet().getByLabel('写讨论').fill(`对，60 天 ${mark}`);
    await xu.press('发送');
    const own = talk(xu).getByRole('listitem').filter({ hasText: `对，60 天 ${mark}` });
    await own.getByRole('button', { name: '修改' }).click();
    await xu.sheet().getByLabel('修改讨论').fill(`对，月结 60 天 ${mark}`);
    await xu.sheet().getByRole('button', { name: /^保存/ }).last().click();
    await talk(xu).getByText(`对，月结 60 天 ${mark}`).waitFor();
    await talk(xu).getByText('已修改').first().waitFor();
  });

  step('仓管员只看不加；没有权限看订单的人，服务器也不给', async () => {
    const he = await at('heli');
    await he.page.goto(`/purchasing/purchase-order/${order}`);
    await files(he).getByRole('button', { name: contract, exact: true }).waitFor();
    await talk(he).getByText(`对，月结 60 天 ${mark}`).waitFor();
    expect(await he.sheet().getByLabel('附件文件').count()).toBe(0);
    const of = { noun: 'purchasing/purchase-order', record: order };
    const { body } = await he.call('queries', 'foundation/attachment.list', of);
    const { id } = (body as { rows: { id: string; name: string }[] }).rows.find(({ name }) => name === contract) ?? { id: '' };
    expect((await he.call('commands', 'foundation/attachment.remove', { ...of, id })).status).toBe(403);
    const ma = await at('maguofu');
    expect((await ma.call('queries', 'foundation/attachment.list', of)).status).toBe(403);
    expect((await ma.call('commands', 'foundation/comment.add', { ...of, text: 'x' })).status).toBe(403);
  });

  step('手机上：侧栏里有附件，可以拍照；英文界面同样可用', async () => {
    const lu = await signIn('luwenbin', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await lu.page.goto(`/purchasing/purchase-order/${order}`);
    await lu.sheet().getByRole('button', { name: /联查·附件/ }).click();
    await files(lu).getByRole('button', { name: contract, exact: true }).waitFor();
    expect(await lu.sheet().getByLabel('拍照').last().getAttribute('capture')).toBe('environment');
    await lu.sheet().locator('input[capture]').setInputFiles({ name: `现场 ${mark}.png`, mimeType: 'image/png', buffer: picture(`${mark} 现场`) });
    await files(lu).getByRole('button', { name: `现场 ${mark}.png`, exact: true }).waitFor();
    await lu.press('关闭侧栏');
    await files(lu).waitFor({ state: 'hidden' });
    const xu = await at('xuhaiyan');
    await xu.page.getByRole('button', { name: '切换语言' }).click();
    await xu.sheet().getByRole('tab', { name: /^Files/ }).waitFor();
    await xu.sheet().getByRole('list', { name: 'Comments' }).getByText(`对，月结 60 天 ${mark}`).waitFor();
    await xu.page.getByRole('button', { name: 'Switch language' }).click();
  });
});
