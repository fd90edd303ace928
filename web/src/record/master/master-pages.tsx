/**
 * The pages of a plain master in one line of a module's pages.tsx: its list on the menu and, under its id, the same list with the record
 * opened in its sheet, so that references and links lead there. Contract and page are loaded when first shown.
 */
import type { Noun } from '@millwright/server/kernel/contract';
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';
import type { Text } from '../../ui/language.tsx';
import type { MasterOptions } from './MasterPage.tsx';

export function masterPages(noun: Noun, title: Text, menu: NonNullable<PageEntry['menu']>, load: () => Promise<MasterOptions>): PageEntry[] {
  const component = lazy(async () => {
    const [options, { MasterPage }] = await Promise.all([load(), import('./MasterPage.tsx')]);
    return { default: () => <MasterPage options={options} /> };
  });
  const shared = { title, permission: `${noun}.view`, component };
  return [{ ...shared, path: `/${noun}`, menu }, { ...shared, path: `/${noun}/$id`, rail: false }];
}
