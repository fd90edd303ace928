/** OpenAPI 3.1 from the registry: one path per command and query, schemas from zod, field metadata kept as extensions. */
import { z } from 'zod';
import type { CommandContract, QueryContract } from './contract.ts';
import type { Registry } from './registry.ts';

const schema = (type: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return rest;
};
const problemResponses = Object.fromEntries(
  [['400', 'malformed input'], ['401', 'not signed in'], ['403', 'not permitted'], ['409', 'changed by somebody else, or a warning must be accepted first'], ['422', 'refused by a rule']].map(([status, description]) => [
    status, { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]),
);

export function openApi(registry: Registry): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  const operation = (contract: CommandContract | QueryContract, kind: 'commands' | 'queries', output: unknown) => ({
    post: {
      operationId: `${kind === 'commands' ? 'do' : 'ask'}:${contract.name}`,
      summary: `${contract.title.zh} · ${contract.title.en}`,
      tags: [contract.name.slice(0, contract.name.indexOf('.'))],
      'x-permission': contract.permission,
      parameters: [
        { name: 'x-company', in: 'header', required: true, schema: { type: 'string' } },
        ...(kind === 'commands' ? [{ name: 'x-accept-warnings', in: 'header', description: 'tokens of a 409 needs-confirmation that were accepted (this sentence with these figures), or codes (whatever the figures), with commas between', schema: { type: 'string' } }, { name: 'idempotency-key', in: 'header', schema: { type: 'string', minLength: 8, maxLength: 100 } }] : []),
      ],
      requestBody: { required: true, content: { 'application/json': { schema: schema(contract.input, 'input') } } },
      responses: { 200: { description: 'done', content: { 'application/json': { schema: output } } }, ...problemResponses },
    },
  });
  for (const { contract, byRoute } of registry.commands.values()) {
    if (byRoute) continue;
    const warnings = { type: 'array', items: { type: 'object', properties: { code: { type: 'string' }, message: { $ref: '#/components/schemas/Text' } } } };
    paths[`/api/commands/${contract.name}`] = operation(contract, 'commands', { type: 'object', properties: { output: schema(contract.output, 'output'), warnings } });
  }
  for (const { contract } of registry.queries.values()) paths[`/api/queries/${contract.name}`] = operation(contract, 'queries', schema(contract.output, 'output'));
  const text = { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } }, required: ['zh', 'en'] };
  const entry = { type: 'object', properties: { code: { type: 'string' }, path: { type: 'array', items: { type: ['string', 'number'] } }, message: { $ref: '#/components/schemas/Text' } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Millwright 匠造', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: {
        Text: text,
        Problem: { type: 'object', properties: { type: { type: 'string' }, status: { type: 'integer' }, title: { type: 'string' }, code: { type: 'string' }, message: { $ref: '#/components/schemas/Text' }, errors: { type: 'array', items: entry } } },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'millwright' } },
    },
    security: [{ session: [] }],
  };
}
