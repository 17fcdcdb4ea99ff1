// Numbers that nobody types: of headings (一、 （一） 1. （1）, or 第一章 第一节 …), annexes (附件1), boxes (专栏一), figures (图1).
// (Those of tables stand in model/shape.ts, with the tables.)
//
// A counter walks the headings in reading order. A heading kept as printed in its source shows exactly that, and the count
// goes on from it as an official would go on: after a printed （四） comes （五）, after a printed 4、 comes 五、. So a gap of the
// source stays visible and is never repaired in silence.

import { chineseNumeral, readNumeral } from '../values/numerals.ts';
import { type NumberingScheme, SCHEMES } from './schemes.ts';

/** The number inside a printed heading number: 第二章 → 2, （四） → 4, 4、 → 4; null for —— or words. */
export function numberPrinted(printed: string): number | null {
  const inner = printed.replace(/[\s\u3000]/g, '').replace(/^(?:第|表|图|附件|附表|专栏|[（(〔[])/, '');
  const m = /^([零〇一二三四五六七八九十百千]+|[\d０-９]+)(?:[章节条部分篇、.．）)〕\]]|$)/.exec(inner);
  return m ? readNumeral(m[1] as string) : null;
}

/** Counts headings level by level; one counter a text body (the document, each annex, each box). */
export class HeadingCounter {
  private readonly counts: number[] = [];
  private readonly scheme: NumberingScheme;

  constructor(scheme: NumberingScheme = SCHEMES.official) {
    this.scheme = scheme;
  }

  /** The number of the next heading of `level` (1 = highest); `kept` = printed as it stands. */
  next(level: number, kept?: string): string {
    const at = Math.max(1, Math.floor(level));
    for (let deeper = at + 1; deeper < this.counts.length; deeper++) {
      if (!this.scheme.runOn?.includes(deeper)) this.counts[deeper] = 0;
    }
    if (kept !== undefined) {
      const n = numberPrinted(kept);
      if (n !== null) this.counts[at] = n;
      return kept;
    }
    const n = (this.counts[at] ?? 0) + 1;
    this.counts[at] = n;
    const write = this.scheme.levels[at - 1];
    return write ? write(n) : '';
  }
}

/** What stands between a number and its text on one line: a space after 第一章, 第一节 and 附件1, nothing after 一、 or （一）. */
export function numberGap(number: string): string {
  return /[章节篇条]$|^附[件表]\d*$/.test(number) ? '　' : '';
}

/** A printed number stands and the count goes on from it; '' counts nothing. */
class Counter {
  private n = 0;
  private readonly write: (n: number) => string;

  constructor(write: (n: number) => string) {
    this.write = write;
  }

  next(kept: string | null | undefined): string {
    if (kept !== null && kept !== undefined) {
      const n = numberPrinted(kept);
      if (n !== null) this.n = n;
      return kept;
    }
    this.n++;
    return this.write(this.n);
  }
}

/** Numbers of annexes (附件1 …; a single one is plain 附件), boxes (专栏一 …) and figures (图1 …) in reading order. */
export function sequence(kind: 'annex' | 'box' | 'figure', kept: readonly (string | null | undefined)[]): string[] {
  const single = kind === 'annex' && kept.length === 1;
  const counter = new Counter((n) =>
    kind === 'annex' ? (single ? '附件' : `附件${n}`) : kind === 'box' ? `专栏${chineseNumeral(n)}` : `图${n}`,
  );
  return kept.map((own) => (own === '' ? '' : counter.next(own)));
}
