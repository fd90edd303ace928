/** 模具: mould sets made to order from bought bases, with cavity and core machined in the house. */
import { boughtItem } from './bought.ts';
import { ratio } from './figures.ts';
import { madeItem, operation, part } from './made.ts';
import type { ItemRow, Product } from './rows.ts';
import { supplierOf } from './suppliers.ts';

const base = (code: string, spec: string, priceFen: number, weightGrams: number): ItemRow =>
  boughtItem({ code, name: '标准模架', spec, class: 'mould', unit: 'SET', warehouse: 'W08', supplier: supplierOf('mould', 0), priceFen, leadDays: 12, weightGrams, abc: 'B' });
export const mouldBases: readonly ItemRow[] = [
  base('MJ-CI2530', 'CI2530 A70 B60', 542_400, 145_000), base('MJ-CI3035', 'CI3035 A80 B70', 785_350, 236_000), base('MJ-CI4045', 'CI4045 A100 B90', 1_435_100, 520_000),
  base('MJ-CI5050', 'CI5050 A120 B110', 2_180_900, 910_000), base('MJ-CY200', '四导柱冲模架 200×160', 146_900, 48_000), base('MJ-CY315', '四导柱冲模架 315×250', 282_500, 116_000),
];

type Mould = { readonly code: string; readonly name: string; readonly spec: string; readonly base: string; readonly steel: string; readonly kilograms: number; readonly hours: number; readonly extra: readonly (readonly [string, number])[] };
const moulds: readonly Mould[] = [
  { code: 'MJ-300', name: '注塑模具', spec: '接线盒 1×4', base: 'MJ-CI2530', steel: 'M-718H', kilograms: 36, hours: 38, extra: [['MJ-TG05', 16], ['MJ-JT16', 1], ['MJ-SLJ', 8]] },
  { code: 'MJ-400', name: '注塑模具', spec: '车灯卡座 1×2', base: 'MJ-CI3035', steel: 'M-NAK80', kilograms: 58, hours: 54, extra: [['MJ-TG05', 20], ['MJ-TG08', 8], ['MJ-RLD2', 1], ['MJ-SLJ', 12]] },
  { code: 'MJ-500', name: '注塑模架', spec: '家电面板 1×1', base: 'MJ-CI4045', steel: 'M-718H', kilograms: 120, hours: 76, extra: [['MJ-TG08', 24], ['MJ-RLD4', 1], ['MJ-SLJ', 16]] },
  { code: 'MJ-600', name: '注塑模具', spec: '储能端盖 1×1 镜面', base: 'MJ-CI5050', steel: 'M-S136', kilograms: 165, hours: 98, extra: [['MJ-TG08', 30], ['MJ-RLD4', 1], ['MJ-NL45', 4]] },
  { code: 'CM-7701', name: '级进冲模', spec: 'ZJ-7701 四工位', base: 'MJ-CY200', steel: 'M-CR12', kilograms: 42, hours: 44, extra: [['MJ-DZ20', 4], ['MJ-DT20', 4], ['MJ-CT25', 8], ['MJ-TH25', 8]] },
  { code: 'CM-7706', name: '级进冲模', spec: 'ZJ-7706 六工位', base: 'MJ-CY315', steel: 'M-CR12', kilograms: 78, hours: 66, extra: [['MJ-DZ30', 4], ['MJ-DT30', 4], ['MJ-CT25', 14], ['MJ-TH25', 12], ['MJ-NL45', 2]] },
  { code: 'CM-0081', name: '拉伸复合模', spec: 'BJ-0081', base: 'MJ-CY315', steel: 'M-CR12', kilograms: 64, hours: 52, extra: [['MJ-DZ30', 4], ['MJ-DT30', 4], ['MJ-NL45', 4]] },
];

function mouldSet({ code, name, spec, base: frame, steel, kilograms, hours, extra }: Mould): Product[] {
  const insert = (suffix: string, label: string, share: number): Product => ({
    item: madeItem({ code: `${code}-${suffix}`, name: label, spec: `${code} ${steel.slice(2)}` }, 'mould', { minimum: 0, multiple: 0, leadDays: 10 }, { unit: 'PCS', weightKg: ratio(kilograms * share, 125, 3) }),
    components: [{ component: steel, quantityPer: ratio(kilograms * share, 100, 3) }, ...(share > 50 ? [{ component: 'M-CU', quantityPer: ratio(kilograms, 20, 3) }] : [])],
    operations: [operation('CNC 粗精加工', 'WC12', 90, hours * share * 24), ...(share > 50 ? [operation('电火花', 'WC14', 60, hours * share * 12)] : [operation('线切割', 'WC13', 60, hours * share * 16)])],
  });
  return [
    insert('1', '型腔镶件', 60), insert('2', '型芯镶件', 40),
    {
      item: madeItem({ code, name, spec }, 'mould', { minimum: 0, multiple: 0, leadDays: 12 }, { unit: 'SET' }),
      components: [part(frame, 1), part(`${code}-1`, 1), part(`${code}-2`, 1), ...extra.map(([component, quantity]) => part(component, quantity)), part('NL-M12-40', 12), part('BZ-MX02', 1)],
      operations: [operation('钳工装配', 'WC15', 60, hours * 2400), operation('试模修配', 'WC15', 120, hours * 900)],
    },
  ];
}
export const mouldProducts: readonly Product[] = moulds.flatMap(mouldSet);
export const soldMoulds: readonly string[] = moulds.map(({ code }) => code);
