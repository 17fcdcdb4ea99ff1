// The words by which people mark the parts of a table. Spaces inside a word are layout (合  计), so every test is on the text
// without them.

import { halfWidth } from '../../../shared/values/parse.ts';

/** Without any white space, half-width: what labels and headers are compared by. */
export const squash = (text: string): string => halfWidth(text).replace(/[\s\u00A0\u200B\uFEFF]+/g, '');

/** A label as a person would say it: layout blanks between single Chinese letters go, words of other scripts keep theirs. */
export function cleanLabel(text: string): string {
  const plain = text
    .replace(/[\u00A0\u3000]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.replace(/(?<=[^\x20-\x7e]) +(?=[^\x20-\x7e])/g, '');
}

const NOTE =
  /^(?:[（(【]?(?:附?注|备注|说明|附记|编制说明|填表说明|补充说明)[】)）]?\s*(?:[:：]|\d|[一二三四]、|$)|(?:数据|资料|图表?)来源|来源[:：]|注释|※|\*\s*注)/;
const NOTE_FOREIGN = /^(?:notes?|sources?|remarks?|key)\b\s*(?:[:.：\d]|$)/i;
const SIGNATURE =
  /^(?:单位)?(?:负责人|填表人|制表人?|审核人?|复核人?|编制人?|填报人|经办人|统计负责人|分管领导|主要领导|联系人|联系电话|电话|填表日期|填报日期|报出日期|制表日期|报送日期|打印日期|打印时间|导出时间|导出日期|制表单位|盖章|签章|（盖章）|\(盖章\))\s*(?:[:：（(]|$)/;
const SIGNATURE_INSIDE = /(?:填表人|审核人|负责人|制表人|联系电话)[（(]?[^:：]{0,6}[:：]/;
const META =
  /^(?:填报单位|编制单位|编报单位|报送单位|上报单位|制表单位|填报部门|单位名称|填报地区|填报时间|填报日期|填表日期|报送时间|统计时间|统计日期|统计期间|截止时间|截至|制表机关|表号|表\s*号|文号|批准机关|批准文号|备案文号|有效期至?|数据库|指标|地区|时间|年份|年度|日期|编号|密级|报告期|区域|范围|口径)\s*[:：]/;
const UNIT_LINE = /(?:计量|金额|面积|数量)?单\s*位\s*[:：]\s*(.+)$/;
const UNIT_LINE_FOREIGN = /^[（(]?units?\s*[:：]\s*(.+)$/i;

export const isNote = (text: string): boolean => NOTE.test(text.trim()) || NOTE_FOREIGN.test(text.trim());
export const isSignature = (text: string): boolean => SIGNATURE.test(squash(text)) || SIGNATURE_INSIDE.test(squash(text));
export const isMeta = (text: string): boolean => META.test(text.trim()) || /^20\d\d年\d{1,2}月(?:\d{1,2}日)?$/.test(squash(text));
export const isAnnexMark = (text: string): boolean =>
  /^(?:附\s*件|附\s*表|附|表|续表)\s*[\d一二三四五六七八九十]*(?:[-—.之]\d+)*\s*[:：]?$/.test(text.trim());

/** The unit that a "单位：…" line says, or null; 填报单位 and 单位名称 are offices, not units. */
export function unitOfLine(text: string): string | null {
  const flat = text.trim();
  const foreign = UNIT_LINE_FOREIGN.exec(flat);
  if (foreign) return trimUnit(foreign[1] as string);
  const m = UNIT_LINE.exec(flat.replace(/^[（(【[]/, ''));
  if (!m) return null;
  const before = flat.slice(0, flat.indexOf('单')).trim();
  if (/(?:填报|编制|编报|报送|上报|制表|建设|责任|主管|申报|填表|所属|预算|管理|实施|牵头)$/.test(before)) return null;
  const unit = trimUnit(m[1] as string);
  return unit !== '' && unit.length <= 40 && !/[局委办处厅府院司部]$/.test(unit) ? unit : null;
}

function trimUnit(text: string): string {
  const unit = text.trim().replace(/[。；;]$/, '');
  // （单位：万平方米） opened its bracket before the word; a bracket inside the unit, as in 套（间）, is its own.
  const open = (unit.match(/[（(【[]/g) ?? []).length;
  const shut = (unit.match(/[）)】\]]/g) ?? []).length;
  return (shut > open ? unit.replace(/[）)】\]]$/, '') : unit).trim();
}

const TOTAL_EXACT =
  /^(?:总计|合计|共计|小计|计|总合计|汇总|总和|合计数|总数|总额|全部合计|本页合计|本页小计|本表合计|累计|总累计)$/;
const TOTAL_PART = /(?:合计|总计|小计|共计|汇总)(?:[（(].*[)）])?$|^(?:合计|总计|小计)[（(:：]/;
const WHOLE = /^全(?:国|省|市|县|区|州|盟|旗|地区|自治区|师|兵团)(?:合计|总计|平均)?$/;
const TOTAL_FOREIGN = /^(?:grand\s*|sub-?)?total\b|,\s*total$|\btotal$/i;

export type TotalWord = 'total' | 'subtotal' | null;

/** Whether a label says that its row adds up others. */
export function totalWord(label: string): TotalWord {
  const flat = squash(label).replace(/^[（(]?[一二三四五六七八九十\d]+[）)、.．]/, '');
  if (/小计$|小计[（(]/.test(flat)) return 'subtotal';
  if (TOTAL_EXACT.test(flat) || TOTAL_PART.test(flat) || WHOLE.test(flat)) return 'total';
  return TOTAL_FOREIGN.test(label.trim()) ? 'total' : null;
}

export const isOfWhich = (label: string): boolean => /^(?:其中|#|of which)/i.test(squash(label));

const NUMBERED = /^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]+[章节部类]|[IVXⅠ-Ⅻ]+[、.．])/;
export const isNumberedHeading = (label: string): boolean => NUMBERED.test(squash(label));

/** Header words of columns that name the row. */
export const isLabelHeader = (text: string): boolean =>
  /(?:地区|区域|县|市州|行政区|区划|城市|省份|乡镇|街道|单位$|部门|名称|项目|指标|类别|类型|科目|内容|任务|country|region|area name|item|province|city|name)/i.test(
    squash(text),
  ) || /^(?:县区|区县|市县|师市|团场|年份|年度|时间|年|月份|季度|栏目|种类|分类|用途|性质)$/.test(squash(text));
export const isRegionHeader = (text: string): boolean =>
  /^(?:地区|区域|县.*|市.*县.*|区县|市州|州市|行政区.*|所属.*[县区]|所在.*[县区]|城市|省份|乡镇|街道|师市|单位|country|region|province|city)$/i.test(
    squash(text),
  );
export const isSerialHeader = (text: string): boolean => /^(?:序号?|编号|行次|代码|号|no\.?|#|id)$/i.test(squash(text));
export const isRemarkHeader = (text: string): boolean => /^(?:备注|说明|附注|remarks?|notes?)$/i.test(squash(text));
export const isUnitHeader = (text: string): boolean => /^(?:计量)?单位$|^units?$/i.test(squash(text));

/** Shares, averages, rates and ranks: columns whose total is no sum. */
export const isRate = (path: readonly string[], unit: string | null): boolean =>
  path.some((part) =>
    /(?:比例|比重|占比|比率|[率比]$|性别比|增长|增速|增幅|平均|人均|户均|均价|单价|指数|排名|名次|倍数|percent|rate|ratio|rank|average|%|％|‰)/i.test(
      squash(part),
    ),
  ) ||
  (unit !== null && /[%％‰/／=]/.test(unit) && !/^套[/／]间$|^户[/／]套$/.test(unit));

/** Columns that the maker of a sheet added for himself. */
export const isCheckHeader = (text: string): boolean =>
  /^(?:核对|校验|验证|检查|复核|校核|辅助列?|草稿|差额|差异|临时|check|diff)$/i.test(squash(text));
