import { supplier } from '@millwright/server/modules/purchasing/supplier/supplier.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';

const options: MasterOptions = {
  contract: supplier,
  listOptions: { hidden: ['address', 'bankName', 'bankAccount', 'taxNumber'], tones: { grade: { A: 'done', B: 'neutral', C: 'waiting', blocked: 'waiting' } } },
};
export const SupplierPage = () => <MasterPage options={options} />;
