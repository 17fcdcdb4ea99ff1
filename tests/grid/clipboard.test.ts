// The clipboard's two languages: tab-separated text and the HTML of Excel, WPS and LibreOffice.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHtmlTable, writeHtmlTable } from '../../renderer/grid/clipboard/html-table.ts';
import { decodeEntities } from '../../renderer/grid/clipboard/html-tokens.ts';
import { readBlock } from '../../renderer/grid/clipboard/transfer.ts';
import { parseTsv, writeTsv } from '../../renderer/grid/clipboard/tsv.ts';

describe('tab-separated text', () => {
  const cases: [string, string, string[][]][] = [
    ['one cell', '51.00', [['51.00']]],
    [
      'closing line break is no row',
      '1\t2\r\n3\t4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'empty cells',
      '\t\t\r\n1\t\t3',
      [
        ['', '', ''],
        ['1', '', '3'],
      ],
    ],
    ['an empty row inside', '1\n\n2', [['1'], [], ['2']].map((r) => (r.length ? r : [''])) as string[][]],
    ['line break in quotes', '"甲\n乙"\t1', [['甲\n乙', '1']]],
    ['quotation marks doubled', '"他说""好"""', [['他说"好"']]],
    ['a mark inside is a mark', '5" 管\t2', [['5" 管', '2']]],
    ['an opening mark that never closes', '"未完\t1', [['"未完', '1']]],
    [
      'WPS ends lines with \\n only',
      '喀什市\t3000\n经开区\t100\n',
      [
        ['喀什市', '3000'],
        ['经开区', '100'],
      ],
    ],
  ];
  it.each(cases)('%s', (_, text, rows) => expect(parseTsv(text)).toEqual(rows));

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+86', '+86'],
    ['-', '-'],
    ['51.00', '51.00'],
  ])('writes %s as %s', (text, written) => expect(writeTsv([[text]])).toBe(written));

  it('reads back what it wrote', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '0', '"', '\t', '\n', ' ', '喀', ',') }).filter((s) => !/^[=+@]/.test(s));
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const square = rows.map((row) => [...row, ...Array<string>(3 - row.length).fill('')]);
        expect(parseTsv(writeTsv(square))).toEqual(square);
      }),
    );
  });
});

const EXCEL = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!--table {mso-displayed-decimal-separator:"\\.";} td {padding:0;} --></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=216 style='border-collapse:collapse;width:162pt'>
<!--StartFragment--> <col width=72 span=3 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td rowspan=2 height=38 class=xl65 width=72>县（市、<br>
    开发区）</td>
  <td colspan=2 class=xl66>公租房</td>
 </tr>
 <tr height=19><td class=xl67>套数</td><td class=xl67>面积</td></tr>
 <tr height=19><td>喀什市</td><td align=right x:num="3000">3000</td><td class=xl68 align=right x:num="11.7">11.70 </td></tr>
