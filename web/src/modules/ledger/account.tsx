import { account } from '@millwright/server/modules/ledger/account/account.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';

const options: MasterOptions = { contract: account, columns: 1 };
export const AccountPage = () => <MasterPage options={options} />;
