/**
 * The server files of a plain document: head and lines, numbered, a draft that is saved, approved, withdrawn, closed, opened again and
 * removed, listed and shown. They are written in the project's own style and are the author's from then on: rules, figures and what
 * it opens for execution are added where they belong.
 */
import { columnOf, contractLine, type NewField, quotedName, rowSetType, shown } from './new-field.ts';
import type { NewNoun } from './request.ts';
import { plural, pluralPascal } from './wording.ts';
import { tableOfNoun } from '@millwright/server/kernel/master-tables';

/** Whom a document of the module is with. */
export const partyOf = ({ module }: NewNoun): NewField | undefined => {
  const party = { kind: 'reference', required: true, options: [] } as const;
  if (module === 'sales') return { ...party, name: 'customer', zh: '客户', en: 'Customer', target: 'sales/customer' };
  return module === 'purchasing' ? { ...party, name: 'supplier', zh: '供应商', en: 'Supplier', target: 'purchasing/supplier' } : undefined;
};
/** Fields of the head that have a column: the day is the register's. */
export const headColumns = (noun: NewNoun): readonly NewField[] => {
  const party = partyOf(noun);
  return [...(party ? [party] : []), ...noun.fields, { name: 'note', kind: 'text', zh: '备注', en: 'Note', required: false, target: '', options: [] }];
};
export const headRefers = (noun: NewNoun): boolean => headColumns(noun).some(({ kind }) => kind === 'reference');
const lines = (parts: readonly (string | undefined | false)[], margin = ''): string => parts.filter((part): part is string => typeof part === 'string').map((part) => margin + part).join('\n');

export function documentContract(noun: NewNoun): string {
  const { camel, pascal, zh, en } = noun;
  const party = partyOf(noun);
  const listed = noun.fields.filter(({ kind }) => kind !== 'long-text');
  return `/** ${zh}: ${noun.meaning}. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, savedOutput, type Text } from '../../../kernel/contract.ts';
import { orderActions, orderStates } from '../../documents/order-texts.ts';

const head = z.object({
${lines([party && contractLine(party, '  '), "  day: field.day('日期', 'Date'),", ...noun.fields.map((field) => contractLine(field, '  ')), "  note: field.text('备注', 'Note', { max: 500 }).default(''),"])}
});
const line = z.object({
${lines(["  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),", "  quantity: field.amount('数量', 'Quantity'),", ...noun.lineFields.map((field) => contractLine(field, '  ')), "  note: field.text('备注', 'Note', { max: 200 }).default(''),"])}
});

export const ${camel} = documentContract({
  noun: '${noun.noun}',
  title: { zh: '${zh}', en: '${en}' },
  states: orderStates,
  editable: ['draft'],
  head,
  line,
  actions: orderActions,
});

export const ${camel}Refusals = {
${lines([
    headRefers(noun) && "  'reference-unknown': { zh: '「{label}」指向的记录不存在或已停用。', en: '\"{label}\" refers to a record that does not exist or is inactive.' },",
    "  'line-reference-unknown': { zh: '第 {row} 行：「{label}」指向的记录不存在或已停用。', en: 'Row {row}: \"{label}\" refers to a record that does not exist or is inactive.' },",
    "  'too-many-decimals': { zh: '第 {row} 行：「{code}」的数量最多 {decimals} 位小数。', en: 'Row {row}: the quantity of \"{code}\" takes at most {decimals} decimals.' },",
  ])}
} satisfies Record<string, Text>;

export const save${pascal} = commandContract({
  name: '${noun.noun}.save',
  title: { zh: '编辑${zh}', en: 'Edit ${plural(en).toLowerCase()}' },
  input: head.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('明细', 'Lines', line) }),
  output: savedOutput,
  refusals: { ...${camel}Refusals, 'wrong-state': { zh: '{because}', en: '{because}' } },
});

export const list${pluralPascal(noun)} = listContract({
  noun: '${noun.noun}',
  title: { zh: '${zh}', en: '${plural(en)}' },
  row: {
${lines([
    "number: field.code('单号', 'Number', { width: 130 }),", "day: field.day('日期', 'Date'),",
    party && `${party.name}: field.referenceTo('${party.zh}', '${party.en}', '${party.target}', { width: 220 }),`,
    "firstItem: field.text('主要物料', 'Main item', { width: 220 }),",
    ...listed.map((field) => (field.kind === 'reference' ? `${field.name}: field.referenceTo('${field.zh}', '${field.en}', '${field.target}'),` : `${field.name}: head.shape.${field.name},`)),
    "state: field.choice('状态', 'State', { draft: orderStates.draft.label, approved: orderStates.approved.label, closed: orderStates.closed.label }),",
  ], '    ')}
  },
  defaultSort: { by: 'number', descending: true },
  views: [{ key: 'draft', title: { zh: '待审核', en: 'To approve' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] }],
});
export const get${pascal} = queryContract({
  name: '${noun.noun}.get',
  title: { zh: '查看${zh}', en: 'View ${plural(en).toLowerCase()}' },
  permission: '${noun.noun}.view',
  input: z.object({ id: field.id() }),
  output: z.record(z.string(), z.unknown()),
});
`;
}

