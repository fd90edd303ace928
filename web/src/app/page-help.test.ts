import { describe, expect, it } from 'vitest';
import { pageHelp } from './page-help.ts';
import { pages } from './routes.tsx';

const helpOf = (path: string) => pageHelp[path.replace(/\/\$id$/, '')];

describe('help in place', () => {
  it('every page has its sentence in both languages', () => {
    expect(pages.map(({ path }) => path).filter((path) => !helpOf(path))).toEqual([]);
    for (const { zh, en } of Object.values(pageHelp)) {
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/u);
      expect(en).toMatch(/^[A-Z][^\u4e00-\u9fff]*\.$/u);
    }
  });
  it('no sentence is about a page that is gone', () => {
    const paths = new Set(pages.map(({ path }) => path.replace(/\/\$id$/, '')));
    expect(Object.keys(pageHelp).filter((path) => !paths.has(path))).toEqual([]);
  });
});
