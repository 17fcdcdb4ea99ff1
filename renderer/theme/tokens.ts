// The window's colours, sizes and type, once.
//
// antd, AG Grid, the plain stylesheets and the editors all take their values from here: `theme.css` spells the same names as CSS
// variables (a test holds the two equal), `antd.ts` and the grid's theme translate them. The accent marks what can be acted on or
// is active; red is for errors only; a computed cell lies on a pale ground, an input on white.

export const color = {
  accent: '#1F5AA6',
  accentHover: '#2B6CBF',
  accentPressed: '#17477F',
  tint1: '#E8EFF8',
  tint2: '#D5E3F4',
  accentEdge: '#A9C3E3',
  text1: '#1D2129',
  text2: '#4A525E',
  text3: '#646D79',
  textDisabled: '#A3AAB4',
  border: '#CDD3DB',
  line: '#E3E7EC',
  window: '#FFFFFF',
  panel: '#F8F9FB',
  header: '#E9EDF2',
  computed: '#F0F3F7',
  total: '#E6EBF2',
  totalEdge: '#8D99A8',
  desk: '#DDE1E7',
  deskText: '#E6E9EE',
  error: '#C4261D',
  errorGround: '#FDF1F0',
  errorEdge: '#EEB4AF',
  hover: '#F0F3F7',
  range: '#E4EDF8',
  part: '#EAF1FA',
  field: '#E9EFF8',
  fieldLine: '#C9D8EC',
  fieldActive: '#CFDFF3',
  disabled: '#F2F4F7',
} as const;

/** Import bands: ground / stripe and label, by digit key. */
export const band = {
  title: { ground: '#DFE7F3', stripe: '#3B5F92' },
  unit: { ground: '#E9E2F0', stripe: '#6B4F8A' },
  header: { ground: '#DCEBE6', stripe: '#34705F' },
  label: { ground: '#F1EAD9', stripe: '#7D6527' },
  data: { ground: '#FFFFFF', stripe: '#6B7480' },
  total: { ground: '#E3E6EA', stripe: '#454D58' },
  note: { ground: '#F3E4E0', stripe: '#8A5647' },
} as const;
export type BandName = keyof typeof band;

export const font = {
  screen: '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif',
  /** paper fonts by name, with what stands in for them on a machine that lacks them */
  song: '"方正小标宋简体", "方正小标宋_GBK", FZXiaoBiaoSong-B05S, SimSun, "Songti SC", "Noto Serif CJK SC", serif',
  fangsong: '"仿宋_GB2312", FangSong_GB2312, 仿宋, FangSong, STFangsong, "Noto Serif CJK SC", serif',
  kai: '"楷体_GB2312", KaiTi_GB2312, 楷体, KaiTi, STKaiti, "AR PL UKai CN", "Noto Serif CJK SC", serif',
  hei: '黑体, SimHei, STHeiti, "Noto Sans CJK SC", sans-serif',
} as const;

/** Lengths in CSS px. */
export const size = {
  appBar: 44,
  toolBar: 40,
  formulaLine: 36,
  statusBar: 28,
  wizardBar: 56,
  panelTabs: 36,
  outline: 224,
  panel: 296,
  rail: 36,
  row: 28,
} as const;