export function documentRules(noun: NewNoun): string {
  const { camel, pascal } = noun;
  const unknown = headRefers(noun);
  return `/** What a ${noun.en.toLowerCase()} must be before it is saved: its references are there and in use, no quantity is finer than its item's unit. */
import { decimalsOf } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { UnknownReference } from '../../../kernel/references.ts';
import { notEditable } from '../../../kernel/refusal.ts';
import { ${camel}, type save${pascal} } from './${noun.name}.contract.ts';

export type ${pascal}Input = z.output<typeof save${pascal}.input>;
export type ${pascal}Facts = {
  readonly register: { readonly state: string; readonly version: number } | undefined;
${unknown ? '  readonly unknown: readonly UnknownReference[];\n' : ''}  readonly unknownInLines: readonly UnknownReference[];
  readonly items: ReadonlyMap<string, { readonly code: string; readonly decimals: number }>;
};

export function decideSave${pascal}(facts: ${pascal}Facts, input: ${pascal}Input): Decision<${pascal}Input> {
  const { register } = facts;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(${camel}, register.state);
    if (locked) return refuseAll([locked]);
  }
  const refusals: Refusal[] = [
${unknown ? "    ...facts.unknown.map(({ name, label }) => ({ code: 'reference-unknown', parameters: { label }, path: [name] })),\n" : ''}    ...facts.unknownInLines.map(({ name, label, index }) => ({ code: 'line-reference-unknown', parameters: { row: index + 1, label }, path: ['lines', index, name] })),
    ...input.lines.flatMap((line, index) => checkQuantity(facts, line, index)),
  ];
  return refusals.length > 0 ? refuseAll(refusals) : accept(input);
}

function checkQuantity(facts: ${pascal}Facts, line: ${pascal}Input['lines'][number], index: number): Refusal[] {
  const item = facts.items.get(line.item);
  if (!item || decimalsOf(line.quantity) <= item.decimals) return [];
  return [{ code: 'too-many-decimals', parameters: { row: index + 1, code: item.code, decimals: item.decimals }, path: ['lines', index, 'quantity'] }];
}
`;
}

export function documentStore(noun: NewNoun): string {
  const { pascal, table } = noun;
  const head = headColumns(noun);
  const extra = noun.lineFields;
  const columns = head.map(columnOf);
  const lineTable = `${table}_line`;
  return `/** SQL on ${plural(noun.en).toLowerCase()} and their lines. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { ${pascal}Input } from './${noun.name}.rules.ts';

/** Writes head and lines; the lines of a draft are replaced as a whole. */
export function write${pascal}(tx: Tx, companyId: string, id: string, lineIds: readonly string[], input: ${pascal}Input): void {
  tx.send(sql\`
    insert into ${table} (company_id, id, ${columns.join(', ')})
    values (\${companyId}, \${id}, ${head.map(({ name }) => `\${input.${name}}`).join(', ')})
    on conflict (company_id, id) do update
    set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}\`);
  if (input.id !== undefined) tx.send(sql\`delete from ${lineTable} where company_id = \${companyId} and document_id = \${id}\`);
  const lines = input.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1 }));
  tx.send(sql\`
    insert into ${lineTable} (company_id, id, document_id, line_no, item_id, quantity, ${[...extra.map(columnOf), 'note'].join(', ')})
    select \${companyId}, r.id, \${id}, r.line_no, r.item, r.quantity, ${[...extra.map(({ name }) => `r.${quotedName(name)}`), 'r.note'].join(', ')}
    from \${recordset(lines, { id: 'bigint', line_no: 'integer', item: 'bigint', quantity: 'numeric', ${[...extra.map((field) => `${field.name}: '${rowSetType(field)}'`), "note: 'text'"].join(', ')} })}\`);
}
`;
}

