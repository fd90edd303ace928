/**
 * Texts stand in both languages next to their use; useText() picks one. Switching re-renders, nothing reloads. The choice is
 * remembered per browser (until then it is the browser's own language), because a shared terminal in the workshop has one language for everybody.
 */
import type { Text } from '@millwright/core/primitives/outcome';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Language = 'zh' | 'en';
export type { Text } from '@millwright/core/primitives/outcome';
const remembered = 'mw-language';
type LanguageState = { readonly language: Language; readonly setLanguage: (language: Language) => void };
const LanguageContext = createContext<LanguageState>({ language: 'zh', setLanguage: () => undefined });

/** Whoever has not chosen reads the browser's language; one that is neither is more likely to read English. */
function firstLanguage(): Language {
  const chosen = localStorage.getItem(remembered);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const setLanguage = useCallback((chosen: Language) => {
    localStorage.setItem(remembered, chosen);
    choose(chosen);
  }, []);
  const state = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageState => use(LanguageContext);
/** const t = useText(); t({ zh: '保存', en: 'Save' }); a plain string passes through. */
export function useText(): (text: Text | string) => string {
  const { language } = useLanguage();
  return useCallback((text) => (typeof text === 'string' ? text : text[language]), [language]);
}