<!--EndFragment--></table></body></html>`;
const WPS = `<html><head><meta name="Generator" content="WPS Spreadsheets"></head><body><table width="288"><colgroup><col width="72"/></colgroup><tbody>
<tr height="18"><td class="et2" x:str="">喀什市</td><td class="et3" x:num="280">280</td><td class="et4" x:num="1.26"><font class="font0">1.26</font></td></tr>
<tr height="18"><td class="et2">经开区</td><td>&nbsp;</td><td>-</td></tr></tbody></table></body></html>`;
const LIBRE = `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4"/></head><body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
<tr><td height="17" align="left">疏附县</td><td align="right" sdval="1252" sdnum="1033;">1252</td></tr>
<tr><td align="left"><b>合 计</b></td><td align="right" sdval="4.5" sdnum="1033;0;0.00">4.50</td></tr></table></body></html>`;

describe('HTML tables', () => {
  const cases: [string, string, string[][] | null][] = [
    [
      'Excel, merged heads spread out',
      EXCEL,
      [
        ['县（市、\n开发区）', '公租房', ''],
        ['', '套数', '面积'],
        ['喀什市', '3000', '11.70'],
      ],
    ],
    [
      'WPS',
      WPS,
      [
        ['喀什市', '280', '1.26'],
        ['经开区', '', '-'],
      ],
    ],
    [
      'LibreOffice',
      LIBRE,
      [
        ['疏附县', '1252'],
        ['合 计', '4.50'],
      ],
    ],
    [
      'missing end tags',
      '<table><tr><td>1<td>2<tr><td>3<td>4</table>',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['no table', '<p>没有表格</p>', null],
    ['an empty table', '<table></table>', null],
    ['only the first table', '<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>', [['1']]],
    [
      'a table inside a cell is its text',
      '<table><tr><td><table><tr><td>内</td></tr></table></td><td>2</td></tr></table>',
      [['内', '2']],
    ],
    [
      'scripts and styles are not text',
      '<table><tr><td><script>alert(1)</script>甲<style>td{}</style></td></tr></table>',
      [['甲']],
    ],
    ['handlers are not run, not kept', '<table><tr><td onclick="x()"><img src=x onerror="alert(1)">乙</td></tr></table>', [['乙']]],
    ['a huge span is bounded', '<table><tr><td colspan="99999999">甲</td></tr></table>', [['甲', ...Array<string>(9999).fill('')]]],
    ['paragraphs are lines', '<table><tr><td><p>甲</p><p>乙</p></td></tr></table>', [['甲\n乙']]],
    ['cut off in the middle', '<table><tr><td>1</td><td>2', [['1', '2']]],
  ];
  it.each(cases)('%s', (_, html, rows) => expect(parseHtmlTable(html)).toEqual(rows));

  it('reads back what it wrote', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '<', '>', '&', '"', '1', '.', '喀', '\n') }).map((s) =>
      s
        .split('\n')
        .map((line) => line.trim())
        .join('\n')
        .replace(/^\n+|\n+$/g, ''),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), (rows) => {
        const html = writeHtmlTable(rows.map((row) => row.map((t) => ({ text: t, kind: 'text' as const }))));
        expect(parseHtmlTable(html)).toEqual(rows);
      }),
    );
  });

  it('writes figures with their decimals and words as text', () => {
    const html = writeHtmlTable([
      [
        { text: '51.00', kind: 'number' },
        { text: '=1', kind: 'text' },
      ],
    ]);
    expect(html).toContain("mso-number-format:'0\\.00'");
    expect(html).toContain("mso-number-format:'\\@'");
  });

  it.each([
    ['&lt;&amp;&gt;', '<&>'],
    ['&#20998;&#x533A;', '分区'],
    ['&nbsp;&unknown;', '\u00a0&unknown;'],
    ['&#0;&#xD800;', ''],
  ])('decodes %s', (text, decoded) => expect(decodeEntities(text)).toBe(decoded));
});

describe('what is on the clipboard', () => {
  it('takes the table where there is one, else the text', () => {
    expect(readBlock(LIBRE, 'other')).toEqual({
      ok: true,
      block: [
        ['疏附县', '1252'],
        ['合 计', '4.50'],
      ],
    });
    expect(readBlock('<b>粗</b>', '粗\t1')).toEqual({ ok: true, block: [['粗', '1']] });
  });

  it('says when there is nothing', () => expect(readBlock('', '')).toEqual({ ok: false, why: 'nothing' }));

  it('refuses more cells than it takes', () => {
    const wide = `${'\t'.repeat(999)}\n`.repeat(600);
    expect(readBlock('', wide)).toEqual({ ok: false, why: 'too-large' });
    expect(readBlock('', '\t'.repeat(1_000_000))).toEqual({ ok: false, why: 'too-large' });
    const columns = `<table><tr>${'<td>1</td>'.repeat(1_000_000)}</tr></table>`;
    expect(readBlock(columns, '')).toEqual({ ok: false, why: 'too-large' });
  });

  it('refuses one long line above many short ones: squared off it would fill the memory', () => {
    expect(readBlock('', `${'\t'.repeat(200_000)}\n${'1\n'.repeat(200_000)}`)).toEqual({ ok: false, why: 'too-large' });
  });

  it('refuses 200 MB unread', () => {
    const long = 'x'.repeat(200_000_000);
    expect(readBlock('', long)).toEqual({ ok: false, why: 'too-large' });
    expect(readBlock(long, '')).toEqual({ ok: false, why: 'too-large' });
    expect(readBlock(long, '1')).toEqual({ ok: true, block: [['1']] });
  });

  it('refuses what is no text', () => {
    expect(readBlock('', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR')).toEqual({ ok: false, why: 'not-text' });
    expect(readBlock('', '51.00\0')).toEqual({ ok: true, block: [['51.00']] });
  });
});
