import { listRoutings, routing } from '@millwright/server/modules/engineering/routing/routing.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';

const listOptions: ListOptions = { document: routing, print: () => options };
export const RoutingList = () => <ListPage contract={listRoutings} options={listOptions} />;

const options: DocumentOptions = {
  contract: routing,
  defaults: () => ({ validFrom: today() }),
  head: { item: { wide: 2 } },
  lines: { workCenter: { shows: 'name' } },
  side: 'history',
};
export const RoutingPage = () => <DocumentPage options={options} />;
