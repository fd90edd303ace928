/** The @ in a text: what is being typed behind it, how a chosen person comes into the text, and who is meant in the end. */
export type Person = { readonly id: string; readonly name: string };
export type Typing = { readonly from: number; readonly term: string };

/** What stands between an @ and the caret; undefined when nobody is being named. An @ inside a word is an address. */
export function typingAt(text: string, caret: number): Typing | undefined {
  const match = /(?:^|[^A-Za-z0-9@._-])@([^\s@，。；：、,;:]{0,20})$/.exec(text.slice(0, caret));
  return match ? { from: caret - (match[1] ?? '').length - 1, term: match[1] ?? '' } : undefined;
}
export function withPerson(text: string, caret: number, { from }: Typing, { name }: Person): { text: string; caret: number } {
  const named = `@${name} `;
  return { text: text.slice(0, from) + named + text.slice(caret).replace(/^ /, ''), caret: from + named.length };
}
/** A chosen person whose name was deleted again is not meant. */
export const meant = (text: string, chosen: readonly Person[]): string[] => [...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))];

export type Piece = { readonly text: string; readonly person?: Person };
/** The text in pieces, names of those meant apart; the longest name first, so that 王芳芳 is not read as 王芳. */
export function pieces(text: string, mentions: readonly Person[]): Piece[] {
  const names = [...mentions].sort((a, b) => b.name.length - a.name.length);
  const found: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const person = text[at] === '@' ? names.find(({ name }) => name !== '' && text.startsWith(name, at + 1)) : undefined;
    if (!person) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) found.push({ text: plain });
    plain = '';
    found.push({ text: `@${person.name}`, person });
    at += person.name.length + 1;
  }
  return plain ? [...found, { text: plain }] : found;
}
