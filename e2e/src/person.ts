/**
 * A person at the product, in the product's own words: opens a menu entry, fills a field by its label, types into the lines by keyboard,
 * presses an action by its name, reads the state. Nothing here knows a class of a component that a person could not see.
 */
import type { Locator, Page } from 'playwright-core';

const password = 'millwright';
/** The machine that runs this may have little to spare: a step may take this long before it counts as failed. */
export const patience = 60_000;
/** Buttons carry the key that presses them; Chinese names of two characters may be spaced. */
const named = (name: string): RegExp => new RegExp(`^\\s*${[...name].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s?')}\\s*(F\\d+|Ctrl \\w+|Esc|Enter)?$`);

/** What the product itself says around everything else, in the language the person reads. */
const around = {
  zh: { login: '工号', password: '密码', menu: '菜单', find: '快速查找', unsaved: '未保存', more: '更多', trace: '联查图', fresh: (title: string) => `新增${title}` },
  en: { login: 'Login', password: 'Password', menu: 'Menu', find: 'Quick search', unsaved: 'Unsaved', more: 'More', trace: 'Trace', fresh: (title: string) => `New ${title}` },
} as const;
export type Language = keyof typeof around;

export type Person = ReturnType<typeof personAt>;

/** Through the sign-in page, as anybody would. */
export async function signInAt(page: Page, login: string, language: Language = 'zh'): Promise<Person> {
  await page.goto('/');
  await page.getByLabel(around[language].login).fill(login);
  await page.getByLabel(around[language].password).fill(password);
  await page.keyboard.press('Enter');
  await page.locator('header.mw-top').waitFor();
  await page.locator('main.mw-page:visible').first().waitFor();
  return personAt(page, language);
}

