import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { account } from './account/account.contract.ts';
import { reportQueries } from './report/report.queries.ts';

const masters = [masterRecord(account, { table: 'ledger.account' })];
export const ledger = module({
  name: 'ledger',
  title: { zh: '总账', en: 'Ledger' },
  dependsOn: ['documents'],
  documents: [],
  commands: masters.flatMap((master) => master.commands),
  queries: [...masters.flatMap((master) => master.queries), ...reportQueries],
});
