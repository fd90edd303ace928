import { module } from '../../kernel/command.ts';
import { userCommands } from './user/user.commands.ts';
import { userQueries } from './user/user.queries.ts';

export const access = module({ name: 'access', title: { zh: '权限', en: 'Access' }, dependsOn: [], documents: [], commands: userCommands, queries: userQueries });
