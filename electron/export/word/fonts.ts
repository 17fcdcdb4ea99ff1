// Fonts by name, never by file: the standard names classes (小标宋, 仿宋, 楷体, 黑体, 宋体), offices own the licences.
//
// The font table names what to show where a font is missing, so a machine without 仿宋_GB2312 shows 仿宋 and not a foreign face.

export type FontSetName = 'gov' | 'windows' | 'gbk';

export interface FontSet {
  /** titles: 小标宋 */
  title: string;
  /** text: 仿宋 */
  body: string;
  /** second-level headings, stage line: 楷体 */
  kai: string;
  /** first-level headings, captions: 黑体 */
  hei: string;
  /** page numbers, footnotes: 宋体 */
  song: string;
}

export const FONT_SETS: Record<FontSetName, FontSet> = {
  gov: { title: '方正小标宋简体', body: '仿宋_GB2312', kai: '楷体_GB2312', hei: '黑体', song: '宋体' },
  windows: { title: '华文中宋', body: '仿宋', kai: '楷体', hei: '黑体', song: '宋体' },
  gbk: { title: '方正小标宋_GBK', body: '方正仿宋_GBK', kai: '方正楷体_GBK', hei: '方正黑体_GBK', song: '宋体' },
};

/** What a program shows where the font is missing, best first. */
export const SUBSTITUTES: Record<string, string> = {
  方正小标宋简体: '方正小标宋_GBK,华文中宋,宋体',
  方正小标宋_GBK: '方正小标宋简体,华文中宋,宋体',
  华文中宋: 'STZhongsong,宋体',
  仿宋_GB2312: '仿宋,FangSong,华文仿宋',
  方正仿宋_GBK: '仿宋,FangSong,华文仿宋',
  仿宋: 'FangSong,仿宋_GB2312,华文仿宋',
  楷体_GB2312: '楷体,KaiTi,华文楷体',
  方正楷体_GBK: '楷体,KaiTi,华文楷体',
  楷体: 'KaiTi,楷体_GB2312,华文楷体',
  黑体: 'SimHei,方正黑体_GBK',
  方正黑体_GBK: '黑体,SimHei',
  宋体: 'SimSun,方正书宋_GBK',
};
