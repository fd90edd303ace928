import { listDispatch, listWip } from '@millwright/server/modules/shopfloor/wip/wip.contract';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';

const dispatch: ListOptions = {
  create: false, preview: false,
  subtitle: { zh: '已下达任务单未报完的工序，按交期排', en: 'Operations of released orders still to be reported, by due day' },
};
export const DispatchList = () => <ListPage contract={listDispatch} options={dispatch} />;
const wip: ListOptions = {
  noun: 'shopfloor/work-order', create: false, preview: false,
  subtitle: { zh: '每张任务单的在制余额，直接取自分录，各单之和等于生产成本科目余额', en: 'Balance of each order, straight from the journal; together they are the balance of the accounts' },
};
export const WipList = () => <ListPage contract={listWip} options={wip} />;
