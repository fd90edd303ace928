/**
 * Every route with at least 200 inputs derived from its own schema, signed in and allowed everything: valid shapes with real ids
 * and odd values, and the same torn apart. Whatever is asked, the answer is a result or a problem a person can read, never a 500.
 * The seed is printed; MILLWRIGHT_SEED repeats a run. Requests go through the real HTTP server, so parsing is fuzzed as well.
 */
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApplication } from '../application.ts';
import { hashPassword } from '../modules/access/session/session.store.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

const seed = Number(process.env['MILLWRIGHT_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
// A second server under test gets fewer: the inputs are the same, only its answers could differ.
const inputsPerRoute = Number(process.env['MILLWRIGHT_FUZZ_INPUTS'] ?? (process.env['MILLWRIGHT_TEST_DATABASE_URL'] ? 30 : 200));
type Schema = { type?: string | string[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; enum?: unknown[]; anyOf?: Schema[]; const?: unknown; pattern?: string; kind?: string; minItems?: number };

describe('fuzz', () => {
  let company: TestCompany;
  let server: FastifyInstance;
  let cookie: string;
  let ids: string[];
  const failures: string[] = [];

  beforeAll(async () => {
    company = await testCompany('fuzz');
    const items = [await company.item('F-1'), await company.item('F-2', { class: 'finished', source: 'make' })];
    const order = (await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item: items[0], quantity: '100', priceWithTax: '11.3', dueDay: '2026-06-20' }] })).output;
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
    const receipt = (await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-10', book: true, lines: [{ orderLine: lines[0]?.orderLine, item: items[0], warehouse: company.warehouseId, quantity: '10' }] })).output;
    ids = [...items, order.id, receipt.id, lines[0]?.orderLine ?? '', company.unitId, company.warehouseId, company.supplierId, company.customerId, company.accountIds.get('1002.01') ?? '', company.accountIds.get('5602.01') ?? ''];
    await company.database.pools.maintain.query(`update access."user" set password_hash = $1 where login = 'chief'`, [await hashPassword('fuzz-password')]);
    server = await createApplication({ pools: company.database.pools, runtime: company.runtime, log: (entry) => void failures.push(String(entry['stack'] ?? entry['message']).slice(0, 600)) });
    const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { login: 'chief', password: 'fuzz-password' } });
    cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    process.stdout.write(`fuzz seed ${seed}\n`);
  });
  afterAll(async () => {
    await server.close();
    await company.close();
  });

  const oddText = fc.constantFrom('', ' ', '0', '-1', '1e9', 'null', '\u0000', 'a\ud800b', "'; drop table x; --", '<b>', '甲'.repeat(300), '%', '\\', '２０２６', 'NaN', '9'.repeat(30), '2026-02-30', '1.123456789');
  const text = (schema: Schema): fc.Arbitrary<unknown> => {
    const id = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.constantFrom('1', '999999999999999999', '123456') });
    switch (schema.kind) {
      case 'id': case 'reference': return id;
      case 'day': return fc.constantFrom('2026-06-10', '2026-06-15', '2026-01-01', '2026-12-31', '1900-01-01', '2999-12-31', '2025-06-01');
      case 'money': case 'price': case 'quantity': case 'rate': return fc.constantFrom('0', '1', '0.01', '10', '0.13', '999999999999', '-5', '3.333333', '0.00000001');
      default: break;
    }
    if (schema.pattern?.includes('[1-9]')) return id;
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom('A1', '测试', 'F-1', 'purchasing/purchase-order', 'number', 'code', 'inventory.place') }, { weight: 1, arbitrary: oddText }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) });
  };
  const valueOf = (schema: Schema): fc.Arbitrary<unknown> => {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueOf));
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    switch (type) {
      case 'string': return text(schema);
      case 'integer': case 'number': return fc.constantFrom(0, 1, 2, 3, 50, 202606, 202601, 209912, -1, 2 ** 31, 10_000_000_000);
      case 'boolean': return fc.boolean();
      case 'null': return fc.constant(null);
      case 'array': return fc.array(valueOf(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
      case 'object': return schema.properties ? fc.record(Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, valueOf(inner)])), { requiredKeys: schema.required ?? [] }) : fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 2 });
      default: return fc.jsonValue({ maxDepth: 2 });
    }
  };
  /** Mostly of valid shape; sometimes with one part replaced by anything, or not an object at all. */
  const inputOf = (schema: z.ZodType): fc.Arbitrary<unknown> => {
    const valid = valueOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema);
    const torn = fc.tuple(valid, fc.jsonValue({ maxDepth: 2 }), fc.nat()).map(([value, other, at]) => {
      if (value === null || typeof value !== 'object') return other;
      const keys = Object.keys(value);
      const key = keys[at % Math.max(1, keys.length)];
      return key === undefined ? other : { ...value, [key]: other };
    });
    return fc.oneof({ weight: 7, arbitrary: valid }, { weight: 2, arbitrary: torn }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
  };

  it('never answers 500, and says why in both languages when it refuses', { timeout: 600_000 }, async () => {
    const { commands, queries } = company.runtime.registry;
    const routes = [...[...queries.values()].map(({ contract }) => ({ path: `queries/${contract.name}`, contract })), ...[...commands.values()].map(({ contract }) => ({ path: `commands/${contract.name}`, contract }))];
    const broken: string[] = [];
    let accepted = 0;
    for (const { path, contract } of routes) {
      const samples = fc.sample(inputOf(contract.input), { seed, numRuns: inputsPerRoute });
      for (let at = 0; at < samples.length; at += 8) {
        const answers = await Promise.all(samples.slice(at, at + 8).map((input) => server.inject({ method: 'POST', url: `/api/${path}`, headers: { cookie, 'x-company': company.companyId, 'content-type': 'application/json' }, payload: JSON.stringify(input) ?? 'null' })));
        answers.forEach((answer, index) => {
          if (answer.statusCode === 200) accepted += 1;
          else if (answer.statusCode >= 500 && answer.statusCode !== 503) broken.push(`${path} ${JSON.stringify(samples[at + index])} → ${answer.statusCode} ${failures.pop() ?? ''}`);
          else if (!/"zh":".+"/.test(answer.body)) broken.push(`${path} → ${answer.statusCode} without a sentence: ${answer.body.slice(0, 200)}`);
        });
      }
    }
    expect(broken.slice(0, 20).join('\n')).toBe('');
    expect(routes.length).toBeGreaterThan(60);
    expect(accepted).toBeGreaterThan(routes.length);
  });
});
