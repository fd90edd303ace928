/** What money is paid from and into: active leaves of cash, bank and other money (1001, 1002, 1012). `m` is the account. */
import sql, { type Sql } from 'sql-template-tag';

export const moneyAccount: Sql = sql`m.is_leaf and m.active and (m.code like '1001%' or m.code like '1002%' or m.code like '1012%')`;
