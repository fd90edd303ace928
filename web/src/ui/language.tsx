/**
 * Texts stand in both languages next to their use; useText() picks one. Switching re-renders, nothing reloads. The choice is
 * remembered per browser, because a shared terminal in the workshop has one language for everybody.
 */
import type { Text } from '@millwright/core/primitives/outcome';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Language = 'zh' | 'en';
export type { Text } from '@millwright/core/primitives/outcome';
const remembered = 'mw-language';
type LanguageState = { readonly language: Language; readonly setLanguage: (language: Language) => void };
const LanguageContext = createContext<LanguageState>({ language: 'zh', setLanguage: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(remembered) === 'en' ? 'en' : 'zh'));
  useEffect(() => {
    localStorage.setItem(remembered, language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const state = useMemo(() => ({ language, setLanguage }), [language]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageState => use(LanguageContext);
/** const t = useText(); t({ zh: '保存', en: 'Save' }); a plain string passes through. */
export function useText(): (text: Text | string) => string {
  const { language } = useLanguage();
  return useCallback((text) => (typeof text === 'string' ? text : text[language]), [language]);
}
