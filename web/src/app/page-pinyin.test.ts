// Goal: every page on the menu is found by its pinyin and its initials, as a dictionary of pinyin says them.
import { searchText } from '@millwright/server/kernel/search-text';
import { expect, it } from 'vitest';
import { isNamed, pinyinOf } from './page-pinyin.ts';
import { pages } from './routes.tsx';

it.each(pages.filter((page) => page.menu).map(({ title }) => title.zh))('%s', (title) => {
  const chinese = title.replace(/[^\p{Script=Han}]/gu, '');
  const [full, initials] = pinyinOf(chinese);
  // What is not in the table stays a character and shows here.
  expect(searchText(chinese).split(' ').slice(1, 3)).toEqual([full, initials]);
});
it.each([
  ['采购订单', 'cgdd', true], ['采购订单', 'CaiGou', true], ['采购订单', 'cai gou', true], ['采购订单', 'dd', true], ['采购订单', '订单', true], ['MRP 工作台', 'mrp', true], ['MRP 工作台', 'mrpgzt', true],
  ['仓库账 = 财务账', 'ckzcwz', true], ['采购订单', 'xsdd', false], ['采购订单', 'c-g', false],
])('%s by %s: %s', (zh, typed, found) => expect(isNamed({ title: { zh, en: 'x' } }, typed)).toBe(found));
