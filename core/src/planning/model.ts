/**
 * The planning model as text (README.md here documents every field), read into rows whose dates are seconds and whose
 * quantities are millionths. Rows keep their ids; planning-tables.ts turns them into columns. A bad model gives the list
 * of its errors, each with the path of the field, never an exception. Trap: "lot" without a minimum means a minimum of 1.
 */
import { millionthsOf } from '@millwright/core/primitives/engine-quantity';
import { type FieldError, FieldReader, type Fields, shown } from '@millwright/core/planning/field-reader';
import { checkReferences } from '@millwright/core/planning/model-references';
import { type PolicyRow, readPolicy } from '@millwright/core/planning/order-policy';

export interface Step {
  /** Seconds; −Infinity where the step has no beginning. */
  readonly from: number;
  readonly quantity: number;
}
export interface ItemRow {
  readonly id: string;
  readonly path: string;
  readonly stock: number;
  readonly safetyStock: readonly Step[];
  /** Millionths, or NaN for none. */
  readonly orderUpTo: number;
  readonly policy: PolicyRow;
}
export interface UseRow {
  readonly item: string;
  readonly path: string;
  readonly perUnit: number;
  readonly perOrder: number;
  readonly from: number;
  readonly to: number;
  readonly group: string | undefined;
  readonly rank: number;
}
export interface LoadRow {
  readonly resource: string;
  readonly path: string;
  readonly units: number;
  readonly group: string | undefined;
  readonly rank: number;
}
export interface YieldRow {
  readonly from: number;
  readonly to: number;
  /** Good units per unit started, as a plain number. */
  readonly share: number;
}
export interface OperationRow {
  readonly id: string;
  readonly path: string;
  readonly kind: 'make' | 'buy';
  readonly item: string;
  readonly fixedSeconds: number;
  readonly secondsPerUnit: number;
  readonly safetySeconds: number;
  readonly yields: readonly YieldRow[];
  readonly uses: readonly UseRow[];
  readonly loads: readonly LoadRow[];
  readonly lotMinimum: number;
  readonly lotMultiple: number;
  readonly lotMaximum: number;
  readonly cost: number;
  readonly rank: number;
  readonly lowestCost: boolean;
  readonly calendar: string | undefined;
}
export interface ReceiptRow {
  readonly id: string | undefined;
  readonly path: string;
  readonly item: string;
  readonly date: number;
  readonly quantity: number;
}
export interface ResourceRow {
  readonly id: string;
  readonly path: string;
  readonly capacity: readonly Step[];
  readonly efficiency: number;
  readonly maxEarlySeconds: number;
}
export interface CalendarRow {
  readonly id: string;
  readonly path: string;
  readonly open: boolean;
  readonly closed: readonly Interval[];
  readonly opened: readonly Interval[];
}
export interface Interval {
  readonly from: number;
  readonly to: number;
}
export interface DemandRow {
  readonly id: string;
  readonly path: string;
  readonly item: string;
  readonly quantity: number;
  readonly due: number;
  readonly rank: number;
  readonly deliverySeconds: number;
  readonly minimumShipment: number;
  /** Seconds, Infinity for no limit. */
  readonly maxLateSeconds: number;
  readonly order: string | undefined;
  readonly orderPolicy: 'independent' | 'all together';
}
export interface PlanRules {
  readonly finite: boolean;
  readonly respectLeadTime: boolean;
  readonly respectCapacity: boolean;
  /** Report expedite, defer and cancel for firm receipts. */
  readonly exceptions: boolean;
}
export interface PlanningModel {
  readonly now: number;
  readonly plan: PlanRules;
  readonly items: readonly ItemRow[];
  readonly operations: readonly OperationRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly resources: readonly ResourceRow[];
  readonly calendars: readonly CalendarRow[];
  readonly demands: readonly DemandRow[];
}
export type ReadModel = { readonly ok: true; readonly model: PlanningModel } | { readonly ok: false; readonly errors: readonly FieldError[] };

const always: Interval = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const topFields = ['now', 'plan', 'items', 'make', 'buy', 'receipts', 'resources', 'calendars', 'demands', 'version'];

