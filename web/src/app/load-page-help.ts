/** The texts of page-help.ts, fetched once when the first help is opened. */
import type { pageHelp } from './page-help.ts';

let loading: Promise<typeof pageHelp> | undefined;
export const loadPageHelp = (): Promise<typeof pageHelp> => (loading ??= import('./page-help.ts').then((module) => module.pageHelp));
