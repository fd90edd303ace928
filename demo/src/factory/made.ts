/**
 * How a made item is written down, by process: cut and bent sheet, stamping, welding, painting, assembly. Consumption and times
 * follow from geometry (blank, cutting length, bends, welds, painted area), so that costs stand in proportion across products.
 *
 * Trap: sheets are stocked to 0.01, so what eats sheets is made in tens and takes thousandths of a sheet each.
 */
import { ratio, whole } from './figures.ts';
import { sheetCode, sheetDensity, sheetSize } from './raw-materials.ts';
import type { Component, ItemClass, ItemRow, Operation, Product } from './rows.ts';

type Lots = { readonly minimum: number; readonly multiple: number; readonly leadDays: number; readonly periodDays?: number; readonly safetyStock?: number };
export type Named = { readonly code: string; readonly name: string; readonly spec: string; readonly drawingNumber?: string; readonly drawingRevision?: string };

const warehouseOf: Readonly<Record<ItemClass, string>> = {
  finished: 'W07', 'semi-finished': 'W05', 'sheet-metal': 'W05', mould: 'W08', hardware: 'W03', raw: 'W01', packing: 'W04', service: 'W07',
};
const unitOf = (itemClass: ItemClass): string => (itemClass === 'finished' ? 'UNIT' : itemClass === 'mould' ? 'SET' : 'PCS');
export const minutes = (hundredths: number): string => ratio(hundredths, 100, 2);
export const part = (component: string, quantity: number, extra: Omit<Component, 'component' | 'quantityPer'> = {}): Component => ({ component, quantityPer: String(quantity), ...extra });
/** Consumption in thousandths of the stock unit, taken off the shelf by backflush when it is a shop supply. */
const thousandths = (component: string, quantity: number, extra: Omit<Component, 'component' | 'quantityPer'> = {}): Component => ({ component, quantityPer: ratio(quantity, 1000, 3), ...extra });
export const operation = (name: string, workCenter: string, setupMinutes: number, runHundredths: number): Operation =>
  ({ name, workCenter, setupMinutes: String(setupMinutes), runMinutes: minutes(runHundredths) });

export function madeItem(named: Named, itemClass: ItemClass, lots: Lots, extra: Partial<ItemRow> = {}): ItemRow {
  return {
    code: named.code, name: named.name, spec: named.spec, class: itemClass, source: 'make', unit: unitOf(itemClass),
    drawingNumber: named.drawingNumber ?? `HD-${named.code}`, drawingRevision: named.drawingRevision ?? 'A',
    ...(lots.periodDays === undefined ? { orderPolicy: 'lot-for-lot' as const } : { orderPolicy: 'period' as const, periodDays: lots.periodDays }),
    leadDays: lots.leadDays, lotMinimum: String(lots.minimum), lotMultiple: String(lots.multiple), safetyStock: String(lots.safetyStock ?? 0),
    warehouse: warehouseOf[itemClass], taxRate: '0.13', abc: itemClass === 'finished' ? 'A' : 'B',
    ...extra,
  };
}

export type Cut = {
  readonly grade: string;
  /** Tenths of a millimetre. */
  readonly thickness: number;
  /** Blank, millimetres. */
  readonly blank: readonly [number, number];
  readonly bends: number;
  readonly holes?: number;
  /** Pressed-in fasteners. */
  readonly inserts?: readonly Component[];
  readonly punched?: boolean;
};
const partLots: Lots = { minimum: 100, multiple: 10, leadDays: 3, periodDays: 30, safetyStock: 10 };

/** 钣金件: laser or punch, bend, press in. Cutting runs at 10 m/min in 1 mm steel and slower in proportion to thickness. */
export function sheetPart(named: Named, cut: Cut, lots: Partial<Lots> = {}): Product {
  const [width, height] = cut.blank;
  const [sheetWidth, sheetHeight] = sheetSize(cut.grade);
  const used = whole((width + 8) * (height + 8) * 1000 * 100, sheetWidth * sheetHeight * 88);
  const length = 2 * (width + height) + (cut.holes ?? 8) * 60;
  const cutting = whole(length * (10 + cut.thickness), 2000) + 40;
  const bending = cut.bends * whole(22 * 1000 + (width + height) * 6, 1000) + 12;
  const inserts = cut.inserts ?? [];
  const weightGrams = whole(width * height * cut.thickness * sheetDensity(cut.grade), 10_000_000);
  return {
    item: madeItem({ ...named, spec: `${named.spec} t${ratio(cut.thickness, 10, 1)} ${cut.grade}` }, 'sheet-metal', { ...partLots, ...lots }, { weightKg: ratio(weightGrams, 1000, 3) }),
    components: [thousandths(sheetCode(cut.grade, cut.thickness), used < 1 ? 1 : used), ...inserts],
    operations: [
      cut.punched ? operation('数冲下料', 'WC02', 25, whole(cutting * 9, 10)) : operation('激光切割', 'WC01', 12, cutting),
      ...(cut.bends > 0 ? [operation('折弯', 'WC03', 20, bending)] : []),
      ...(inserts.length > 0 ? [operation('压铆', 'WC06', 10, 15 * inserts.reduce((sum, { quantityPer }) => sum + Number(quantityPer), 0))] : []),
    ],
  };
}

