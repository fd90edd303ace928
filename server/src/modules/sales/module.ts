import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { customer } from './customer/customer.contract.ts';

const customerMaster = masterRecord(customer, { table: 'foundation.party', extension: { table: 'sales.customer', fields: ['creditLimit', 'paymentDays', 'taxRate', 'shipTo'] } });
export const sales = module({
  name: 'sales',
  title: { zh: '销售管理', en: 'Sales' },
  dependsOn: ['foundation', 'engineering', 'documents', 'inventory', 'ledger'],
  documents: [],
  commands: customerMaster.commands,
  queries: customerMaster.queries,
});
