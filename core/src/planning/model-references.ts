/**
 * What a model must satisfy across its rows: ids are unique, every name that is used exists, lots can be made at all, the
 * structure has no cycle, and the run asks only for limits this engine respects. Each failure names the field that is wrong.
 * Trap: a cycle can run through any of an item's makes, so all of them count, whatever their rank or dates.
 */
import { lowerToMultiple, raiseToMultiple, unitsOf } from '@millwright/core/primitives/engine-quantity';
import type { FieldReader } from '@millwright/core/planning/field-reader';
import type { OperationRow, PlanningModel } from '@millwright/core/planning/model';

interface Identified {
  readonly id: string;
  readonly path: string;
}

export function checkReferences(reader: FieldReader, model: PlanningModel): void {
  const items = uniqueIds(reader, model.items);
  uniqueIds(reader, model.operations);
  uniqueIds(reader, model.demands);
  uniqueIds(reader, model.receipts.flatMap((receipt) => (receipt.id === undefined ? [] : [{ id: receipt.id, path: receipt.path }])));
  const resources = uniqueIds(reader, model.resources);
  const calendars = uniqueIds(reader, model.calendars);
  const known = (ids: ReadonlySet<string>, kind: string, id: string, path: string): void => {
    if (id !== '' && !ids.has(id)) reader.fail(path, `unknown ${kind} "${id}"`);
  };
  for (const operation of model.operations) {
    known(items, 'item', operation.item, `${operation.path}.item`);
    if (operation.calendar !== undefined) known(calendars, 'calendar', operation.calendar, `${operation.path}.calendar`);
    for (const use of operation.uses) known(items, 'item', use.item, `${use.path}.item`);
    for (const load of operation.loads) known(resources, 'resource', load.resource, `${load.path}.resource`);
    checkLot(reader, operation);
  }
  for (const row of [...model.receipts, ...model.demands]) known(items, 'item', row.item, `${row.path}.item`);
  checkCycle(reader, model);
  checkSupported(reader, model);
}

function uniqueIds(reader: FieldReader, rows: readonly Identified[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  for (const row of rows) {
    const earlier = first.get(row.id);
    if (earlier !== undefined && row.id !== '') reader.fail(`${row.path}.id`, `duplicate id "${row.id}", first used at ${earlier}`);
    else first.set(row.id, row.path);
  }
  return new Set(first.keys());
}

function checkLot(reader: FieldReader, operation: OperationRow): void {
  const { lotMinimum, lotMultiple, lotMaximum } = operation;
  const least = Math.max(raiseToMultiple(lotMinimum, lotMultiple), lotMultiple);
  if (least <= lowerToMultiple(lotMaximum, lotMultiple)) return;
  const multiple = lotMultiple > 0 ? ` and multiple ${unitsOf(lotMultiple)}` : '';
  reader.fail(`${operation.path}.lot.max`, `no lot is possible: minimum ${unitsOf(lotMinimum)}${multiple} leave nothing up to ${unitsOf(lotMaximum)}`);
}

/** Depth-first over item → component with an explicit stack, so that a deep structure cannot overflow the call stack. */
function checkCycle(reader: FieldReader, model: PlanningModel): void {
  const components = new Map<string, { item: string; path: string }[]>();
  for (const operation of model.operations) {
    const list = components.get(operation.item) ?? [];
    for (const use of operation.uses) list.push({ item: use.item, path: `${use.path}.item` });
    components.set(operation.item, list);
  }
  const done = new Set<string>();
  for (const start of components.keys()) {
    if (done.has(start)) continue;
    const stack = [{ item: start, next: 0 }];
    const onStack = new Set([start]);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const use = components.get(top.item)?.[top.next];
      top.next += 1;
      if (use === undefined) {
        onStack.delete(top.item);
        done.add(top.item);
        stack.pop();
      } else if (onStack.has(use.item)) {
        const names = stack.map((entry) => entry.item);
        const cycle = [...names.slice(names.indexOf(use.item)), use.item];
        reader.fail(use.path, `cycle in the structure: ${cycle.join(' → ')}`);
        return;
      } else if (!done.has(use.item)) {
        stack.push({ item: use.item, next: 0 });
        onStack.add(use.item);
      }
    }
  }
}

/** Limits this engine does not respect yet are refused; a plan that quietly ignored one would look feasible. */
function checkSupported(reader: FieldReader, model: PlanningModel): void {
  if (!model.plan.finite) return;
  for (const item of model.items) {
    if (item.policy.kind !== 'lot_for_lot' && item.policy.kind !== 'fixed') {
      reader.fail(`${item.path}.policy`, `"${item.policy.kind}" is not supported in a finite run; use lot_for_lot, fixed, reorder_point or min_max`);
    }
  }
  const loaded = model.operations.find((operation) => operation.loads.length > 0);
  if (model.plan.respectCapacity && loaded) {
    reader.fail('plan.respect_capacity', `a finite run over resources is not supported (${loaded.path}.resources loads one); set it to false`);
  }
}
