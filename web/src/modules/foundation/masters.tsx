import { causeCode } from '@millwright/server/modules/foundation/cause-code/cause-code.contract';
import { department } from '@millwright/server/modules/foundation/department/department.contract';
import { unit } from '@millwright/server/modules/foundation/unit/unit.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';

const unitOptions: MasterOptions = { contract: unit, columns: 1 };
const departmentOptions: MasterOptions = { contract: department, columns: 1 };
const causeOptions: MasterOptions = { contract: causeCode, columns: 1 };
export const UnitPage = () => <MasterPage options={unitOptions} />;
export const DepartmentPage = () => <MasterPage options={departmentOptions} />;
export const CauseCodePage = () => <MasterPage options={causeOptions} />;
