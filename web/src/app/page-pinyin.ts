/**
 * Pages by pinyin: "cgdd" and "caigou" find 采购订单. A dictionary of all characters is more than the shell may weigh, so here stand those
 * of the titles on the menu; the test tells what to add when a title brings another.
 */
import type { PageEntry } from './page-entry.ts';

const table = `
  an案 bao报 ben本 biao表 bu部簿 cai采财 cang仓 cha查 chan产 chang常 cheng成 chong冲 chu初 cun存 dai代 dan单 de的 ding订 duo多 e额 fa发 fan反 fen分 fu付 gen跟
  gong工供 gou购 guo果 hu户 hua划 hui汇 huo货 ji级计记 jie结 ju据 kai开 ke科客 ku库 kuai会 kuan款 li历 liang量 liao料 ling龄领 lu路录 ma码 men门 ming明
  mo末 mu目 pai派 piao票 pin品 ping凭 qi期 qian签 qing清 ren任 ri日 ru入 shang商 sheng生 shou收售首 suan算 tai台 tao套 tui退 wan完 wei位 wu物务 xi细 xian线现
  xiao销 xin心 xu序 ye业页 yi艺异 yin因 ying应 yong用 yu与预余 yuan原 yun运 zai在 zhan展 zhang账 zheng证 zhi制 zhong中 zong总踪 zuo作`;
const syllables = new Map(table.trim().split(/\s+/).flatMap((entry) => {
  const [, syllable = '', characters = ''] = /^([a-z]+)(.+)$/.exec(entry) ?? [];
  return [...characters].map((character): [string, string] => [character, syllable]);
}));

/** What somebody may type for a title: the whole pinyin, and its initials. */
export function pinyinOf(title: string): readonly [full: string, initials: string] {
  const parts = [...title.toLowerCase()].filter((character) => /[\p{Script=Han}a-z0-9]/u.test(character)).map((character) => syllables.get(character) ?? character);
  return [parts.join(''), parts.map((part) => part[0]).join('')];
}

export function isNamed({ title }: Pick<PageEntry, 'title'>, typed: string): boolean {
  const lower = typed.toLowerCase();
  const joined = lower.replace(/\s/g, '');
  return title.zh.toLowerCase().includes(lower) || title.en.toLowerCase().includes(lower) || (/^[a-z0-9]+$/.test(joined) && pinyinOf(title.zh).some((way) => way.includes(joined)));
}