export type Stamping = { readonly coil: string; readonly grams: number; readonly strokes: number; readonly finish?: readonly Component[]; readonly tapped?: boolean };
/** 冲压五金: coil by weight, one press stroke after the other, tumbling or tapping at the end. */
export function stamping(named: Named, stamp: Stamping, lots: Partial<Lots> = {}, extra: Partial<ItemRow> = {}): Product {
  return {
    item: madeItem(named, 'hardware', { minimum: 500, multiple: 100, leadDays: 3, periodDays: 30, safetyStock: 300, ...lots }, { weightKg: ratio(whole(stamp.grams * 78, 100), 1000, 3), ...extra }),
    components: [thousandths(stamp.coil, stamp.grams), ...(stamp.finish ?? [])],
    operations: [
      operation('冲压', 'WC04', 45, 6 * stamp.strokes),
      stamp.tapped ? operation('攻丝', 'WC12', 20, 18) : operation('去毛刺', 'WC07', 10, 8),
    ],
  };
}

/** 焊接总成: weld length in millimetres decides time, wire and gas. */
export function welding(named: Named, components: readonly Component[], weldMillimetres: number, lots: Partial<Lots> = {}, itemClass: ItemClass = 'semi-finished', metal: 'steel' | 'stainless' | 'aluminium' = 'steel'): Product {
  const wire = { steel: 'H-ER50', stainless: 'H-308L', aluminium: 'H-5356' }[metal];
  return {
    item: madeItem(named, itemClass, { minimum: 40, multiple: 10, leadDays: 3, ...lots }),
    components: [...components, thousandths(wire, whole(weldMillimetres * 9, 100), { issueMethod: 'backflush', operationNo: 10 }), { component: 'H-CO2', quantityPer: ratio(whole(weldMillimetres, 250), 100, 2), issueMethod: 'backflush', operationNo: 10 }],
    operations: [
      operation('焊接', 'WC05', 20, 250 + whole(weldMillimetres * 30, 100)),
      operation('打磨', 'WC07', 5, 80 + whole(weldMillimetres * 14, 100)),
    ],
  };
}

/** 喷涂件: area in square decimetres, both sides, at 140 g of powder a square metre. */
export function painting(named: Named, components: readonly Component[], areaSquareDecimetres: number, powder: string, lots: Partial<Lots> = {}, before: readonly Operation[] = []): Product {
  return {
    item: madeItem(named, 'semi-finished', { minimum: 40, multiple: 10, leadDays: 2, ...lots }),
    components: [...components, thousandths(powder, whole(areaSquareDecimetres * 14, 10)), thousandths('F-QCL', whole(areaSquareDecimetres * 3, 10), { issueMethod: 'backflush', operationNo: 10 * (before.length + 1) })],
    operations: [...before, operation('前处理', 'WC08', 10, 20 + whole(areaSquareDecimetres * 15, 100)), operation('喷涂', 'WC09', 15, 25 + whole(areaSquareDecimetres * 20, 100))],
  };
}

/** 装配: hundredths of a minute of assembling and packing. */
export function assembly(named: Named, itemClass: ItemClass, components: readonly Component[], assembling: number, packing: number, lots: Partial<Lots> = {}, extra: Partial<ItemRow> = {}): Product {
  return {
    item: madeItem(named, itemClass, { minimum: 0, multiple: 0, leadDays: 3, ...lots }, extra),
    components,
    operations: [operation('装配', 'WC10', 15, assembling), ...(packing > 0 ? [operation('包装', 'WC11', 5, packing)] : [])],
  };
}