/** Reads parsed JSON. Every error is reported with its path; where there are none, the model is safe to compile. */
export function readModel(value: unknown): ReadModel {
  const reader = new FieldReader();
  const fields = reader.record(value, 'model', topFields);
  if (!fields) return { ok: false, errors: reader.errors };
  const model: PlanningModel = {
    now: reader.date(fields, 'now', ''),
    plan: readPlan(reader, fields),
    items: readRows(reader, fields, 'items', readItem),
    operations: [...readRows(reader, fields, 'make', readMake), ...readRows(reader, fields, 'buy', readBuy)],
    receipts: readRows(reader, fields, 'receipts', readReceipt),
    resources: readRows(reader, fields, 'resources', readResource),
    calendars: readRows(reader, fields, 'calendars', readCalendar),
    demands: readRows(reader, fields, 'demands', readDemand),
  };
  checkReferences(reader, model);
  return reader.errors.length === 0 ? { ok: true, model } : { ok: false, errors: reader.errors };
}

type RowReader<Row> = (reader: FieldReader, value: unknown, path: string) => Row | undefined;

function readRows<Row>(reader: FieldReader, fields: Fields, name: string, read: RowReader<Row>, path = ''): Row[] {
  return reader.list(fields, name, path).flatMap((row) => read(reader, row.value, row.path) ?? []);
}

function readPlan(reader: FieldReader, fields: Fields): PlanRules {
  const known = ['finite', 'respect_lead_time', 'respect_capacity', 'exceptions'];
  const plan = reader.record(fields.plan ?? {}, 'plan', known) ?? {};
  return {
    finite: reader.flag(plan, 'finite', 'plan', false),
    respectLeadTime: reader.flag(plan, 'respect_lead_time', 'plan', false),
    respectCapacity: reader.flag(plan, 'respect_capacity', 'plan', false),
    exceptions: reader.flag(plan, 'exceptions', 'plan', false),
  };
}

function readItem(reader: FieldReader, value: unknown, path: string): ItemRow | undefined {
  const fields = reader.record(value, path, ['id', 'stock', 'safety_stock', 'order_up_to', 'policy']);
  if (!fields) return undefined;
  const hasUpTo = fields.order_up_to !== undefined && fields.order_up_to !== null;
  return {
    id: reader.text(fields, 'id', path),
    path,
    stock: reader.quantity(fields, 'stock', path, 0),
    safetyStock: readSteps(reader, fields, 'safety_stock', path, 'qty'),
    orderUpTo: hasUpTo ? reader.quantity(fields, 'order_up_to', path, 0) : Number.NaN,
    policy: readPolicy(reader, fields, path),
  };
}

/** A number, or steps [{from, qty}] each of which holds until the next; sorted by date. */
function readSteps(reader: FieldReader, fields: Fields, name: string, path: string, quantityField: string): Step[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ from: always.from, quantity: reader.quantity(fields, name, path, 0) }];
  const steps = reader.list(fields, name, path).flatMap((row) => {
    const step = reader.record(row.value, row.path, ['from', 'qty', 'value']);
    if (!step) return [];
    const field = step.value !== undefined && step.qty === undefined ? 'value' : quantityField;
    return [{ from: reader.date(step, 'from', row.path, always.from), quantity: reader.quantity(step, field, row.path, undefined), path: row.path }];
  });
  steps.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  steps.forEach((step, index) => {
    if (index > 0 && step.from === steps[index - 1]?.from) reader.fail(`${step.path}.from`, 'two steps begin at the same date');
  });
  return steps;
}

const makeFields = ['id', 'item', 'run', 'yields', 'uses', 'resources', 'lot', 'safety_time', 'cost', 'rank', 'choose', 'calendar'];
const buyFields = ['id', 'item', 'lead', 'lot', 'safety_time', 'cost', 'rank', 'choose', 'calendar'];

function readMake(reader: FieldReader, value: unknown, path: string): OperationRow | undefined {
  const fields = reader.record(value, path, makeFields);
  if (!fields) return undefined;
  const run = reader.record(fields.run ?? {}, `${path}.run`, ['fixed', 'per_unit']) ?? {};
  return {
    ...readSource(reader, fields, path),
    kind: 'make',
    fixedSeconds: reader.duration(run, 'fixed', `${path}.run`, 0),
    secondsPerUnit: reader.duration(run, 'per_unit', `${path}.run`, 0),
    yields: readYields(reader, fields, path),
    uses: readRows(reader, fields, 'uses', readUse, path),
    loads: readRows(reader, fields, 'resources', readLoad, path),
  };
}