export function documentCommands(noun: NewNoun): string {
  const { camel, pascal, name } = noun;
  const party = partyOf(noun);
  const unknown = headRefers(noun);
  return `/** save, and the life of a ${noun.en.toLowerCase()}: approve, unapprove, close, reopen, remove. */
import { accept } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { unknownReferences } from '../../../kernel/references.ts';
import { changeDocument, insertDocument, lockDocument, orderLifecycle } from '../../documents/api.ts';
import { loadItems } from '../../engineering/api.ts';
import { ${camel}, ${camel}Refusals, save${pascal} } from './${name}.contract.ts';
import { decideSave${pascal} } from './${name}.rules.ts';
import { write${pascal} } from './${name}.store.ts';

export const ${camel}Commands: AnyCommand[] = [
  command({
    contract: save${pascal},
    async load(tx, input, { companyId }) {
      const [register, ${unknown ? 'unknown, ' : ''}unknownInLines, items] = await Promise.all([
        input.id === undefined ? undefined : lockDocument(tx, companyId, ${camel}.noun, input.id),
${unknown ? `        unknownReferences(tx, companyId, ${camel}.head, [input], true),\n` : ''}        unknownReferences(tx, companyId, ${camel}.line, input.lines, true),
        loadItems(tx, companyId, input.lines.map((line) => line.item)),
      ]);
      return { register, ${unknown ? 'unknown, ' : ''}unknownInLines, items };
    },
    decide(facts, input) {
      const decision = decideSave${pascal}(facts, input);
      return decision.ok ? accept({ input: decision.change, register: facts.register }) : decision;
    },
    async apply(tx, { input, register }, { companyId, identity }) {
      const day = parseDay(input.day);
      const id = register?.id ?? (await identity.nextId());
      const number = register?.number ?? (await identity.nextNumber(companyId, '${noun.prefix}', periodOf(day)));
      const lineIds = await identity.nextIds(input.lines.length);
      if (register) changeDocument(tx, companyId, id, { state: 'draft', day${party ? `, partyId: input.${party.name}` : ''} });
      else insertDocument(tx, companyId, { id, kind: ${camel}.noun, number, day, state: 'draft'${party ? `, partyId: input.${party.name}` : ''} });
      write${pascal}(tx, companyId, id, lineIds, input);
      return { id, version: (register?.version ?? 0) + 1, number };
    },
  }),
  // Nothing executes its lines; who draws on them later opens them here, with a measure of theirs.
  ...orderLifecycle<undefined>({ contract: ${camel}, refusals: ${camel}Refusals, load: () => Promise.resolve(undefined), checkApproval: () => [], executables: () => [] }),
];
`;
}

export function documentQueries(noun: NewNoun): string {
  const { camel, pascal, name, table } = noun;
  const party = partyOf(noun);
  const listed = [...(party ? [party] : []), ...noun.fields.filter(({ kind }) => kind !== 'long-text')];
  const references = listed.filter(({ kind }) => kind === 'reference');
  const lists = `list${pluralPascal(noun)}`;
  return `/** List and detail of ${plural(noun.en).toLowerCase()}. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { ${references.length > 0 ? 'referenceColumn, ' : ''}runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, whyNotUnapprove } from '../../documents/api.ts';
import { ${[`get${pascal}`, lists, camel].join(', ')} } from './${name}.contract.ts';

export const ${camel}Queries: AnyQuery[] = [
  runnable(${lists}, (reader, input, { companyId }) =>
    runList(reader, ${lists}.list!, {
      from: sql\`documents.document as d
        join ${table} as o on o.company_id = d.company_id and o.id = d.id
${references.map((field) => `        left join ${tableOfNoun(field.target)} as ${quoted(field)} on ${quoted(field)}.company_id = o.company_id and ${quoted(field)}.id = o.${columnOf(field)}\n`).join('')}        left join lateral (
          select (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count
          from ${table}_line as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          where l.company_id = o.company_id and l.document_id = o.id
        ) as x on true\`,
      id: sql\`d.id\`,
      where: sql\`d.company_id = \${companyId} and d.kind = \${${camel}.noun}\`,
      columns: {
        number: sql\`d.number\`,
        day: sql\`d.business_day\`,
        firstItem: sql\`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end\`,
${listed.map((field) => `        ${field.name}: ${field.kind === 'reference' ? `referenceColumn('${quoted(field)}')` : `sql\`o.${columnOf(field)}\``},\n`).join('')}        state: sql\`d.state\`,
      },
      search: documentSearch(companyId, ${camel}.noun, (at) => [at.number, ${party ? 'at.party, ' : ''}at.lines('${table}_line')]),
    }, input)),
  runnable(get${pascal}, async (reader, { id }, { companyId, actor }) => {
    const [head, withdrawal, own, lines] = await Promise.all([
      headOf(reader, companyId, ${camel}.noun, id),
      whyNotUnapprove(reader, companyId, id),
      one<Record<string, unknown>>(reader, sql\`
        select ${headColumns(noun).map((field) => shown(field, 'o')).join(',\n          ')}
        from ${table} as o
        where o.company_id = \${companyId} and o.id = \${id}\`),
      reader.rows(sql\`
        select l.id, jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item, l.quantity,
          ${[...noun.lineFields.map((field) => shown(field, 'l')), 'l.note'].join(',\n          ')}
        from ${table}_line as l
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        where l.company_id = \${companyId} and l.document_id = \${id}
        order by l.line_no\`),
    ]);
    if (!head || !own) throw kernelProblem(404, 'not-found');
    return { ...head, ...own, lines, can: canOf(${camel}, head, actor, withdrawal) };
  }),
];
`;
}
/** A field's name as an alias in SQL. */
const quoted = ({ name }: NewField): string => (/[A-Z]/.test(name) ? `"${name}"` : name);
