import { customer } from '@millwright/server/modules/sales/customer/customer.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';

const options: MasterOptions = { contract: customer, listOptions: { hidden: ['address', 'bankName', 'bankAccount', 'taxNumber'] } };
export const CustomerPage = () => <MasterPage options={options} />;
