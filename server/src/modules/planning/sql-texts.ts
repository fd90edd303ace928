/** Pieces of SQL that several queries of planning share. */
import { raw, type Sql } from 'sql-template-tag';

/** "PL-12-0352": run and order; longer where a plan has more than 9999. Null where the order is. */
export const orderNumber = (runNo: string, orderNo: string): Sql => raw(`'PL-' || ${runNo} || '-' || lpad(${orderNo}::text, greatest(4, length(${orderNo}::text)), '0')`);
