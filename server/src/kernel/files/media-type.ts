/**
 * What a file is, by its first bytes; its name decides only between what the bytes leave open (a workbook and a text document are both zip
 * archives). Programs and scripts are refused. Whatever a browser might carry out (html, svg, xml) is nothing but bytes to be kept.
 */
/** Pictures and papers a page may show; everything else is only downloaded. */
export const shownInPage: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'application/pdf']);
export const plainBytes = 'application/octet-stream';
export const headBytes = 4100;

const office = 'application/vnd.openxmlformats-officedocument.';
const zipped: Readonly<Record<string, string>> = { docx: `${office}wordprocessingml.document`, xlsx: `${office}spreadsheetml.sheet`, pptx: `${office}presentationml.presentation` };
const compound: Readonly<Record<string, string>> = { doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint' };
const programs = new Set('exe dll com scr pif cpl msi msp mst sys drv ocx bat cmd ps1 psm1 vbs vbe vb js mjs cjs jse ws wsf wsh wsc hta sh bash csh ksh py rb pl php jsp asp aspx jar class apk app lnk reg inf url chm iso img vhd vhdx'.split(' '));
const starts: readonly (readonly [type: string | undefined, bytes: string])[] = [
  [undefined, 'MZ'], [undefined, '\x7fELF'], [undefined, '#!'], [undefined, '\xfe\xed\xfa\xce'], [undefined, '\xfe\xed\xfa\xcf'], [undefined, '\xce\xfa\xed\xfe'], [undefined, '\xcf\xfa\xed\xfe'],
  [undefined, '\xca\xfe\xba\xbe'], [undefined, '\0asm'], [undefined, 'L\0\0\0\x01\x14\x02\0'],
  ['image/png', '\x89PNG\r\n\x1a\n'], ['image/jpeg', '\xff\xd8\xff'], ['image/gif', 'GIF8'], ['image/bmp', 'BM'], ['image/tiff', 'II*\0'], ['image/tiff', 'MM\0*'],
  ['application/pdf', '%PDF-'], ['image/vnd.dwg', 'AC10'], ['application/zip', 'PK\x03\x04'], ['application/x-compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['application/vnd.rar', 'Rar!\x1a\x07'], ['application/x-7z-compressed', "7z\xbc\xaf'\x1c"], ['application/gzip', '\x1f\x8b'],
];

/** Undefined: a program or a script, which no record needs. */
export function mediaTypeOf(head: Buffer, name: string): string | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (programs.has(ending)) return undefined;
  const text = head.toString('latin1');
  // A text may begin with MZ as well; a program has zeros.
  const found = starts.find(([, bytes]) => text.startsWith(bytes) && (bytes !== 'MZ' || text.includes('\0')));
  if (found) {
    const [type] = found;
    if (type === 'application/zip') return zipped[ending] ?? type;
    return type === 'application/x-compound' ? compound[ending] ?? plainBytes : type;
  }
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.slice(4, 8) === 'ftyp') return /^(heic|heix|mif1)/.test(text.slice(8, 12)) ? 'image/heic' : 'video/mp4';
  // Mark-up of any kind, and whatever is no text.
  return /^[\s\u00ef\u00bb\u00bf]*</.test(text) || text.includes('\0') ? plainBytes : 'text/plain';
}
