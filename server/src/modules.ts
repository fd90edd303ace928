/** The modules of the product, in order of dependence: the one list the registry is made from. */
import { flows } from './flows/module.ts';
import { access } from './modules/access/module.ts';
import { documents } from './modules/documents/module.ts';
import { engineering } from './modules/engineering/module.ts';
import { finance } from './modules/finance/module.ts';
import { recordNouns } from './kernel/record-nouns.ts';
import { attachmentCommands } from './modules/foundation/attachment/attachment.commands.ts';
import { attachmentQueries } from './modules/foundation/attachment/attachment.queries.ts';
import { commentCommands } from './modules/foundation/comment/comment.commands.ts';
import { commentQueries } from './modules/foundation/comment/comment.queries.ts';
import { historyQueries } from './modules/foundation/history/history.queries.ts';
import { homeQuery } from './modules/foundation/home/home.queries.ts';
import { foundation } from './modules/foundation/module.ts';
import { inventory } from './modules/inventory/module.ts';
import { ledger } from './modules/ledger/module.ts';
import { planning } from './modules/planning/module.ts';
import { purchasing } from './modules/purchasing/module.ts';
import { sales } from './modules/sales/module.ts';
import { shopfloor } from './modules/shopfloor/module.ts';

const declared = [access, documents, ledger, engineering, inventory, purchasing, sales, shopfloor, planning, finance, flows];
const records = recordNouns([foundation, ...declared]);
/** The home page is put together from the cards of all others; attachments, comments and history hang on the records of all. */
export const modules = [{
  ...foundation,
  commands: [...foundation.commands, ...attachmentCommands(records), ...commentCommands(records)],
  queries: [...foundation.queries, ...attachmentQueries(records), ...commentQueries(records), ...historyQueries(records), homeQuery(declared)],
}, ...declared];
