// A number in the text: how a value prints inside a sentence.
//
// Without a format a field prints exactly what its cell prints, so text and table can't differ. A format shifts (万, 亿),
// rounds (四舍五入), adds a unit or 约 … around it; the arithmetic is exact. A blank source prints 【待填】 and a dead one
// 【引用失效】: visible in the draft, an error finding in the check, never an invented figure.

import { tryReadStored } from '../formulas/stored.ts';
import type { FieldFormat } from '../model/blocks.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { absolute, type Exact, exact, formatExact, multiply, round, trim } from '../values/exact.ts';
import { type CellValue, printValue } from '../values/value.ts';

export const BLANK_SOURCE = '【待填】';
export const DEAD_SOURCE = '【引用失效】';
export const BROKEN_SOURCE = '【公式错误】';

export interface FieldText {
  text: string;
  error?: 'dead' | 'blank' | 'error';
}

const SHIFT = { 万: 4, 亿: 8 } as const;

/** True where the format changes the figure itself; then the printed signs and brackets of the cell give way to plain digits. */
function reshapes(fmt: FieldFormat): boolean {
  return Boolean(fmt.decimals !== undefined || fmt.scale || fmt.abs || fmt.percent || fmt.unit);
}

/** The sign between a range's ends as its cell prints it: [517-746] stays 517-746 in a sentence. */
const rangeSign = (printed: string): string => /[\d%％]\s*(—|–|－|～|~|-|至)/.exec(printed)?.[1] ?? '—';

function figure(num: Exact, fmt: FieldFormat, percent: boolean): string {
  let value = fmt.abs ? absolute(num) : num;
  if (percent) value = multiply(value, exact(100));
  const shift = fmt.scale ? SHIFT[fmt.scale] : 0;
  if (shift) value = multiply(value, { n: 1, d: shift });
  let out = 'q' in value ? round(value, 30) : value;
  if (fmt.decimals !== undefined) out = round(value, fmt.decimals);
  else if (shift || percent) out = trim(value);
  return formatExact(out);
}

/**
 * A value as a sentence prints it. `percentUnit`: the value is a percentage already (its column's unit is %), so `percent`
 * only writes the sign.
 */
export function printField(value: CellValue, fmt: FieldFormat = {}, percentUnit = false): FieldText {
  if (value.form === 'empty') return { text: BLANK_SOURCE, error: 'blank' };
  if (value.form === 'error') {
    return value.code === 'dead-reference' ? { text: DEAD_SOURCE, error: 'dead' } : { text: BROKEN_SOURCE, error: 'error' };
  }
  if (value.form === 'none' || value.form === 'na' || value.form === 'text') return { text: printValue(value) };
  const printed = printValue(value);
  const signed = /[%％]/.test(printed);
  let text = printed;
  if (reshapes(fmt)) {
    const times = Boolean(fmt.percent) && !percentUnit && !signed;
    const suffix = `${fmt.scale ?? ''}${(fmt.percent || signed) && fmt.unit !== '%' ? '%' : ''}`;
    const one = (num: Exact) => `${figure(num, fmt, times)}${suffix}`;
    text = value.form === 'range' ? `${one(value.num)}${rangeSign(printed)}${one(value.to)}` : one(value.num);
    if (value.form === 'bound') text = `${value.op}${text}`;
    else if (value.marks?.about && !fmt.approx) text = `约${text}`;
  }
  const unit = fmt.unit ?? '';
  const about = value.marks?.about && !reshapes(fmt);
  switch (fmt.approx) {
    case '约':
      return { text: about ? `${text}${unit}` : `约${text}${unit}` };
    case '约…余':
      return { text: `约${text}余${unit}` };
    case '近':
    case '超':
      return { text: `${fmt.approx}${text}${unit}` };
    default:
      return { text: `${text}${unit}` };
  }
}

/** The text of a field: its stored expression looked up in the plan and printed with its format. */
export function fieldText(live: LivePlan, expr: string, fmt?: FieldFormat): FieldText {
  const parsed = tryReadStored(expr);
  if (!parsed.ok) return { text: DEAD_SOURCE, error: 'dead' };
  const ref = parsed.value;
  const unit = fmt?.percent && ref.op === 'ref' && ref.rows.at === 'row' ? live.unitOf(ref.rows.row, ref.column) : null;
  // 万 or 亿 asked for by the sentence itself scales the figure as it is kept, whatever unit the table is shown in.
  return printField(live.evaluate(expr, fmt?.scale !== undefined), fmt, unit === '%' || unit === '％');
}
