import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseRecords, splitText } from '../../electron/import/read/csv.ts';
import { readHtml } from '../../electron/import/read/html.ts';
import { DEFAULT_LIMITS } from '../../electron/import/read/limits.ts';
import { plainDecimal, printedNumber } from '../../electron/import/read/printed-number.ts';
import { readBook } from '../../electron/import/read/read-book.ts';
import { textAt } from '../../electron/import/read/sheet.ts';
import { decodeText } from '../../electron/import/read/text-encoding.ts';

const FIXTURES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures');
const bytes = (name: string) => new Uint8Array(readFileSync(path.join(FIXTURES, name)));

describe('a file is read by its content', () => {
  it.each([
    ['kashgar-allocation.xls', 'xls', undefined, ['分配计划', '县市明细', 'Sheet3'], 19, 7],
    ['kashgar-allocation.et', 'et', undefined, ['分配计划', '县市明细', 'Sheet3'], 19, 7],
    ['kashgar-land.xlsx', 'xlsx', undefined, ['住宅用地', '说明', '上年'], 18, 8],
    ['xml-2003.xls', 'xml2003', 'utf-8', ['表一'], 19, 7],
    ['html-gbk.xls', 'html', 'gb18030', ['html-gbk'], 9, 3],
    ['land-gbk.csv', 'csv', 'gb18030', ['land-gbk'], 7, 4],
    ['land-utf16.txt', 'csv', 'utf-16le', ['land-utf16'], 7, 4],
    ['wide-range.xlsx', 'xlsx', undefined, ['表'], 3, 2],
    ['no-cells.xlsx', 'xlsx', undefined, ['空表'], 0, 0],
  ])('%s', (name, format, encoding, sheets, rows, columns) => {
    const book = readBook(bytes(name), name);
    if (!book.ok) throw new Error(JSON.stringify(book.failure));
    expect(book.value.format).toBe(format);
    expect(book.value.encoding).toBe(encoding);
    expect(book.value.sheets.map((s) => s.name)).toEqual(sheets);
    expect([book.value.sheets[0]?.rows, book.value.sheets[0]?.columns]).toEqual([rows, columns]);
  });

  it.each([
    ['truncated.xls', 'file-corrupt'],
    ['truncated.xlsx', 'file-corrupt'],
    ['empty.xls', 'file-corrupt'],
    ['locked.xls', 'file-encrypted'],
    ['locked.xlsx', 'file-encrypted'],
    ['pdf.xls', 'file-unsupported'],
    ['noise.xls', 'file-unsupported'],
    ['prose.xls', 'file-unsupported'],
  ])('%s is refused: %s', (name, code) => {
    const book = readBook(bytes(name), name);
    expect(book.ok ? 'read' : book.failure.code).toBe(code);
  });

  it.each([
    ['bytes', { bytes: 1000 }],
    ['cells', { cells: 10 }],
    ['sheets', { sheets: 1 }],
  ])('over the limit of %s it is too large', (_, limit) => {
    const book = readBook(bytes('kashgar-allocation.xls'), 'a.xls', { ...DEFAULT_LIMITS, ...limit });
    expect(book.ok ? 'read' : book.failure.code).toBe('file-too-large');
  });

  it('a zip that says it inflates beyond the limit is too large before anything is inflated', () => {
    const book = readBook(bytes('kashgar-land.xlsx'), 'a.xlsx', { ...DEFAULT_LIMITS, inflatedBytes: 100 });
    expect(book.ok ? 'read' : book.failure.code).toBe('file-too-large');
  });

  it('entities of an XML workbook are not expanded', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`;
    const book = readBook(new TextEncoder().encode(bomb), 'a.xls');
    expect(book.ok ? 'read' : book.failure.code).toBe('file-unsupported');
  });

  it('a part of a zip that does not inflate to what it says is corrupt', () => {
    const data = bytes('kashgar-land.xlsx');
    // Somewhere in the first part's packed bytes.
    data.fill(0xff, 60, 90);
    const book = readBook(data, 'a.xlsx');
    expect(book.ok ? 'read' : book.failure).toMatchObject({ code: 'file-corrupt', details: { reason: 'broken-part' } });
  });

  it('every cut of a workbook is refused or read, never thrown at', () => {
    const whole = bytes('kashgar-allocation.xls');
    for (let size = 0; size < whole.length; size += 331) {
      const book = readBook(whole.subarray(0, size), 'a.xls');
      expect(book.ok ? 'read' : book.failure.code).toMatch(/^file-(?:corrupt|unsupported)$/);
    }
  });

  it('what is hidden is said', () => {
    const book = readBook(bytes('kashgar-land.xlsx'), 'a.xlsx');
    if (!book.ok) throw new Error('not read');
    expect(book.value.sheets.map((s) => s.hidden)).toEqual([false, false, true]);
    expect(book.value.sheets[0]?.hiddenRows).toEqual([10]);
  });
});

describe('a number is printed as its format prints it', () => {
  it.each([
    [0.1 + 0.2, '0.3', null, '0.3'],
    [55.27, '55.27', '0.00', '55.27'],
    [11.7, '11.70', '0.00', '11.70'],
    [1234567, '1,234,567', '#,##0', '1,234,567'],
    [104.9, '104.90 ', '0.00_ ', '104.90'],
    [417722698, '417722698', 'General', '417722698'],
    [123456789012, '1.23457E+11', 'General', '123456789012'],
    [0, ' -   ', '_ * "-"??_ ', '-'],
    [5, '####', '0.00', '5'],
  ])('%d as %s in %s → %s', (value, shown, format, text) => {
    expect(printedNumber(value, shown, format)).toBe(text);
  });

  it.each([
    [1e-7, '0.0000001'],
    [1.5e21, '1500000000000000000000'],
    [-2.5e-8, '-0.000000025'],
    [12.3, '12.3'],
    [Number.NaN, ''],
  ])('%d in plain digits is %s', (value, text) => expect(plainDecimal(value)).toBe(text));
});

describe('text is decoded', () => {
  const encode = (...codes: number[]) => Uint8Array.from(codes);
  it.each([
    ['utf-8', new TextEncoder().encode('喀什市,1'), 'utf-8'],
    ['utf-8 with a mark', encode(0xef, 0xbb, 0xbf, 0x31), 'utf-8'],
    ['GBK', encode(0xbf, 0xa6, 0xca, 0xb2, 0xca, 0xd0, 0x2c, 0x31), 'gb18030'],
    ['utf-16 without a mark', encode(0x31, 0, 0x2c, 0, 0x32, 0, 0x0a, 0), 'utf-16le'],
  ])('%s', (_, data, encoding) => {
    const decoded = decodeText(data);
    expect(decoded.ok && decoded.value.encoding).toBe(encoding);
  });
});

describe('delimited text', () => {
  it.each([
    [
      'quotes, doubled quotes and line breaks inside',
      'a,"b ""c""\nd",e\r\nf,g,h',
      [
        ['a', 'b "c"\nd', 'e'],
        ['f', 'g', 'h'],
      ],
    ],
    [
      'an empty field at the end',
      'a,\nb,',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['a last line without a break', 'a,b', [['a', 'b']]],
  ])('%s', (_, text, records) => expect(parseRecords(text, ',')).toEqual(records));

  it.each([
    ['tab', 'a\tb\n1\t2\n', '\t'],
    ['semicolon', 'a;b;c\n1,5;2;3\n', ';'],
    ['said by Excel', 'sep=|\na|b\n', '|'],
    ['blanks', '地区    套数\n喀什市   100\n疏附县   20\n', ' '],
  ])('the delimiter is found: %s', (_, text, delimiter) => expect(splitText(text)?.delimiter).toBe(delimiter));

  it('prose has no delimiter', () => expect(splitText('这是一封信。\n请查收。\n')).toBeNull());
});

describe('HTML tables', () => {
  const read = (html: string) => readHtml(html, 'a', DEFAULT_LIMITS);

  it('spans become merges, entities letters, line breaks line breaks', () => {
    const sheet = read('<table><tr><td rowspan=2>地&nbsp;区<td colspan=2>套<br>数</tr><tr><td>1<td>2</tr></table>');
    expect(sheet.merges).toEqual([
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
    ]);
    expect(textAt(sheet, 1, 1)).toBe('地 区');
    expect(textAt(sheet, 1, 2)).toBe('套\n数');
    expect([textAt(sheet, 2, 2), textAt(sheet, 2, 3)]).toEqual(['1', '2']);
  });

  it('a table that only lays out another one gives the inner rows', () => {
    const sheet = read('<table><tr><td><table><tr><td>甲<td>1</tr></table></td></tr></table>');
    expect([textAt(sheet, 2, 1), textAt(sheet, 2, 2)]).toEqual(['甲', '1']);
  });

  it('comments, scripts and styles say nothing', () => {
    const sheet = read(
      '<style>td{}</style><table><!-- <tr><td>x --><tr><td>甲<script>document.write("y")</script></td></tr></table>',
    );
    expect(textAt(sheet, 1, 1)).toBe('甲');
    expect(sheet.rows).toBe(1);
  });

  it('a hidden row is said', () =>
    expect(read('<table><tr style="display:none"><td>1</tr><tr><td>2</tr></table>').hiddenRows).toEqual([1]));

  it('unclosed and overlapping tags do not hang it', () =>
    expect(read('<table><tr><td>1<td colspan=999999999>2<tr><td rowspan=9').rows).toBe(1));
});
