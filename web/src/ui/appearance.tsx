/**
 * Light or dark, compact or comfortable, and whether this is a phone: three attributes on <html> that tokens.css answers to.
 * "system" follows the operating system as long as nobody chose.
 */
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Brightness = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';
type Appearance = {
  readonly brightness: Brightness;
  readonly setBrightness: (value: Brightness) => void;
  readonly density: Density;
  readonly setDensity: (value: Density) => void;
  readonly dark: boolean;
  readonly phone: boolean;
};
const AppearanceContext = createContext<Appearance | undefined>(undefined);

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const update = () => setMatches(media.matches);
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }, [query]);
  return matches;
}

function useRemembered<Value extends string>(key: string, initial: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => (localStorage.getItem(key) as Value | null) ?? initial);
  useEffect(() => {
    localStorage.setItem(key, value);
  }, [key, value]);
  return [value, setValue];
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [brightness, setBrightness] = useRemembered<Brightness>('mw-brightness', 'system');
  const [density, setDensity] = useRemembered<Density>('mw-density', 'compact');
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const phone = useMedia('(max-width: 719px)');
  const dark = brightness === 'dark' || (brightness === 'system' && systemDark);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['theme'] = dark ? 'dark' : 'light';
    dataset['density'] = density;
    dataset['device'] = phone ? 'phone' : 'desk';
  }, [dark, density, phone]);
  const value = useMemo(
    () => ({ brightness, setBrightness, density, setDensity, dark, phone }),
    [brightness, setBrightness, density, setDensity, dark, phone],
  );
  return <AppearanceContext value={value}>{children}</AppearanceContext>;
}

export function useAppearance(): Appearance {
  const appearance = use(AppearanceContext);
  if (!appearance) throw new Error('useAppearance outside AppearanceProvider');
  return appearance;
}