function readBuy(reader: FieldReader, value: unknown, path: string): OperationRow | undefined {
  const fields = reader.record(value, path, buyFields);
  if (!fields) return undefined;
  const fixedSeconds = reader.duration(fields, 'lead', path, 0);
  return { ...readSource(reader, fields, path), kind: 'buy', fixedSeconds, secondsPerUnit: 0, yields: [], uses: [], loads: [] };
}

type SourcePart = Omit<OperationRow, 'kind' | 'fixedSeconds' | 'secondsPerUnit' | 'yields' | 'uses' | 'loads'>;

function readSource(reader: FieldReader, fields: Fields, path: string): SourcePart {
  const choose = reader.choice(fields, 'choose', path, ['rank', 'by rank', 'lowest cost'], 'rank');
  return {
    id: reader.text(fields, 'id', path),
    path,
    item: reader.text(fields, 'item', path),
    safetySeconds: reader.duration(fields, 'safety_time', path, 0),
    cost: reader.number(fields, 'cost', path, 0, { least: 0 }),
    rank: reader.number(fields, 'rank', path, 1, { least: 0 }),
    lowestCost: choose === 'lowest cost',
    calendar: reader.optionalText(fields, 'calendar', path),
    ...readLot(reader, fields, path),
  };
}

function readLot(reader: FieldReader, fields: Fields, path: string): Pick<OperationRow, 'lotMinimum' | 'lotMultiple' | 'lotMaximum'> {
  const at = `${path}.lot`;
  const lot = reader.record(fields.lot ?? {}, at, ['min', 'multiple', 'max']) ?? {};
  const given = (name: string): boolean => lot[name] !== undefined && lot[name] !== null;
  const lotMaximum = given('max') ? reader.quantity(lot, 'max', at, undefined, { above: 0 }) : Number.POSITIVE_INFINITY;
  const lotMultiple = given('multiple') ? reader.quantity(lot, 'multiple', at, undefined, { above: 0 }) : 0;
  const lotMinimum = given('min') ? reader.quantity(lot, 'min', at, undefined) : Math.min(millionthsOf(1), lotMaximum);
  return { lotMinimum, lotMultiple, lotMaximum };
}

function readYields(reader: FieldReader, fields: Fields, path: string): YieldRow[] {
  const value = fields.yields;
  if (!Array.isArray(value)) return [{ ...always, share: reader.number(fields, 'yields', path, 1, { above: 0 }) }];
  const yields = reader.list(fields, 'yields', path).flatMap((row) => {
    const step = reader.record(row.value, row.path, ['from', 'to', 'qty']);
    return step ? [{ ...readInterval(reader, step, row.path), share: reader.number(step, 'qty', row.path, undefined, { above: 0 }), path: row.path }] : [];
  });
  yields.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  yields.forEach((step, index) => {
    if (index > 0 && step.from < (yields[index - 1]?.to ?? always.from)) reader.fail(step.path, 'overlaps another yield of this make');
  });
  return yields;
}

function readInterval(reader: FieldReader, fields: Fields, path: string): Interval {
  const interval = { from: reader.date(fields, 'from', path, always.from), to: reader.date(fields, 'to', path, always.to) };
  if (interval.to <= interval.from) reader.fail(`${path}.to`, 'is not after "from"');
  return interval;
}

function readUse(reader: FieldReader, value: unknown, path: string): UseRow | undefined {
  const fields = reader.record(value, path, ['item', 'qty', 'fixed_qty', 'scrap', 'from', 'to', 'alternates', 'rank']);
  if (!fields) return undefined;
  const quantity = reader.number(fields, 'qty', path, fields.fixed_qty === undefined ? undefined : 0, { least: 0 });
  const scrap = reader.number(fields, 'scrap', path, 0, { least: 0, most: 10 });
  return {
    item: reader.text(fields, 'item', path),
    path,
    perUnit: millionthsOf(quantity * (1 + scrap)),
    perOrder: reader.quantity(fields, 'fixed_qty', path, 0),
    ...readInterval(reader, fields, path),
    group: reader.optionalText(fields, 'alternates', path),
    rank: reader.number(fields, 'rank', path, 1, { least: 0 }),
  };
}

