/**
 * 浙江恒铎精工有限公司: units, departments, warehouses, causes and the fifteen work centres with their hourly rates (人工 and
 * 制费 in yuan an hour). Rates are those of a Ningbo sheet-metal shop, so that rolled-up costs stand in proportion to prices.
 */
import type { CauseCodeRow, DepartmentRow, UnitRow, WarehouseRow, WorkCenterRow } from './rows.ts';

export const units: readonly UnitRow[] = [
  { code: 'PCS', name: '件', decimals: 0 },
  { code: 'SET', name: '套', decimals: 0 },
  { code: 'UNIT', name: '台', decimals: 0 },
  { code: 'PIECE', name: '个', decimals: 0 },
  { code: 'SHEET', name: '张', decimals: 2 },
  { code: 'KG', name: '千克', decimals: 3 },
  { code: 'M', name: '米', decimals: 2 },
  { code: 'BOTTLE', name: '瓶', decimals: 2 },
  { code: 'ROLL', name: '卷', decimals: 2 },
  { code: 'TIME', name: '次', decimals: 0 },
  { code: 'SQM', name: '平方米', decimals: 2 },
];

export const departments: readonly DepartmentRow[] = [
  { code: 'D01', name: '总经理办公室', usage: 'admin' },
  { code: 'D02', name: '企业管理部', usage: 'admin' },
  { code: 'D03', name: '销售部', usage: 'selling' },
  { code: 'D04', name: '供应部', usage: 'admin' },
  { code: 'D05', name: '生产部', usage: 'auxiliary' },
  { code: 'D06', name: '仓储部', usage: 'admin' },
  { code: 'D07', name: '工程技术部', usage: 'research' },
  { code: 'D08', name: '工艺科', usage: 'auxiliary' },
  { code: 'D09', name: '质量部', usage: 'auxiliary' },
  { code: 'D10', name: '设备部', usage: 'auxiliary' },
  { code: 'D11', name: '财务部', usage: 'admin' },
  { code: 'D12', name: '信息科', usage: 'admin' },
  { code: 'D21', name: '钣金车间', usage: 'production' },
  { code: 'D22', name: '冲压车间', usage: 'production' },
  { code: 'D23', name: '喷涂车间', usage: 'production' },
  { code: 'D24', name: '装配车间', usage: 'production' },
  { code: 'D25', name: '模具车间', usage: 'production' },
];

export const warehouses: readonly WarehouseRow[] = [
  { code: 'W01', name: '钣材仓', usage: 'sheet-metal', keeper: '何丽' },
  { code: 'W02', name: '型材外购仓', usage: 'raw', keeper: '何丽' },
  { code: 'W03', name: '五金标准件仓', usage: 'hardware', keeper: '方小燕' },
  { code: 'W04', name: '辅料包装仓', usage: 'packing', keeper: '方小燕' },
  { code: 'W05', name: '半成品仓', usage: 'semi-finished', keeper: '俞国庆' },
  { code: 'W06', name: '余料仓', usage: 'sheet-metal', keeper: '何丽' },
  { code: 'W07', name: '成品仓', usage: 'finished', keeper: '俞国庆' },
  { code: 'W08', name: '模具库', usage: 'mould', keeper: '胡建军' },
  { code: 'W09', name: '线边仓', usage: 'line-side', keeper: '马国富' },
];

export const causeCodes: readonly CauseCodeRow[] = [
  { code: 'BF01', name: '角度超差', usage: 'scrap' },
  { code: 'BF02', name: '压伤', usage: 'scrap' },
  { code: 'BF03', name: '开裂', usage: 'scrap' },
  { code: 'BF04', name: '尺寸超差', usage: 'scrap' },
  { code: 'BF05', name: '焊穿', usage: 'scrap' },
  { code: 'FG01', name: '喷涂流挂', usage: 'rework' },
  { code: 'FG02', name: '色差', usage: 'rework' },
  { code: 'FG03', name: '焊渣未清', usage: 'rework' },
  { code: 'PD01', name: '计量误差', usage: 'count-difference' },
  { code: 'PD02', name: '漏记收发', usage: 'count-difference' },
  { code: 'TH01', name: '来料锈蚀', usage: 'return' },
  { code: 'TH02', name: '客户判退', usage: 'return' },
  { code: 'CX01', name: '数量录错', usage: 'reversal' },
  { code: 'CX02', name: '单价录错', usage: 'reversal' },
  { code: 'CX03', name: '重复录单', usage: 'reversal' },
];

export const workCenters: readonly WorkCenterRow[] = [
  { code: 'WC01', name: '激光切割', department: 'D21', machines: 2, hoursPerDay: '20', efficiency: '0.92', labourRate: '42', overheadRate: '138' },
  { code: 'WC02', name: '数控冲床', department: 'D21', machines: 2, hoursPerDay: '16', efficiency: '0.9', labourRate: '40', overheadRate: '86' },
  { code: 'WC03', name: '数控折弯', department: 'D21', machines: 4, hoursPerDay: '16', efficiency: '0.88', labourRate: '41', overheadRate: '46' },
  { code: 'WC04', name: '冲压', department: 'D22', machines: 8, hoursPerDay: '16', efficiency: '0.9', labourRate: '36', overheadRate: '34' },
  { code: 'WC05', name: '气保焊接', department: 'D21', machines: 10, hoursPerDay: '8', efficiency: '0.85', labourRate: '48', overheadRate: '26' },
  { code: 'WC06', name: '点焊凸焊', department: 'D21', machines: 4, hoursPerDay: '8', efficiency: '0.9', labourRate: '40', overheadRate: '24' },
  { code: 'WC07', name: '打磨', department: 'D21', machines: 8, hoursPerDay: '8', efficiency: '0.9', labourRate: '38', overheadRate: '14' },
  { code: 'WC08', name: '前处理', department: 'D23', machines: 1, hoursPerDay: '16', efficiency: '0.92', labourRate: '72', overheadRate: '118' },
  { code: 'WC09', name: '粉末喷涂', department: 'D23', machines: 1, hoursPerDay: '16', efficiency: '0.9', labourRate: '96', overheadRate: '164' },
  { code: 'WC10', name: '装配', department: 'D24', machines: 12, hoursPerDay: '8', efficiency: '0.9', labourRate: '37', overheadRate: '12' },
  { code: 'WC11', name: '包装', department: 'D24', machines: 4, hoursPerDay: '8', efficiency: '0.95', labourRate: '32', overheadRate: '8' },
  { code: 'WC12', name: 'CNC 加工', department: 'D25', machines: 5, hoursPerDay: '20', efficiency: '0.9', labourRate: '46', overheadRate: '92' },
  { code: 'WC13', name: '线切割', department: 'D25', machines: 4, hoursPerDay: '20', efficiency: '0.92', labourRate: '38', overheadRate: '44' },
  { code: 'WC14', name: '电火花', department: 'D25', machines: 3, hoursPerDay: '16', efficiency: '0.9', labourRate: '42', overheadRate: '58' },
  { code: 'WC15', name: '钳工装模', department: 'D25', machines: 6, hoursPerDay: '8', efficiency: '0.85', labourRate: '52', overheadRate: '22' },
];
