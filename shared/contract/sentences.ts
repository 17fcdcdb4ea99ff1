// The catalogue of failures in Chinese: what happened, where, what to do now. One sentence a code; the data comes with the failure.

import { faultMessage } from '../template/fault-sentences.ts';
import type { TemplateFault } from '../template/faults.ts';
import type { Failure, FailureCode } from './failure.ts';

type Details = Record<string, unknown>;
const s = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const list = (value: unknown, most = 6): string => (Array.isArray(value) ? value.slice(0, most).map(s).join('、') : '');

const FORMS: Record<string, string> = {
  number: '数字',
  none: '“-”',
  na: '“/”',
  bound: '上下限（如 ≥65）',
  range: '范围（如 18—36）',
  text: '文字',
};
const formsOf = (forms: unknown): string => (Array.isArray(forms) ? forms.map((form) => FORMS[s(form)] ?? s(form)).join('、') : '');
/** The other end of what a column allows, where it has one. */
const span = (d: Details): string =>
  d.min !== null && d.min !== undefined && d.max !== null && d.max !== undefined ? `（可填 ${s(d.min)} 到 ${s(d.max)}）` : '';

const BAD_VALUE: Record<string, (d: Details) => string> = {
  'not-a-number': (d) => `“${s(d.value)}”不是数字，“${s(d.column)}”只能填数字或“-”“/”，请改正`,
  form: (d) =>
    `“${s(d.value)}”是${FORMS[s(d.form)] ?? '别的写法'}，“${s(d.column)}”这一列只收${formsOf(d.forms) || '数字'}，请改正，或在列设置里放开这种写法`,
  decimals: (d) => `“${s(d.value)}”的小数位多于“${s(d.column)}”的 ${s(d.decimals)} 位，可改填 ${s(d.offer)}`,
  min: (d) => `“${s(d.value)}”小于“${s(d.column)}”允许的最小值 ${s(d.min)}${span(d)}，请核实后改正`,
  max: (d) => `“${s(d.value)}”大于“${s(d.column)}”允许的最大值 ${s(d.max)}${span(d)}，请核实后改正`,
  'name-used': (d) => `已经有一列叫“${s(d.value)}”，请换一个名称`,
  choice: (d) => `“${s(d.value)}”不在“${s(d.column)}”的可选项中，请从 ${list(d.choices, 12)} 里选一个`,
  year: (d) => `“${s(d.value)}”不是年份，请填四位数字，如 2025`,
  date: (d) => `“${s(d.value)}”看不出是日期，请写成 2025年3月、2025-03-31、3月底前 这样；要原样保留请在前面加一个 '`,
  'other-unit': (d) =>
    d.unit
      ? `“${s(d.value)}”的单位是${s(d.named)}，“${s(d.column)}”按${s(d.unit)}填写，两者不能换算，请核实`
      : `“${s(d.column)}”没有规定单位，不能确定“${s(d.value)}”该记成多少，请只填数字，或先给这一列定单位`,
  'per-cent': (d) => `“${s(d.value)}”是百分数，“${s(d.column)}”按${s(d.unit)}填写，请核实填的是数量还是比例`,
  scale: (d) => `“${s(d.column)}”的单位已是${s(d.unit)}，“${s(d.value)}”里的“万”“亿”会算两次，请去掉后按${s(d.unit)}填写`,
  'range-order': (d) => `“${s(d.value)}”前大后小，范围请由小到大填写`,
  'roll-over-year': (d) => `新计划的年度 ${s(d.value)} 应在上年计划的 ${s(d.year)} 年之后，请改正`,
  'too-long': () => '一个单元格最多放 20000 个字，请把长文字写进正文或附注',
  sha256: () => '附上的文件没有传完整，请重新附上',
  reason: () => '请写明原因，再保留原文数字或回答问题',
  'mark-used': (d) => `已有名为“${s(d.value)}”的版本标记，请换一个名称`,
  key: (d) => `“${s(d.value)}”不能作代号：须以小写字母开头，只含小写字母、数字和下划线，且不与别的重复`,
  unit: (d) => `“${s(d.column)}”不能由 ${s(d.from)} 换算成 ${s(d.to)}，两者不是同一种量`,
  rounding: (d) => `换算后有 ${s(d.count)} 个数放不下，须四舍五入；确认可以时请选“四舍五入”`,
};