function readLoad(reader: FieldReader, value: unknown, path: string): LoadRow | undefined {
  const fields = reader.record(value, path, ['resource', 'units', 'alternates', 'rank']);
  if (!fields) return undefined;
  return {
    resource: reader.text(fields, 'resource', path),
    path,
    units: reader.quantity(fields, 'units', path, 1),
    group: reader.optionalText(fields, 'alternates', path),
    rank: reader.number(fields, 'rank', path, 1, { least: 0 }),
  };
}

function readReceipt(reader: FieldReader, value: unknown, path: string): ReceiptRow | undefined {
  const fields = reader.record(value, path, ['id', 'item', 'date', 'qty']);
  if (!fields) return undefined;
  return {
    id: reader.optionalText(fields, 'id', path),
    path,
    item: reader.text(fields, 'item', path),
    date: reader.date(fields, 'date', path),
    quantity: reader.quantity(fields, 'qty', path, undefined),
  };
}

function readResource(reader: FieldReader, value: unknown, path: string): ResourceRow | undefined {
  const fields = reader.record(value, path, ['id', 'capacity', 'efficiency', 'max_early']);
  if (!fields) return undefined;
  const capacity = readSteps(reader, fields, 'capacity', path, 'qty');
  return {
    id: reader.text(fields, 'id', path),
    path,
    capacity: capacity.length > 0 || Array.isArray(fields.capacity) ? capacity : [{ from: always.from, quantity: millionthsOf(1) }],
    efficiency: reader.number(fields, 'efficiency', path, 100, { above: 0 }),
    maxEarlySeconds: reader.duration(fields, 'max_early', path, Number.POSITIVE_INFINITY),
  };
}

function readCalendar(reader: FieldReader, value: unknown, path: string): CalendarRow | undefined {
  const fields = reader.record(value, path, ['id', 'open', 'closed', 'opened']);
  if (!fields) return undefined;
  return {
    id: reader.text(fields, 'id', path),
    path,
    open: reader.flag(fields, 'open', path, true),
    closed: readIntervals(reader, fields, 'closed', path),
    opened: readIntervals(reader, fields, 'opened', path),
  };
}

/** Intervals as {from, to} or as a pair [from, to]. */
function readIntervals(reader: FieldReader, fields: Fields, name: string, path: string): Interval[] {
  return reader.list(fields, name, path).flatMap((row) => {
    if (!Array.isArray(row.value)) {
      const interval = reader.record(row.value, row.path, ['from', 'to']);
      return interval ? [readInterval(reader, interval, row.path)] : [];
    }
    if (row.value.length !== 2) reader.fail(row.path, `must be [from, to], not ${shown(row.value)}`);
    const pair = { from: reader.dateValue(row.value[0], `${row.path}[0]`, undefined), to: reader.dateValue(row.value[1], `${row.path}[1]`, undefined) };
    if (pair.to <= pair.from) reader.fail(`${row.path}[1]`, 'is not after the beginning');
    return [pair];
  });
}

const demandFields = ['id', 'item', 'qty', 'due', 'rank', 'delivery_time', 'min_shipment', 'max_late', 'order', 'order_policy'];

function readDemand(reader: FieldReader, value: unknown, path: string): DemandRow | undefined {
  const fields = reader.record(value, path, demandFields);
  if (!fields) return undefined;
  return {
    id: reader.text(fields, 'id', path),
    path,
    item: reader.text(fields, 'item', path),
    quantity: reader.quantity(fields, 'qty', path, undefined),
    due: reader.date(fields, 'due', path),
    rank: reader.number(fields, 'rank', path, 1),
    deliverySeconds: reader.duration(fields, 'delivery_time', path, 0),
    minimumShipment: reader.quantity(fields, 'min_shipment', path, 0),
    maxLateSeconds: reader.duration(fields, 'max_late', path, Number.POSITIVE_INFINITY),
    order: reader.optionalText(fields, 'order', path),
    orderPolicy: reader.choice(fields, 'order_policy', path, ['independent', 'all together'], 'independent'),
  };
}
