/**
 * 无障碍: every page of the menu, a document, a master and the sign-in page are checked by axe against WCAG 2.1 AA, in the light and in the
 * dark, wide and on a phone. A fault names the rule, the page and the element.
 */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { openBrowserPage } from './browser.ts';
import { signIn, tellStory } from './story.ts';

const { step } = tellStory();
type Fault = { id: string; nodes: { html: string; any: { message: string }[] }[] };

/** What axe finds on the page as it stands; the tabs behind it are hidden and not looked at. */
async function faultsOf(page: Page, label: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Fault[]>('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }).then((found) => found.violations)');
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) => `${label}: ${id}: ${html.slice(0, 160)} (${any[0]?.message ?? ''})`));
}
const settled = async (page: Page): Promise<void> => {
  await page.locator('main.mw-page:visible').first().waitFor();
  await page.waitForLoadState('networkidle');
};
/** Where the menu leads: each group is opened in turn, because only one is at a time. */
async function menuPaths(page: Page): Promise<string[]> {
  const menu = page.getByRole('navigation', { name: '菜单' });
  await menu.getByRole('button').first().waitFor();
  const paths = new Set<string>();
  for (const group of await menu.getByRole('button').all()) {
    if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
    for (const path of await menu.getByRole('link').evaluateAll((links) => links.map((link) => new URL((link as unknown as { href: string }).href).pathname))) paths.add(path);
  }
  return [...paths];
}
const documents = ['/purchasing/purchase-order', '/sales/sales-order', '/shopfloor/work-order', '/finance/payment', '/ledger/voucher', '/engineering/bom'];

describe('无障碍', () => {
  step('登录页', async () => {
    const page = await openBrowserPage('nobody', inject('base'));
    await page.goto('/');
    await page.getByLabel('工号').waitFor();
    expect(await faultsOf(page, 'sign-in')).toEqual([]);
  });
  step('菜单里的每一页，浅色', async () => {
    const { page } = await signIn('tanglei');
    const paths = await menuPaths(page);
    expect(paths.length).toBeGreaterThan(40);
    const faults: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      await settled(page);
      faults.push(...(await faultsOf(page, path)));
    }
    expect(faults).toEqual([]);
  });
  step('单据和档案，深色', async () => {
    const { page } = await signIn('tanglei');
    await page.locator('header').getByRole('button', { name: /唐磊/ }).click();
    await page.getByRole('menuitem', { name: '深色' }).click();
    const faults: string[] = [];
    for (const path of documents) {
      await page.goto(path);
      await settled(page);
      faults.push(...(await faultsOf(page, `${path} dark`)));
      await page.locator('main.mw-page:visible table tbody tr td :is(a, button.mw-link)').first().click();
      await page.waitForURL((url) => url.pathname !== path);
      await settled(page);
      faults.push(...(await faultsOf(page, `${path}/… dark`)));
    }
    await page.keyboard.press('F1');
    await page.getByRole('complementary', { name: '帮助' }).getByText('这一页').waitFor();
    faults.push(...(await faultsOf(page, 'help, dark')));
    expect(faults).toEqual([]);
  });
  step('手机', async () => {
    const { page } = await signIn('xuhaiyan', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const faults: string[] = [];
    for (const path of ['/', '/purchasing/purchase-order', '/purchasing/supplier']) {
      await page.goto(path);
      await settled(page);
      faults.push(...(await faultsOf(page, `${path} phone`)));
    }
    await page.goto('/purchasing/purchase-order');
    await page.locator('main.mw-page:visible').getByRole('listitem').first().tap();
    await page.locator('.mw-document').first().waitFor();
    await settled(page);
    faults.push(...(await faultsOf(page, 'purchase order, phone')));
    expect(faults).toEqual([]);
  });
});
