/**
 * Ant Design 6 wearing our tokens. Errors are amber, not red: accountants read red as minus, planners as late. Token names
 * checked against antd 6.6; a dark token that is not overridden falls back to light.
 */
import { theme as antTheme, type ThemeConfig } from 'antd';
import { darkTokens, lightTokens } from './tokens.ts';

export type TokenName = keyof typeof lightTokens;
/** The value behind var(--mw-<name>) in the given theme. */
export const tokenValue = (name: TokenName, dark: boolean): string =>
  (dark ? (darkTokens as Partial<Record<TokenName, string>>)[name] : undefined) ?? lightTokens[name];

export function antdTheme(dark: boolean, comfortable: boolean): ThemeConfig {
  const token = (name: TokenName) => tokenValue(name, dark);
  return {
    cssVar: { key: 'mw' },
    algorithm: dark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: token('primary'), colorPrimaryHover: token('primary-hover'), colorPrimaryActive: token('primary-active'),
      colorPrimaryBg: token('primary-soft'), colorPrimaryBorder: token('primary-line'), colorTextLightSolid: token('on-primary'),
      colorLink: token('primary'), colorLinkHover: token('primary-hover'), colorInfo: token('primary'),
      colorSuccess: token('jade'), colorSuccessBg: token('jade-soft'), colorSuccessBorder: token('jade-line'),
      colorWarning: token('amber'), colorWarningBg: token('amber-soft'), colorWarningBorder: token('amber-line'),
      colorError: token('amber'), colorErrorBg: token('amber-soft'), colorErrorBorder: token('amber-line'),
      colorBgLayout: token('bg'), colorBgContainer: token('panel'), colorBgElevated: token('panel'), colorFillAlter: token('sunken'),
      colorBgSpotlight: token('ink'), colorBgMask: dark ? 'rgb(0 0 0 / .5)' : 'rgb(27 33 39 / .24)', colorBorder: token('line-strong'), colorBorderSecondary: token('line'), colorSplit: token('line-soft'),
      colorText: token('ink'), colorTextSecondary: token('ink-2'), colorTextTertiary: token('ink-3'), colorTextQuaternary: token('ink-4'),
      fontFamily: token('font'), fontSize: 13, lineHeight: 20 / 13,
      controlHeight: comfortable ? 32 : 28, controlHeightSM: 24, controlHeightLG: 36,
      borderRadius: 4, borderRadiusSM: 2, borderRadiusLG: 6, sizeUnit: 4, sizeStep: 4,
      boxShadowSecondary: token('shadow-2'), boxShadow: token('shadow-3'), motionDurationMid: '0.12s', motionDurationSlow: '0.16s',
    },
    components: {
      Table: {
        headerBg: token('sunken'), headerColor: token('ink-3'), headerSplitColor: 'transparent', borderColor: token('line-soft'),
        rowHoverBg: token('hover'), rowSelectedBg: token('primary-soft'), cellPaddingInlineSM: 8, cellPaddingBlockSM: 5,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', contentFontSize: 13 },
      Menu: { itemHeight: 32, itemSelectedBg: token('primary-soft'), itemBorderRadius: 4 },
      Tooltip: { colorTextLightSolid: token('panel') },
      Tag: { defaultBg: token('bg') },
    },
  };
}
