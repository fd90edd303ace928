/** What the quick search of masters looks into: code, name and further words, with full pinyin and pinyin initials, lower case. */
import { pinyin } from 'pinyin-pro';

/** One syllable for each Chinese character, as it is read in its word, without tones; what is not Chinese stays together. */
export const syllablesOf = (text: string): readonly string[] => pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' });

export function searchText(...parts: readonly (string | null | undefined)[]): string {
  const words = parts.filter((part): part is string => Boolean(part));
  const text = words.join(' ');
  if (!/[\u3400-\u9fff]/.test(text)) return text.toLowerCase();
  const chinese = words.filter((word) => /[\u3400-\u9fff]/.test(word)).join(' ');
  const syllables = syllablesOf(chinese);
  const full = syllables.join('').replace(/\s+/g, ' ');
  const initials = syllables.map((syllable) => (/^[a-z]+$/.test(syllable) ? syllable[0] : syllable)).join('').replace(/\s+/g, ' ');
  return `${text} ${full} ${initials} ${laterBeginnings(syllables)}`.toLowerCase().slice(0, 1000);
}

/** From the second syllable on, what somebody types who begins there: "gangban" and "gb" of 冷轧钢板. Ten characters, as a gram keeps. */
function laterBeginnings(syllables: readonly string[]): string {
  const words: string[] = [];
  for (const [index] of syllables.entries()) {
    if (index === 0 || !/^[a-z]+$/.test(syllables[index] ?? '')) continue;
    const rest = syllables.slice(index, index + 10).filter((syllable) => /^[a-z]+$/.test(syllable));
    words.push(rest.join('').slice(0, 10), rest.map((syllable) => syllable[0]).join(''));
  }
  return [...new Set(words)].join(' ');
}