export function personAt(page: Page, language: Language = 'zh') {
  const said = around[language];
  /** The page of the tab in front; the others stay mounted behind it. */
  const sheet = (): Locator => page.locator('main.mw-page:visible');
  const head = (): Locator => sheet().locator('.mw-page-head');
  const button = (name: string): Locator => sheet().getByRole('button', { name: named(name) }).first();
  const grid = (): Locator => sheet().getByRole('grid');

  return {
    page, sheet, head, button, grid,

    async open(subsystem: string, entry: string): Promise<void> {
      const menu = page.getByRole('navigation', { name: said.menu });
      const group = menu.getByRole('button', { name: subsystem, exact: true });
      await group.waitFor();
      // On documents the menu is a rail: its groups open beside it.
      if (await group.getAttribute('aria-expanded') === null) {
        // The mouse of a story jumps, and on a busy machine the list may close under it: then it is opened again, as anybody would.
        const link = page.locator('.ant-popover:visible').getByRole('link', { name: entry, exact: true });
        for (let tries = 0, there = false; !there && tries < 3; tries += 1) {
          await group.hover();
          const wanted = await link.getAttribute('href');
          await link.click();
          await page.mouse.move(700, 5);
          there = await page.waitForURL((url) => url.pathname === wanted, { timeout: patience / 4 }).then(() => true, () => false);
        }
      } else {
        if (await group.getAttribute('aria-expanded') === 'false') await group.click();
        await menu.getByRole('link', { name: entry, exact: true }).click();
      }
      await head().getByRole('heading', { name: entry }).waitFor().catch(async (error: unknown) => {
        if (await head().count() === 0) throw error;
      });
    },
    /** The titles on the menu, by subsystem. */
    async menu(): Promise<Map<string, string[]>> {
      const menu = page.getByRole('navigation', { name: said.menu });
      const found = new Map<string, string[]>();
      await menu.locator('[aria-expanded]').first().waitFor();
      for (const group of await menu.locator('[aria-expanded]').all()) {
        if (await group.getAttribute('aria-expanded') === 'false') await group.click();
        found.set((await group.innerText()).trim(), await menu.locator('a.sub').allInnerTexts());
      }
      return found;
    },
    /** Opens one document from its list, found by its number. */
    async openDocument(subsystem: string, entry: string, number: string): Promise<void> {
      await this.open(subsystem, entry);
      await this.search(number);
      await sheet().getByRole('region').getByText(number, { exact: true }).first().click();
      await this.title(number);
    },
    async search(text: string): Promise<void> {
      await sheet().getByLabel(said.find).fill(text);
      await sheet().locator('.mw-view.on em').waitFor({ state: 'attached' }).catch(() => undefined);
    },
    async title(part: string | RegExp): Promise<string> {
      const heading = head().getByRole('heading', { name: part });
      await heading.waitFor();
      return heading.innerText();
    },
    /** Waits for the form of a new document, filled in where it was pushed down. */
    async newDocument(title: string, pushed = true): Promise<void> {
      await page.getByRole('tab', { name: said.fresh(title), selected: true }).waitFor();
      if (pushed) await head().locator('.mw-tag', { hasText: said.unsaved }).waitFor();
    },
    /** Of the document in front: its number as the title shows it. */
    async number(): Promise<string> {
      const match = /[A-Z]{2,}[\w-]*\d+/.exec(await this.title(/[A-Z]{2,}[\w-]*\d/));
      if (!match) throw new Error('the page shows no number');
      return match[0];
    },

    async press(name: string): Promise<void> {
      const target = button(name);
      await target.waitFor();
      await until(async () => (await target.getAttribute('aria-disabled')) !== 'true', async () => `「${name}」 cannot be pressed: ${await this.whyNot(name)}`);
      await target.click();
    },
    /** Why a disabled button is disabled: what a person reads when pointing at it. */
    async whyNot(name: string): Promise<string> {
      const target = button(name);
      await target.waitFor();
      if (await target.getAttribute('aria-disabled') !== 'true') return '';
      await target.hover();
      const tip = page.locator('.ant-tooltip:visible .mw-tip-text').last();
      await tip.waitFor();
      const reason = await tip.innerText();
      await page.mouse.move(700, 5);
      await tip.waitFor({ state: 'hidden' });
      return reason;
    },
    /** An action behind the three dots. */
    async pressMore(name: string): Promise<void> {
      await sheet().getByRole('button', { name: said.more }).click();
      await page.getByRole('menuitem', { name: named(name) }).click();
    },
    async confirm(name: string): Promise<void> {
      await page.getByRole('dialog').getByRole('button', { name: named(name) }).last().click();
    },
    key: (name: string): Promise<void> => page.keyboard.press(name),

    async state(expected?: string): Promise<string> {
      const tag = head().locator('.mw-tag').first();
      if (expected) {
        const reached = head().locator('.mw-tag').first().filter({ hasText: named(expected) });
        await reached.waitFor().catch(async () => {
          throw new Error(`the state is 「${await tag.innerText()}」, not 「${expected}」. ${await this.notices()}`);
        });
        await head().locator('.mw-tag', { hasText: said.unsaved }).waitFor({ state: 'detached' });
      }
      return tag.innerText();
    },
    /** What the page says in boxes: refusals, warnings. */
    notices: async (): Promise<string> => (await sheet().locator('.mw-notice').allInnerTexts()).join(' | '),
    async notice(part: string | RegExp): Promise<string> {
      const box = sheet().locator('.mw-notice').filter({ hasText: part }).first();
      await box.waitFor();
      return box.innerText();
    },

    field: (label: string): Locator => sheet().getByLabel(label, { exact: true }).first(),
    /** Fills a field; a reference is searched by what is typed and the first answer taken. */
    async fill(label: string, value: string): Promise<void> {
      const input = sheet().getByLabel(label, { exact: true }).first();
      await input.waitFor();
      if (await input.evaluate((element) => element.tagName) === 'SELECT') {
        await input.selectOption({ label: value });
        return;
      }
      await input.click();
      await input.fill(value);
      if (await input.getAttribute('role') === 'combobox') await this.takeOption();
      else await input.press('Tab');
    },
    async takeOption(): Promise<void> {
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('listbox').waitFor({ state: 'detached' });
    },
    /** What stands in the head under a label, typed or locked. */
    async value(label: string): Promise<string> {
      const box = sheet().locator('.mw-field', { has: page.locator('.label', { hasText: new RegExp(`^${label}\\*?$`) }) }).first();
      await box.waitFor();
      const input = box.locator('input, textarea').first();
      return (await input.count()) > 0 ? input.inputValue() : (await box.locator('.mw-input').innerText()).trim();
    },

    /** Tab by tab from the head into the lines, as somebody without a mouse. */
    async tabIntoLines(): Promise<void> {
      for (let tries = 0; tries < 30; tries += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement?.closest('[role="grid"]') !== null)) return;
      }
      throw new Error('Tab never reached the lines');
    },
    /** Types across: each entry goes into the next cell that takes typing; an empty one leaves what stands there. Where a record is looked up, Enter takes the first answer. */
    async typeCells(entries: readonly (readonly [text: string, manner?: 'look up'])[]): Promise<void> {
      for (const [text, manner] of entries) {
        // Enter before the answer to the whole text is there would leave the code to be looked up later.
        const answered = manner && page.waitForResponse((response) => response.url().endsWith('.lookup') && (response.request().postData() ?? '').includes(JSON.stringify(text)));
        await page.keyboard.type(text);
        if (manner) {
          await answered;
          await page.getByRole('option').first().waitFor();
          await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        }
        await page.keyboard.press('Enter');
        if (manner) await page.getByRole('listbox').waitFor({ state: 'detached' });
      }
    },
    async setCell(row: number, column: string, value: string): Promise<void> {
      await this.typeInCell(row, column, value);
      await page.keyboard.press('Enter');
    },
    /** And stays there: what a shortcut pressed next must take along. */
    async typeInCell(row: number, column: string, value: string): Promise<void> {
      await (await cellAt(row, column)).click();
      await page.keyboard.type(value);
    },
    /** As shown: grouped figures, names. */
    async cell(row: number, column: string): Promise<string> {
      return (await (await cellAt(row, column)).innerText()).trim();
    },
    lineCount: async (): Promise<number> => grid().locator('tbody tr:not(:has(td.ordinal:text-is("+")))').count(),

    /** Of a table below the head: what stands in some columns of the row that shows a text. */
    async row(table: string, text: string, columns: readonly string[]): Promise<string[]> {
      const region = sheet().getByRole('region', { name: table, exact: true });
      const line = region.locator('tbody tr', { hasText: text }).first();
      await line.waitFor();
      const titles = (await region.locator('thead th').allInnerTexts()).map((title) => title.trim());
      const cells = (await line.locator('td').allInnerTexts()).map((cell) => cell.replace(/\s+/g, ''));
      return columns.map((column) => cells[titles.indexOf(column)] ?? `no column ${column} among ${titles.join(' ')}`);
    },
    /** The totals row of a table. */
    async totals(): Promise<string[]> {
      const foot = sheet().locator('tfoot tr').first();
      await foot.waitFor();
      return (await foot.locator('td').allInnerTexts()).map((cell) => cell.trim());
    },
    /** Waits until the page in front says something anywhere. */
    async says(part: string | RegExp): Promise<string> {
      const place = sheet().getByText(part).first();
      await place.waitFor();
      return place.innerText();
    },
    /** The ledger lines the document in front wrote, one text a line. */
    async ledgerLines(): Promise<string[]> {
      const part = sheet().locator('[data-anchor="ledger"]');
      const lines = part.locator('tbody tr:not(.mw-entry)');
      await lines.first().waitFor();
      return lines.allInnerTexts();
    },

    /** From now on what this page asks of a query or command leaves so much later, or its answer comes so much later (milliseconds). */
    slow: async (path: string, { request = 0, answer = 0 }: { request?: number; answer?: number }): Promise<void> => {
      const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
      await page.unroute(`**/api/${path}`);
      await page.route(`**/api/${path}`, async (route) => {
        await wait(request);
        const response = await route.fetch();
        await wait(answer);
        // The page may have taken its question back meanwhile.
        await route.fulfill({ response }).catch(() => undefined);
      });
    },

    /** The papers on the trace graph: "采购订单 PO-2611-0001". */
    async trace(part: string): Promise<string[]> {
      const graph = sheet().getByRole('group', { name: said.trace });
      await graph.locator('title', { hasText: part }).first().waitFor({ state: 'attached' });
      return graph.locator('title').allTextContents();
    },
    /** Sends an action on the document in front past the page: status 403 where the server itself refuses this person. */
    async attempt(command: string, more: object = {}): Promise<{ status: number; body: Record<string, unknown> }> {
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const { body } = await this.call('queries', `${command.slice(0, command.lastIndexOf('.'))}.get`, { id });
      return this.call('commands', command, { id, version: body['version'], ...more });
    },
    /** Asks the server as this person, around the page: what it must refuse by itself. */
    call: (kind: 'commands' | 'queries', name: string, input: unknown, company = '', accept = ''): Promise<{ status: number; body: Record<string, unknown> }> =>
      page.evaluate(async ([path, body, given, accepted]) => {
        const companyOf = async () => ((await (await fetch('/api/session')).json()) as { companies: { id: string }[] }).companies[0]?.id ?? '';
        const answer = await fetch(`/api/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-company': given || (await companyOf()), 'x-accept-warnings': accepted }, body });
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      }, [`${kind}/${name}`, JSON.stringify(input), company, accept] as const),
  };

  /** The column is found when it is used: which columns there are differs between people and documents. */
  async function cellAt(row: number, column: string): Promise<Locator> {
    const line = grid().locator(`tbody tr[aria-rowindex="${row}"]`);
    await line.waitFor();
    const titles = await grid().locator('thead th').evaluateAll((headings) => headings.map((heading) => heading.getAttribute('title') ?? ''));
    const at = titles.indexOf(column);
    if (at < 0) throw new Error(`the lines have no column 「${column}」, only ${titles.join(' ')}`);
    return line.locator('td').nth(at);
  }
}

/** Looks again until it is so; what it says otherwise is asked for at the end. */
export async function until(holds: () => Promise<boolean>, otherwise: () => Promise<string>): Promise<void> {
  const limit = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(await otherwise());
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}
