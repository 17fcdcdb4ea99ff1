// How a number of a workbook is printed, as exact text.
//
// A workbook holds binary floats; people see 15 significant digits at most, so 0.1+0.2 is 0.3 and 55.27 is 55.27. A number
// with a format is taken as the format prints it (what is printed is what is counted); General prints every digit.

/** Plain decimal text of a float: at most 15 significant digits, no exponent. */
export function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return '';
  // Most figures: the shortest text that gives the float back has few digits, so cutting to 15 would give the same.
  const shortest = String(value);
  if (shortest.length <= 15 && !shortest.includes('e')) return shortest;
  const short = String(Number(value.toPrecision(15)));
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short);
  if (!m) return short;
  const [, sign = '', first = '', rest = '', power = '0'] = m;
  const exponent = Number(power);
  const digits = first + rest;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return sign + digits + '0'.repeat(Math.max(0, exponent - rest.length));
}

/** True where the format prints numbers as they are (General, @, none). */
export const isGeneral = (format: string | null | undefined): boolean =>
  !format || /^(general|@|g\/通用格式|general;.*)$/i.test(format.trim());

/** The text as printed: the library's for a real format, every digit for General; exponents only where the format asks. */
export function printedNumber(value: number, printed: string | undefined, format: string | null): string {
  const text = printed?.trim() ?? '';
  if (isGeneral(format) || text === '' || /^#+$/.test(text)) return plainDecimal(value);
  if (/e[+-]/i.test(text) && !/e[+-]/i.test(format ?? '')) return plainDecimal(value);
  return text;
}