/** What a window or a page asked in a way that can't be done; the command line says why itself. */
const BAD_USAGE: Record<string, string> = {
  absolute: '请填写完整路径，如 D:\\住房计划',
  name: '名称里不能有 \\ / : * ? " < > | 这些符号，请改一个名称',
  kind: '安居不打开这种文件，请在资源管理器里打开它',
  nothing: '请至少选一种要发布的文件',
  map: '行列对应的写法不对，请在“对应”一步重新选择',
  'no-program': '这台电脑上没有能打开它的程序，文件已经在原处，请在文件管理器里找到它',
  'too-much': '一次改动的内容太多，没有改动任何内容，请分几次进行',
  other: '程序收到了看不懂的请求，没有改动任何内容，请重新打开计划再试',
};

const BAD_COMMAND: Record<string, string> = {
  'id-used': '这一步与计划里已有的内容重复，请重新打开计划再试',
  'into-itself': '不能把一项移到它自己的下级里，请选别的位置',
  'out-of-range': '正文在别处改过了，请重新打开计划再改这一处',
  'several-tables': '一次只能移动同一张表里的行，请分开操作',
  'no-target': '没有说明公式放在哪一列或哪一行，请选定后再设置',
  'not-computed': '只有自动计算的单元格才能设为例外，这一格可直接填写',
  'ledger-rows': '台账一行一个项目，要筛选和排序，不能合并单元格',
  'nothing-above': '只能与同一组里上一行的单元格合并，这一行上面没有可合并的行',
  'not-a-field': '这里只能插入引用，请重新选择要引用的数字',
};

const FORMULA_WHY: Record<string, (d: Details) => string> = {
  expected: (d) => `第 ${s(d.position)} 个字处缺少“${s(d.expected)}”`,
  unexpected: (d) => `第 ${s(d.position)} 个字处的“${s(d.found)}”看不懂`,
  ended: () => '公式没有写完',
  empty: () => '公式是空的',
  'no-function': (d) =>
    `没有“${s(d.found)}”这个函数，可用 SUM、SUMIFS、COUNTIFS、COUNT、AVERAGE、ROUND、IF、IFERROR、MIN、MAX、ABS`,
  'unknown-name': (d) => `“${s(d.found)}”看不懂，引用一列请写成 [列名]，引用别的表请写成 表2[总计, 列名]`,
  arguments: (d) => `${s(d.found)} 的参数个数不对`,
  'too-long': () => '公式超过 2000 个字',
  'too-deep': () => '公式的括号层数太多',
  'name-in-stored': (d) => `“${s(d.found)}”看不懂`,
  'no-table': (d) => `“[${s(d.found)}]”没有说明是哪张表，请写成 表2[总计, 列名]`,
};

const BALANCE_WHY: Record<string, (d: Details) => string> = {
  ledger: () => '台账按原数显示，请在汇总表上设置',
  unit: (d) => (d.unit ? `表里没有能换算成${s(d.unit)}的数` : '表里没有不带单位的数'),
  'parts-missing': (d) => `${s(d.row)}的“${s(d.column)}”有数，而组成它的各项都空着，请先补齐分项`,
  'parts-differ': (d) => `${s(d.row)}的“${s(d.column)}”不等于各分项之和（可能设有例外），请先核对这一格`,
  error: (d) => `${s(d.row)}的“${s(d.column)}”算不出来，请先改正这一格`,
  'no-solution': (d) => `${s(d.row)}的“${s(d.column)}”与它的分项无法在一个末位单位以内调平，请多保留一位小数`,
  'too-large': (d) => `${s(d.row)}的“${s(d.column)}”超出可以调平的范围，请分表或少保留小数`,
};

