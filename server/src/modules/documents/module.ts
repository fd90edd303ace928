import { module } from '../../kernel/command.ts';
import { traceQueries } from './trace/trace.queries.ts';

export const documents = module({
  name: 'documents',
  title: { zh: '单据', en: 'Documents' },
  dependsOn: [],
  documents: [],
  commands: [],
  queries: traceQueries,
});
