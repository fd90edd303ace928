import { module } from '../../kernel/command.ts';

export const access = module({ name: 'access', title: { zh: '权限', en: 'Access' }, dependsOn: [], documents: [], commands: [], queries: [] });