/** Why a table's rounded parts do not add up, without the table's name. */
export const balanceWhy = (d: Details): string => (BALANCE_WHY[s(d.why)] ?? BALANCE_WHY['no-solution'] ?? (() => ''))(d);

const SENTENCES: Record<FailureCode, (d: Details) => string> = {
  'bad-usage': (d) => (d.why ? `${s(d.why)}，请用 anju --help 查看用法` : (BAD_USAGE[s(d.reason)] ?? BAD_USAGE.other ?? '')),
  'file-not-found': (d) => `找不到文件“${s(d.path)}”，请检查路径，或在资源管理器里确认它没有被移走`,
  'file-exists': (d) => `“${s(d.path)}”已存在，请换一个名称，原文件没有改动`,
  'not-a-plan': (d) => `“${s(d.path)}”不是安居计划文件（.anju），请选择计划文件；旧表格请用“导入”`,
  'plan-newer': (d) => `“${s(d.path)}”由更新版本的安居保存，本版本不能修改它，请更新安居后再打开`,
  'plan-damaged': (d) => `计划文件“${s(d.path)}”已损坏${d.object ? `（${s(d.object)}）` : ''}，没有改动它，请从备份恢复最近的一份`,
  'plan-locked': (d) => `计划正由 ${s(d.holder) || '别人'} 打开编辑，现在只能查看，请等对方关闭后再改`,
  'plan-read-only': (d) => `计划“${s(d.path)}”是只读的，改动没有保存，请另存到可以写入的文件夹`,
  'file-encrypted': (d) => `“${s(d.path)}”设有打开密码，请先在 Excel 或 WPS 中取消密码并另存，再导入`,
  'file-corrupt': (d) => `“${s(d.path)}”内容不完整或已损坏，没有读入任何数据，请重新复制或下载该文件再试`,
  'file-unsupported': (d) => `“${s(d.path)}”不是能读的表格文件，请另存为 .xls 或 .xlsx 后再导入`,
  'file-too-large': (d) => `“${s(d.path)}”太大${d.limit ? `（上限 ${s(d.limit)}）` : ''}，请只保留需要的工作表后再试`,
  'no-table-found': (d) => `在“${s(d.path) || s(d.sheet)}”里没有找到表格，请确认表头和数据在同一张工作表上，或另选工作表`,
  ambiguous: (d) => `“${s(d.column ?? d.row ?? d.table ?? d.text)}”有多处对得上（${list(d.candidates)}），请写得更完整些`,
  'no-such-table': (d) =>
    `没有“${s(d.table)}”这张表${Array.isArray(d.tables) && d.tables.length ? `，现有 ${list(d.tables, 20)}` : ''}，请核对名称`,
  'no-such-row': (d) => `${s(d.table) ? `${s(d.table)}里` : ''}没有“${s(d.row)}”这一行，请核对行名`,
  'no-such-column': (d) => `${s(d.table) ? `${s(d.table)}里` : ''}没有“${s(d.column)}”这一列，请核对列名`,
  'no-such-block': () => '正文的这一段已经不在了，请重新打开计划再改',
  'no-such-record': () => '要改的内容已经不在了，请重新打开计划再试',
  'bad-value': (d) =>
    (BAD_VALUE[s(d.why)] ?? ((x: Details) => `“${s(x.value)}”不能填在这里，请改正`))(d) +
    (Number(d.count) > 1 && d.refused ? `（共 ${s(d.count)} 格有类似问题，都没有写入）` : ''),
  'bad-command': (d) =>
    BAD_COMMAND[s(d.why)] ?? `这一步的内容不完整或写法不对${d.issue ? `（${s(d.issue)}）` : ''}，没有改动计划，请检查后再试`,
  'formula-cycle': (d) => `公式绕成了圈：${Array.isArray(d.path) ? d.path.map(s).join(' → ') : ''}，请改掉其中一处`,
  'formula-error': (d) => `公式写得不对：${(FORMULA_WHY[s(d.why)] ?? (() => s(d.why)))(d)}，请改正后再试`,
  'disk-full': (d) => `磁盘已满，“${s(d.path)}”没有写入，先前保存的内容完好，请腾出空间后重试或另存到别的盘`,
  'template-error': (d) => {
    const first = (Array.isArray(d.faults) ? d.faults[0] : undefined) as TemplateFault | undefined;
    return `模板“${s(d.template)}”有 ${s(d.count) || '若干'} 处错误${first ? `，第一处在 ${first.file} ${first.pointer}：${faultMessage(first)}` : ''}，请改正后再用`;
  },
  'nothing-to-undo': () => '没有可以撤销的操作了，计划已是最初的样子',
  'nothing-to-redo': () => '没有可以重做的操作，先撤销才能重做',
  'in-use': (d) =>
    `还有 ${s(d.count)} 处公式或正文用到它${
      Array.isArray(d.places)
        ? `（${d.places
            .slice(0, 3)
            .map((p) => s((p as { where?: unknown }).where))
            .join('；')}）`
        : ''
    }，确认删除后这些地方会显示“引用失效”`,
  'file-busy': (d) => `“${s(d.path)}”正被 Word、Excel 或 WPS 打开，请关闭它再发布`,
  'findings-open': (d) => `还有 ${s(d.count)} 个错误没有处理，请先在“核对”里改正或说明原因`,
  'no-such-mark': (d) => `没有名为“${s(d.mark)}”的版本标记，请核对名称`,
  'no-such-template': (d) => `没有“${s(d.template)}”这个模板，请用 templates 查看现有模板`,
  'no-such-sample': (d) => `没有“${s(d.sample)}”这个样例，请用 samples 查看现有样例`,
  'no-such-region': (d) =>
    `没有“${s(d.region)}”这个行政区划${Array.isArray(d.near) && d.near.length ? `，是不是 ${list(d.near)}` : ''}，请核对名称`,
  'no-such-step': (d) => `历史里没有第 ${s(d.seq)} 步，请用 history 查看`,
  'folder-read-only': (d) => `不能写入文件夹“${s(d.path)}”，请换一个可以写入的位置`,
  interrupted: () => '操作已停止，没有改动任何文件，需要时可重新开始',
  'plan-gone': (d) =>
    d.why === 'replaced'
      ? `计划文件“${s(d.path)}”被另一份文件替换了，窗口里的内容还在，请另存一份，再打开新的文件核对`
      : `计划文件“${s(d.path)}”不在原处了（U盘拔出或文件被移走），内容还在窗口里，请立即另存`,
  'program-error': (d) =>
    `程序出了错${d.what ? `（${s(d.what)}）` : ''}，已保存的内容完好，请重新打开计划；再次出现请把问题报告交给维护人员`,
  'program-gone': () => '程序的后台部分已停止，已保存的内容完好，请关闭后重新打开安居',
  'not-ready': () => '程序还没有准备好，请稍候再试',
  'cannot-balance': (d) => `${s(d.table)}不能作舍位平衡：${balanceWhy(d)}，显示单位没有改`,
  'computed-cell': (d) =>
    d.why === 'label'
      ? `${s(d.row)}的“${s(d.column)}”由行政区划或程序给出，不能在这里改`
      : d.why === 'joined'
        ? `${s(d.row)}的“${s(d.column)}”与上一行合并成一格，请在上面那一格填写，或先取消合并`
        : `${s(d.row)}的“${s(d.column)}”由公式自动计算（${s(d.words)}），不能直接填写；确需保留原文数字请设为“例外”`,
};

/** The failure's Chinese sentence, without the closing 。. */
export function sentenceOf(failure: Failure): string {
  return SENTENCES[failure.code]?.(failure.details) ?? failure.code;
}
