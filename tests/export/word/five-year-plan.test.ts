// The Panzhihua sample on paper: a foreword in the middle, boxes that stand free of the text, an indicator table of ten columns whose
// figures never break, a task list whose cells are merged down, a footnote; and both schemas, and LibreOffice's pages.

import { afterAll, describe, expect, it } from 'vitest';
import { exportDocx } from '../../../electron/export/docx.ts';
import { columnWidths, leastWidth } from '../../../electron/export/word/widths.ts';
import { must } from '../../../shared/contract/failure.ts';
import { findTable } from '../../../shared/model/lookup.ts';
import { printTable } from '../../../shared/outline/table.ts';
import { samplePlan } from '../../outline/sample.ts';
import {
  all,
  at,
  elements,
  has,
  openDocx,
  print,
  removeOfficeProfile,
  schemaFaults,
  styleOf,
  textIn,
  validatorPath,
  type XmlElement,
} from './reading.ts';

const plan = samplePlan('panzhihua-14th-five-year-plan');
const bytes = await exportDocx(plan);
const opened = openDocx(bytes);
const beitun = await exportDocx(samplePlan('beitun-affordable-housing-implementation-plan'));
const tableWith = (text: string): XmlElement => opened.tables.find((table) => textIn(table).includes(text)) as XmlElement;

it('sets an unnumbered heading in the middle without indent', () => {
  const foreword = opened.paragraphs.find((p) => textIn(p) === '前　言') as XmlElement;
  expect(styleOf(foreword)).toBe('Heading1');
  expect(at(foreword, 'w:pPr', 'w:jc')?.attributes['w:val']).toBe('center');
  expect(at(foreword, 'w:pPr', 'w:ind')?.attributes['w:firstLineChars']).toBe('0');
});

it('puts 附件 at the head of the first page, not between foreword and title', async () => {
  const annex = openDocx(await exportDocx(plan, { pattern: 'annex' }));
  const marks = annex.paragraphs.flatMap((p, i) => (styleOf(p) === 'AttachedMark' && textIn(p) === '附件' ? [i] : []));
  expect(marks).toEqual([0]);
  expect(textIn(annex.paragraphs[2] as XmlElement)).toBe('前　言');
});

it('keeps white around a box and inside it', () => {
  const box = tableWith('专栏三');
  const siblings = opened.body.children.filter((child): child is XmlElement => typeof child !== 'string');
  const place = siblings.indexOf(box);
  for (const beside of [siblings[place - 1], siblings[place + 1]]) {
    expect(beside?.name).toBe('w:p');
    expect(textIn(beside as XmlElement)).toBe('');
  }
  const [, content] = elements(box, 'w:tr');
  const margins = at(content as XmlElement, 'w:tc', 'w:tcPr', 'w:tcMar') as XmlElement;
  expect(Number(at(margins, 'w:bottom')?.attributes['w:w'])).toBeGreaterThan(0);
});

it('gives ten columns the type in which every figure stands whole', () => {
  const table = printTable(plan, must(findTable(plan, 'indicators')).id);
  expect(leastWidth(table, 210)).toBeGreaterThan(8844);
  const widths = columnWidths(table, 8844, 180);
  table.columns.forEach((column, i) => {
    if (column.kind !== 'number' || column.role !== 'value') return;
    for (const row of table.rows) {
      const text = row.cells[i]?.text ?? '';
      const room = (widths[i]?.width ?? 0) - 100;
      if (/^[\x20-\x7e]*$/.test(text)) expect(room, text).toBeGreaterThanOrEqual(text.length * 90);
    }
  });
  const sizes = all(tableWith('公租房覆盖率'), 'w:sz').map((size) => size.attributes['w:val']);
  expect(new Set(sizes)).toEqual(new Set(['18']));
});

it('merges a task’s number and name over its rows, and its main task over all of them', () => {
  const rows = elements(tableWith('任务名称'), 'w:tr');
  const merges = rows.map((row) =>
    elements(row, 'w:tc').map(
      (cell) => at(cell, 'w:tcPr', 'w:vMerge')?.attributes['w:val'] ?? (at(cell, 'w:tcPr', 'w:vMerge') ? 'on' : ''),
    ),
  );
  // Header, then 任务1, 任务2 in two rows.
  expect(merges.slice(0, 4)).toEqual([
    ['', '', '', '', ''],
    ['restart', '', '', '', ''],
    ['on', 'restart', 'restart', '', ''],
    ['on', 'on', 'on', '', ''],
  ]);
  const units = elements(rows[1] as XmlElement, 'w:tc')[4] as XmlElement;
  expect(elements(units, 'w:p').map(textIn)).toEqual(['牵头单位：市住房城乡建设局', '配合单位：各县（区）人民政府']);
});

const validator = validatorPath();
describe.skipIf(!validator)('the schema of Office 2019 (skipped: no validator for this platform)', () => {
  it.each([
    ['the five-year plan', bytes],
    ['the scheme without tables', beitun],
  ])('holds for %s', (_, document) => {
    expect(schemaFaults(document, validator as string)).toEqual([]);
  });
});

describe.skipIf(!has('soffice') || !has('pdftotext'))('printed by LibreOffice (skipped: soffice or pdftotext missing)', () => {
  afterAll(removeOfficeProfile);
  it('breaks no figure of the indicator table and prints the footnote on its page', () => {
    const { pages } = print(bytes);
    const page = pages.find((lines) => lines.some((line) => line.replace(/\s/g, '').startsWith('专栏一'))) as string[];
    const words = page.join(' ').split(/\s+/);
    for (const figure of ['[18000]', '[62199]', '[517-746]', '>34.3']) expect(words).toContain(figure);
    expect(pages.flat().some((line) => line.includes('昭通市、楚雄州'))).toBe(true);
  });

  it('prints the scheme with its last line, the second annex', () => {
    const { pages } = print(beitun);
    expect(pages.flat().join('').replace(/\s/g, '')).toContain('2.第十师配售型保障性住房封闭管理规定（试行）');
  });
});
