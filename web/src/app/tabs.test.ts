import { expect, it } from 'vitest';
import { changeTab, closeOthers, closeTab, noTabs, openTab } from './tabs.ts';

const three = openTab(openTab(noTabs, '/a', 'a'), '/b', 'b');
const keys = (tabs: typeof three) => tabs.list.map((tab) => tab.key);

it('an address that is open is shown, not opened twice', () => expect(openTab(three, '/a', 'x')).toMatchObject({ active: 'a', list: three.list }));
it('closing the active tab shows a neighbour', () => expect(closeTab(three, 'b')).toMatchObject({ active: 'a' }));
it('closing another tab stays', () => expect(closeTab(three, 'a')).toMatchObject({ active: 'b' }));
it('home cannot be closed', () => expect(closeTab(three, 'home')).toBe(three));
it('unsaved tabs survive closing the others', () => expect(keys(closeOthers(changeTab(three, 'a', { unsaved: true }), 'b'))).toEqual(['home', 'a', 'b']));
it('the oldest saved tab makes room', () => {
  let tabs = changeTab(three, 'a', { unsaved: true });
  for (let index = 0; index < 30; index += 1) tabs = openTab(tabs, `/n${index}`, `n${index}`);
  expect(tabs.list).toHaveLength(24);
  expect(keys(tabs)).toContain('a');
});
