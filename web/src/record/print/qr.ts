/**
 * QR codes as one SVG path, a unit per module: sharp on any printer. A document's code is its address, so a phone opens it; an
 * operation's opens the report of that operation; an item's is its code, which is what a scanner types into a field.
 */
import qrcode from 'qrcode-generator';

// The library takes Latin letters unless told otherwise; codes may be Chinese, and readers expect UTF-8.
qrcode.stringToBytes = (text) => [...new TextEncoder().encode(text)];

export type QrPath = { readonly size: number; readonly path: string };
/** Medium correction: a crease or a thumb mark is survived, and a 15 mm code of an address still has modules of half a millimetre. */
export function qrPath(content: string): QrPath {
  const code = qrcode(0, 'M');
  code.addData(content);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let run = 0;
      while (column + run < size && code.isDark(row, column + run)) run += 1;
      if (run > 0) path += `M${column} ${row}h${run}v1h-${run}z`;
      column += run;
    }
  }
  return { size, path };
}
