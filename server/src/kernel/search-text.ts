/** What the quick search of masters looks into: code, name and further words, with full pinyin and pinyin initials, lower case. */
import { pinyin } from 'pinyin-pro';

export function searchText(...parts: readonly (string | null | undefined)[]): string {
  const words = parts.filter((part): part is string => Boolean(part));
  const text = words.join(' ');
  if (!/[\u3400-\u9fff]/.test(text)) return text.toLowerCase();
  const chinese = words.filter((word) => /[\u3400-\u9fff]/.test(word)).join(' ');
  const syllables = pinyin(chinese, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  const full = syllables.join('').replace(/\s+/g, ' ');
  const initials = syllables.map((syllable) => (/^[a-z]+$/.test(syllable) ? syllable[0] : syllable)).join('').replace(/\s+/g, ' ');
  return `${text} ${full} ${initials}`.toLowerCase().slice(0, 1000);
}
