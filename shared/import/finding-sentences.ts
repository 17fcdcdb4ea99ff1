// Chinese sentences of what the import noticed, by code; the data is in `details`.

const list = (value: unknown): string => {
  const items = Array.isArray(value) ? value.map(String) : [];
  return items.length > 3 ? `${items.slice(0, 3).join('、')} 等` : items.join('、');
};

const FINDINGS: Record<string, (d: Record<string, unknown>) => string> = {
  'total-differs': (d) => `${d.ref} 所印 ${d.printed}，所计 ${d.rows} 行相加为 ${d.computed}。`,
  'numbers-as-text': (d) => `${list(d.refs)} 共 ${d.count} 格的数字存成了文本，已按数字读入。`,
  'full-width-digits': (d) => `${list(d.refs)} 共 ${d.count} 格用了全角数字，已按半角读入。`,
  'thousands-separators': (d) => `${list(d.refs)} 共 ${d.count} 格带千位分隔符，已去掉。`,
  'error-values': (d) => `${list(d.refs)} 共 ${d.count} 格是错误值（如 #REF!），不能导入。`,
  'words-among-numbers': (d) => `${list(d.refs)} 共 ${d.count} 格在数字列里写了文字。`,
  'more-digits-than-printed': (d) => `${list(d.refs)} 共 ${d.count} 格的实际小数位多于所印，按所印的数读入。`,
  'blank-cells': (d) => `${list(d.refs)} 共 ${d.count} 格为空。`,
  'hidden-rows': (d) => `第 ${list(d.rows)} 行在文件里是隐藏的，已一并列出，请确认是否导入。`,
  'hidden-columns': (d) => `有 ${Array.isArray(d.columns) ? d.columns.length : 0} 列在文件里是隐藏的，没有读入。`,
  'column-without-header': (d) => `${d.ref} 列有数而没有表头。`,
  'beside-the-table': (d) => `${d.ref} 列在表格之外，没有读入。`,
  'repeated-header': (d) => `第 ${list(d.rows)} 行是续页重复的表头，已跳过。`,
  'duplicate-label': (d) => `“${d.label}”与第 ${d.first} 行重名。`,
  'unit-converted': (d) => `“${d.column}”的单位由${d.from}换算为${d.to}。`,
  'unit-differs': (d) => `“${d.column}”在文件里的单位是${d.from}，计划里是${d.to}，不能换算。`,
  'unit-unknown': (d) => `“${d.column}”在文件里没有写单位，按计划的单位（${d.to}）读入。`,
  'row-unmapped': (d) => `文件第 ${d.row} 行“${d.label}”在计划里没有对应的行，没有导入。`,
  'column-unmapped': (d) => `文件的“${d.label}”列在计划里没有对应的列，没有导入。`,
  'target-row-missing': (d) => `计划的“${d.label}”行在文件里没有。`,
  'target-column-missing': (d) => `计划的“${d.label}”列在文件里没有。`,
  'value-refused': (d) => `${d.ref} 的“${d.printed}”不能填入“${d.column}”。`,
  'looks-shifted': (d) => `${d.ref} 的 ${d.printed} 约为原值 ${d.old} 的 ${d.times} 倍，请核对单位或小数点。`,
};

const GUESSES: Record<string, (d: Record<string, unknown>) => string> = {
  'title-words': () => '表头上方，含表名用词',
  'title-above': () => '在表头上方',
  'unit-line': () => '含“单位：”',
  'unit-alone': () => '表头上方括号里的单位',
  'unit-in-title': () => '标题括号里的单位',
  'header-above-values': (d) => `${Number(d.levels) > 1 ? `${d.levels} 级，` : ''}数字列上方的文字`,
  'header-first-words': () => '首个成行的文字',
  'header-missing': () => '没有找到表头',
  'labels-region-head': () => '表头为地区',
  'labels-words': (d) => (Number(d.count) > 1 ? `左起 ${d.count} 列的文字` : '左侧的文字列'),
  'labels-missing': () => '没有行名',
  'data-values': (d) => `${d.columns} 列`,
  'totals-word': () => '行名含合计用词',
  'totals-formula': () => '由公式逐行相加',
  'totals-sum': () => '数值等于各行之和',
  'notes-below': () => '表格下方的文字',
};

/** The sentence of a finding; an unknown code gives the code itself, which a test forbids. */
export const findingMessage = (code: string, details: Record<string, unknown>): string => FINDINGS[code]?.(details) ?? code;
export const guessMessage = (reason: string, details: Record<string, unknown>): string => GUESSES[reason]?.(details) ?? reason;
export const FINDING_CODES = Object.keys(FINDINGS);
