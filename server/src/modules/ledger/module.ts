import sql from 'sql-template-tag';
import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { account } from './account/account.contract.ts';
import { moneyAccount } from './account/money-account.ts';
import { booksDatabaseRefusals } from './books.refusals.ts';
import { ledgerCards } from './home-cards.ts';
import { opening } from './opening/opening.contract.ts';
import { openingQueries } from './opening/opening.queries.ts';
import { periodCommands } from './period/period.commands.ts';
import { reportQueries } from './report/report.queries.ts';
import { unvoucheredQueries } from './voucher/unvouchered.queries.ts';
import { voucherCommands } from './voucher/voucher.commands.ts';
import { voucher } from './voucher/voucher.contract.ts';
import { voucherQueries } from './voucher/voucher.queries.ts';

export const ledger = module({
  name: 'ledger',
  title: { zh: '总账', en: 'Ledger' },
  dependsOn: ['documents'],
  masters: [
    masterRecord(account, { narrowings: { money: moneyAccount, leaf: sql`m.is_leaf` } }),
  ],
  documents: [voucher, opening],
  commands: [...voucherCommands, ...periodCommands],
  queries: [...reportQueries, ...voucherQueries, ...unvoucheredQueries, ...openingQueries],
  homeCards: ledgerCards,
  databaseRefusals: booksDatabaseRefusals,
});
