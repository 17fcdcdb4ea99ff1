// The words of the table's buttons in the tool bar and of the strip under a table.

export const tableToolWords = {
  paste: '粘贴',
  title: '列名',
  unit: '单位',
  unitPlaceholder: '如：套、万平方米',
  round: '四舍五入',
  roundTitle: '小数位放不下',
  usesOfTable: '用到这张表的地方',
  usesCount: (text: number, annex: number) =>
    [text ? `正文 ${text} 处` : '', annex ? `附件 ${annex} 处` : ''].filter(Boolean).join('，'),
  more: (count: number) => `还有 ${count} 处`,
};
