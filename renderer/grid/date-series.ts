// Dates that a fill counts on: 2025年12月 goes on with 2026年1月, 1月31日 with 2月1日, 2025-02-28 with 2025-03-01.
//
// Only what is written is counted: a month goes on by months and a day by days, in the same form and with the same words after
// it (2025年11月底前). Two dates give the step; two of the same day of the month go on by months, as in a worksheet.

interface Written {
  /** the form apart from its figures: series go on within one form only */
  form: string;
  year: number;
  /** from 0 */
  month: number;
  /** null where only a month is written */
  day: number | null;
  write(at: { year: number; month: number; day: number | null }): string;
}

const WORDS = /^(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})([日号]))?(\D*)$/;
const FIGURES = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/;
/** a year for dates without one; no leap year, so 2月28日 is followed by 3月1日 */
const ANY_YEAR = 2001;

/** What follows the dates of `source`, the last one nearest; null where they are no dates in even steps. */
export function dateSeries(source: readonly string[]): ((count: number, back: boolean) => string) | null {
  const dates = source.map(read);
  const last = dates.at(-1);
  if (!last || dates.some((date) => date === null || date.form !== last.form)) return null;
  const known = dates as Written[];
  const byMonth = last.day === null || (known.length > 1 && known.every((date) => date.day === last.day));
  const places = known.map((date) => (byMonth ? date.year * 12 + date.month : dayOf(date)));
  const step = places.length > 1 ? (places[1] as number) - (places[0] as number) : null;
  if (step === 0 || places.some((place, i) => i > 0 && place - (places[i - 1] as number) !== step)) return null;
  const end = places.at(-1) as number;
  return (count, back) => {
    const place = end + (step ?? (back ? -1 : 1)) * count;
    if (!byMonth) return last.write(ofDay(place));
    const [year, month] = [Math.floor(place / 12), ((place % 12) + 12) % 12];
    return last.write({ year, month, day: last.day === null ? null : Math.min(last.day, lengthOf(year, month)) });
  };
}

function read(text: string): Written | null {
  const words = WORDS.exec(text);
  if (words) {
    const [, year, month, day, sign = '', after = ''] = words;
    return checked({
      form: `${year ? '年' : ''}月${sign}${after}`,
      year: year ? Number(year) : ANY_YEAR,
      month: Number(month) - 1,
      day: day ? Number(day) : null,
      write: (at) => `${year ? `${at.year}年` : ''}${at.month + 1}月${at.day === null ? '' : `${at.day}${sign}`}${after}`,
    });
  }
  const figures = FIGURES.exec(text);
  if (!figures) return null;
  const [, year, sign, month = '', day] = figures;
  // 2025.5 is a figure before it is a month.
  if (sign === '.' && day === undefined) return null;
  const isPadded = month.startsWith('0') || (day?.startsWith('0') ?? false) || (month.length === 2 && day?.length === 2);
  const pad = (n: number): string => String(n).padStart(isPadded ? 2 : 1, '0');
  return checked({
    form: `${sign}${day === undefined ? '' : sign}`,
    year: Number(year),
    month: Number(month) - 1,
    day: day === undefined ? null : Number(day),
    write: (at) => [String(at.year), pad(at.month + 1), ...(at.day === null ? [] : [pad(at.day)])].join(sign),
  });
}

function checked(date: Written): Written | null {
  const { year, month, day } = date;
  if (month < 0 || month > 11) return null;
  return day === null || (day >= 1 && day <= lengthOf(year, month)) ? date : null;
}

const DAY = 86_400_000;
const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
const dayOf = (date: Written): number => Date.UTC(date.year, date.month, date.day ?? 1) / DAY;

function ofDay(place: number): { year: number; month: number; day: number } {
  const date = new Date(place * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}
