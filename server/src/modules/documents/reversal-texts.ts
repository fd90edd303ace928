/** Why a document cannot be reversed: said beside the action before it is pressed, and refused by the command all the same. */
import type { Text } from '../../kernel/contract.ts';

export const reversalRefusals = {
  'later-documents': { zh: '已有下游单据 {numbers}，请先冲销它们。', en: 'Later documents {numbers} stand on it; reverse those first.' },
  'reversed-before': { zh: '这是红字单据，不能再冲销。', en: 'This is a reversal itself and cannot be reversed.' },
  'day-before-original': { zh: '冲销日期 {day} 早于原单日期 {original}。', en: 'The reversal day {day} is before the original day {original}.' },
} satisfies Record<string, Text>;
