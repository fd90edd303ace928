/**
 * 大写金额: Chinese capital amounts as 会计基础工作规范 art. 52 wants them. Ends in 元 or 角: 整 follows; with 分 it does not.
 * Consecutive zeros collapse to one 零; zeros at the end of a four-digit group say nothing.
 */
import type { Money } from './decimal.ts';

const digits = '零壹贰叁肆伍陆柒捌玖';
const units = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

function group(value: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.trunc(value / 10 ** place) % 10;
    if (digit === 0) zero = text !== '';
    else {
      text += (zero ? '零' : '') + digits[digit] + units[place];
      zero = false;
    }
  }
  return text;
}

function whole(value: bigint): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const four = Number((value / 10n ** BigInt(place * 4)) % 10000n);
    if (four === 0) {
      gap = text !== '';
      continue;
    }
    text += (gap || (text !== '' && four < 1000) ? '零' : '') + group(four) + groups[place];
    gap = false;
  }
  return text;
}

/** 179850.80 → 壹拾柒万玖仟捌佰伍拾元捌角整; negative amounts start with 负. Up to 9,999 万亿. */
export function capitalAmount(amount: Money): string {
  const magnitude = amount < 0n ? -amount : amount;
  const yuan = magnitude / 100n;
  const jiao = Number((magnitude / 10n) % 10n);
  const fen = Number(magnitude % 10n);
  if (magnitude === 0n) return '零元整';
  let text = yuan > 0n ? `${whole(yuan)}元` : '';
  if (jiao > 0) text += `${digits[jiao]}角`;
  else if (fen > 0 && yuan > 0n) text += '零';
  text += fen > 0 ? `${digits[fen]}分` : '整';
  return (amount < 0n ? '负' : '') + text;
}
