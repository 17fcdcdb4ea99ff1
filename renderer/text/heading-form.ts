// Tells a heading by the form of its number, as official documents write it: 一、 （一） 1. （1） 第一章 第一节.
//
// `1.31万平方米…` is no heading, nor is a sentence that happens to begin with a number: a heading is short, or its first sentence is
// short and the text goes on behind it (run-in).

export interface HeadingForm {
  level: number;
  /** the printed number with what stands between it and the words */
  number: string;
  runIn: boolean;
}

const FORMS: readonly [RegExp, number][] = [
  [/^第[一二三四五六七八九十百零〇\d]+章[\s\u3000]*/, 1],
  [/^第[一二三四五六七八九十百零〇\d]+节[\s\u3000]*/, 2],
  [/^[一二三四五六七八九十百]{1,4}、[\s\u3000]*/, 1],
  [/^[（(][一二三四五六七八九十百]{1,4}[）)][、.．]?[\s\u3000]*/, 2],
  [/^\d{1,2}[.．、](?!\d)[\s\u3000]*/, 3],
  [/^[（(]\d{1,2}[）)][、.．]?[\s\u3000]*/, 4],
];

const LONGEST_HEADING = 40;

export function headingForm(text: string): HeadingForm | null {
  for (const [form, level] of FORMS) {
    const number = form.exec(text)?.[0];
    if (!number) continue;
    const words = text.slice(number.length);
    if (words === '') return null;
    const stop = words.indexOf('。');
    if (stop < 0) return words.length <= LONGEST_HEADING && !/[；;，,：:]$/.test(words) ? { level, number, runIn: false } : null;
    if (stop > LONGEST_HEADING || stop === 0) return null;
    const goesOn = stop < words.length - 1;
    // 1. or （1） in front of a whole sentence is a list of sentences, not a heading, unless more follows.
    return goesOn ? { level, number, runIn: true } : level <= 2 ? { level, number, runIn: false } : null;
  }
  return null;
}
