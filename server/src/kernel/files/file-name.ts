/** A file's name as it may be kept, shown and downloaded again: no folders, no control or direction signs, nothing a file system takes for something else. */
const charactersMax = 150;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    // Half characters, control signs, and signs that turn the direction: "gnp.exe" must not read as "exe.png".
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const named = plain === '' ? 'file' : reserved.test(plain) ? `_${plain}` : plain;
  const letters = [...named];
  if (letters.length <= charactersMax) return named;
  const ending = /\.[^.]{1,12}$/.exec(named)?.[0] ?? '';
  return letters.slice(0, charactersMax - ending.length).join('') + ending;
}

/** Both forms: old programs read the plain one, all others the real name. */
export const contentDisposition = (how: 'inline' | 'attachment', name: string): string =>
  `${how}; filename="${name.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
