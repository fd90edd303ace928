import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { calendarCommands } from './calendar/calendar.commands.ts';
import { calendarQueries } from './calendar/calendar.queries.ts';
import { causeCode } from './cause-code/cause-code.contract.ts';
import { companyCommands } from './company/company.commands.ts';
import { companyQueries } from './company/company.queries.ts';
import { department } from './department/department.contract.ts';
import { importCommands } from './import/import.commands.ts';
import { importQueries } from './import/import.queries.ts';
import { jobCommands } from './job/job.commands.ts';
import { jobQueries } from './job/job.queries.ts';
import { listViewCommands } from './list-view/list-view.commands.ts';
import { listViewQueries } from './list-view/list-view.queries.ts';
import { printTemplateCommands } from './print-template/print-template.commands.ts';
import { printTemplateQueries } from './print-template/print-template.queries.ts';
import { unit } from './unit/unit.contract.ts';

export const foundation = module({
  name: 'foundation',
  title: { zh: '基础资料', en: 'Foundation' },
  dependsOn: ['ledger'],
  masters: [
    masterRecord(unit),
    masterRecord(causeCode),
    masterRecord(department),
  ],
  documents: [],
  commands: [...jobCommands, ...importCommands, ...calendarCommands, ...companyCommands, ...listViewCommands, ...printTemplateCommands],
  queries: [...jobQueries, ...importQueries, ...calendarQueries, ...companyQueries, ...listViewQueries, ...printTemplateQueries],
});
