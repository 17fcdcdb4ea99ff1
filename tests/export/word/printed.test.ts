// The .docx as other programs see it: the Open XML schema, and LibreOffice's printed pages (22 lines of 28 characters).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeDocx, exportDocx } from '../../../electron/export/docx.ts';
import { samplePlan } from '../../outline/sample.ts';
import { everything, para, table, title, view } from './documents.ts';
import { has, type Printed, print, removeOfficeProfile, schemaFaults, validatorPath } from './reading.ts';

const validator = validatorPath();
const office = has('soffice') && has('pdftotext');
const squash = (text: string): string => text.replace(/\s/g, '');

describe.skipIf(!validator)('the schema of Office 2019 (skipped: no validator for this platform)', () => {
  it.each([
    ['the sample', () => exportDocx(samplePlan())],
    ['the sample without traces, numbers centred', () => exportDocx(samplePlan(), { traceable: false, pageNumbers: 'center' })],
    ['the sample as an annex, a draft', () => exportDocx(samplePlan(), { pattern: 'annex', stage: '送审稿', fonts: 'gbk' })],
    ['every kind of block', () => composeDocx(everything())],
    ['every kind of block, numbers centred', () => composeDocx(everything(), { pageNumbers: 'center', fonts: 'windows' })],
    ['a document that is one table', () => composeDocx(view([{ kind: 'table', id: 1, table: table({ landscape: true }) }]))],
    ['an empty document', () => composeDocx(view([]))],
  ])('holds for %s', async (_, make) => {
    expect(schemaFaults(await make(), validator as string)).toEqual([]);
  });
});

describe.skipIf(!office)('printed by LibreOffice (skipped: soffice or pdftotext missing)', () => {
  let pages: Printed;
  let full: Printed;
  afterAll(removeOfficeProfile);
  beforeAll(async () => {
    pages = print(await exportDocx(samplePlan()));
    full = print(await composeDocx(view([title(), ...Array.from({ length: 12 }, () => para('住'.repeat(278)))])));
  });

  it('sets 22 lines on a full page and 28 characters on a full line', () => {
    const page = full.pages[1] as string[];
    expect(page).toHaveLength(23);
    expect(squash(page.at(-1) ?? '')).toBe('—2—');
    expect(Math.max(...page.map((line) => squash(line).length))).toBe(28);
    for (const line of page.slice(1, -1)) expect([26, 28]).toContain(squash(line).length);
  });

  it('sets 22 lines on the sample’s full pages too', () => {
    const lines = pages.pages.map((page) => page.length - 1);
    expect(Math.max(...lines.slice(8))).toBe(22);
  });

  it('puts the number outside, its dash about 7 mm below the type area', () => {
    const number = (page: number) => full.words(page).filter((word) => word.y > 740);
    const odd = number(0);
    const even = number(1);
    expect(odd.map((word) => word.text).join('')).toBe('—1—');
    // 156 mm from 28 mm on: right edge at 521.6 pt, one character of 14 pt in; left edge at 79.4 pt.
    expect(Math.max(...odd.map((word) => word.right))).toBeCloseTo(521.6 - 14, -0.5);
    expect(Math.min(...even.map((word) => word.x))).toBeCloseTo(79.4 + 14, -0.5);
    const middle = ((odd[0]?.y ?? 0) + (odd[0]?.bottom ?? 0)) / 2;
    const below = (middle - (842 - 1984 / 20)) / 2.8346;
    expect(below).toBeGreaterThan(5);
    expect(below).toBeLessThan(9);
  });

  it('prints each table whole, on one page with its caption', () => {
    for (const [caption, last] of [
      ['表12025年计划供应商品住房建筑面积', '总计92.02'],
      ['表22025年计划分配保障性住房规模', '总计1145547.3310147.941246955.27'],
      ['表32025年计划供应住宅用地规模', '总计222.64209.181.204.98-6.187.28'],
    ] as const) {
      const page = pages.pages.find((lines) => lines.some((line) => squash(line) === caption));
      expect(page?.map(squash)).toContain(last);
    }
  });

  it('repeats the header on every page of a long table', async () => {
    const long = print(await composeDocx(view([title(), { kind: 'table', id: 1, table: table({ regions: 90 }) }])));
    expect(long.pages.length).toBeGreaterThan(2);
    for (const page of long.pages) expect(page.map(squash)).toContain('地区指标1指标2');
  });

  it('turns the page and its number for a landscape annex', async () => {
    const printed = print(await composeDocx(everything()));
    const at = printed.pages.findIndex((page) => page.some((line) => squash(line) === '城镇棚户区改造计划表'));
    const number = printed.words(at).filter((word) => word.x < 95 && /[—\d]/.test(word.text));
    expect(number.length).toBeGreaterThan(0);
    for (const word of number) expect(word.right).toBeLessThan(1984 / 20);
  });

  it('loses nothing of the text', async () => {
    const printed = squash(pages.pages.flat().join(''));
    expect(printed).toContain('按销售方式划分');
    for (const figure of ['92.02', '12469', '222.64', '塔什库尔干塔吉克自治县'.slice(0, 6)]) expect(printed).toContain(figure);
    expect(squash(full.pages.flat().join('')).split('住').length - 1).toBe(12 * 278 + 1);
  });
});
