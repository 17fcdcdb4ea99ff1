// Makes the binary fixtures beside this file: `node scripts/with-node.mjs tests/import/make-fixtures.ts`. They are committed,
// since making .xls needs LibreOffice; run this again only when a fixture changes, and look at the difference.
//
// The figures are those of the sample plan (resources/samples/kashgar-2025-annual-plan) with the mess of real files put in.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const OUT = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures');
const FIXED = new Date(Date.UTC(2025, 0, 15));

type Cell = string | number | { text: string } | { n: number; z: string } | { f: string; v: number; z: string };

function toSheet(rows: Cell[][], merges: string[]): XLSX.WorkSheet {
  const sheet: XLSX.WorkSheet = {};
  let width = 0;
  rows.forEach((line, r) => {
    line.forEach((cell, c) => {
      width = Math.max(width, c);
      if (cell === '') return;
      const at = XLSX.utils.encode_cell({ r, c });
      if (typeof cell === 'string') sheet[at] = { t: 's', v: cell };
      else if (typeof cell === 'number') sheet[at] = { t: 'n', v: cell };
      else if ('text' in cell) sheet[at] = { t: 's', v: cell.text, z: '@' };
      else if ('f' in cell) sheet[at] = { t: 'n', v: cell.v, f: cell.f, z: cell.z };
      else sheet[at] = { t: 'n', v: cell.n, z: cell.z };
    });
  });
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width } });
  sheet['!merges'] = merges.map((m) => XLSX.utils.decode_range(m));
  return sheet;
}

function workbook(sheets: Record<string, XLSX.WorkSheet>, hidden: string[] = []): XLSX.WorkBook {
  const book = XLSX.utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, sheet, name);
  book.Workbook = { Sheets: Object.keys(sheets).map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) };
  book.Props = { CreatedDate: FIXED, ModifiedDate: FIXED };
  return book;
}

/** LibreOffice writes the .xls: the library's own writer drops formulas. */
function writeXls(name: string, book: XLSX.WorkBook): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'anju-fixtures-'));
  try {
    const from = path.join(folder, `${name}.xlsx`);
    writeFileSync(from, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', cellStyles: true }));
    execFileSync('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'xls:MS Excel 97',
      '--outdir',
      folder,
      from,
    ]);
    writeFileSync(path.join(OUT, `${name}.xls`), readFileSync(path.join(folder, `${name}.xls`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const units = (n: number): Cell => ({ n, z: '0' });
const area = (n: number): Cell => ({ n, z: '0.00' });
const sum = (column: string, v: number, z: string): Cell => ({ f: `SUM(${column}5:${column}17)`, v, z });

/** 表2 as a county would send it: short names, text numbers, full-width digits, blanks for nothing, a slip in the last total. */
function allocation(): XLSX.WorkSheet {
  const row = (name: string, pu: Cell, pa: Cell, lu: Cell, la: Cell, su: Cell, sa: Cell): Cell[] => [name, pu, pa, lu, la, su, sa];
  return toSheet(
    [
      ['2025年喀什地区保障性住房分配计划表'],
      ['填报单位：喀什地区住房和城乡建设局', '', '', '', '', '单位：套、万平方米'],
      ['县市', '公租房', '', '保障性租赁住房', '', '小  计', ''],
      ['', '套数', '面积', '套数', '面积', '套数', '面积'],
      row('喀  什', units(3000), area(11.7), units(280), area(1.26), units(3280), area(12.96)),
      row('喀什经开区', units(100), area(0.4), units(300), area(2.4), units(400), area(2.8)),
      row('疏附县', { text: '1,252' }, { text: '4.00' }, { text: '262' }, { text: '3.24' }, { text: '1,514' }, { text: '7.24' }),
      row('疏勒县', '', '', '', '', '', ''),
      row('英吉沙县', units(832), area(3.33), '—', '—', units(832), area(3.33)),
      row('泽普县', units(500), area(3.1), '', '', units(500), area(3.1)),
      row('莎车县', units(850), area(3.31), '', '', units(850), area(3.31)),
      row('叶城县', units(1175), area(6.08), units(72), area(0.47), units(1247), area(6.55)),
      row('麦盖提县', units(1650), area(7.42), '', '', units(1650), area(7.42)),
      row('岳普湖县', { text: '７００' }, { text: '２．４５' }, units(50), area(0.32), units(750), area(2.77)),
      row('伽师县', units(600), area(2.4), '', '', units(600), area(2.4)),
      row('巴楚县', { text: '7 00' }, area(2.8), units(50), area(0.25), units(750), area(3.05)),
      row('塔县', units(96), area(0.34), '', '', units(96), area(0.34)),
      [
        '合  计',
        sum('B', 11455, '0'),
        sum('C', 47.33, '0.00'),
        sum('D', 1014, '0'),
        sum('E', 7.94, '0.00'),
        sum('F', 12469, '0'),
        area(55.72),
      ],
      ['注：疏勒县本年度无分配任务；面积按竣工验收面积计。'],
    ],
    ['A1:G1', 'A2:E2', 'F2:G2', 'A3:A4', 'B3:C3', 'D3:E3', 'F3:G3', 'A19:G19'],
  );
}

/** A .xls whose workbook stream has a FILEPASS record: what a password leaves in the file. */
function lock(xls: Buffer): Buffer {
  const container = XLSX.CFB.read(xls, { type: 'buffer' });
  const entry = XLSX.CFB.find(container, 'Workbook');
  const stream = Buffer.from(entry.content);
  const bofLength = 4 + stream.readUInt16LE(2);
  const filepass = Buffer.alloc(4 + 54);
  filepass.writeUInt16LE(0x2f, 0);
  filepass.writeUInt16LE(54, 2);
  filepass.writeUInt16LE(1, 4);
  filepass.writeUInt16LE(1, 6);
  filepass.writeUInt16LE(1, 8);
  // Salt and verifier are noise: nobody gets as far as using them.
  for (let i = 10; i < filepass.length; i++) filepass[i] = (i * 37) & 0xff;
  entry.content = Buffer.concat([stream.subarray(0, bofLength), filepass, stream.subarray(bofLength)]);
  entry.size = entry.content.length;
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
}

/** A .xlsx with a password is a compound file around an encrypted package. */
function lockedPackage(): Buffer {
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
  XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(4096, 7));
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
}

/** 表3 by another program: three sheets, one hidden, formulas with cached values, a hidden row. */
async function land(): Promise<void> {
  const book = new ExcelJS.Workbook();
  book.created = FIXED;
  book.modified = FIXED;
  const sheet = book.addWorksheet('住宅用地');
  const header = ['县（市、开发区）', '计划供应住宅用地面积合计', '产权住宅用地', '租赁住宅用地', '', '', '', '其他住宅用地'];
  sheet.addRow(['喀什地区2025年计划供应住宅用地规模']);
  sheet.addRow(['', '', '', '', '', '', '', '单位：公顷']);
  sheet.addRow(header);
  sheet.addRow(['', '', '商品住宅用地', '保障性租赁住宅用地', '市场化租赁住宅用地', '公共租赁住房', '小计', '']);
  const figures: [string, number, number, number, number, number][] = [
    ['喀什市', 35.23, 0, 0, 0, 0],
    ['经开区', 2.61, 0, 0, 0, 0],
    ['疏附县', 10.35, 1.2, 0, 0, 0],
    ['疏勒县', 23.19, 0, 0, 0, 0],
    ['英吉沙县', 12.54, 0, 0, 0, 0],
    ['泽普县', 0, 0, 0, 0, 0],
    ['莎车县', 11.2, 0, 0, 0, 0],
    ['叶城县', 23, 0, 0, 0, 6.67],
    ['麦盖提县', 11.89, 0, 0, 0, 0.61],
    ['岳普湖县', 31.13, 0, 0, 0, 0],
    ['伽师县', 14.66, 0, 0, 0, 0],
    ['巴楚县', 32.29, 0, 4.98, 0, 0],
    ['塔什库尔干塔吉克自治县', 1.09, 0, 0, 0, 0],
  ];
  const round = (n: number) => Math.round(n * 100) / 100;
  figures.forEach(([name, own, lease, market, open, other], i) => {
    const r = 5 + i;
    const rent = round(lease + market + open);
    const cell = (n: number) => (n === 0 ? '-' : n);
    const row = sheet.addRow([name, '', cell(own), cell(lease), cell(market), cell(open), '', cell(other)]);
    row.getCell(2).value = { formula: `N(C${r})+N(G${r})+N(H${r})`, result: round(own + rent + other) };
    row.getCell(7).value = { formula: `SUM(D${r}:F${r})`, result: rent };
    for (let c = 2; c <= 8; c++) row.getCell(c).numFmt = '0.00_ ;-0.00;"-"';
  });
  const total = sheet.addRow(['总计']);
  const results = [222.64, 209.18, 1.2, 4.98, 0, 6.18, 7.28];
  results.forEach((result, i) => {
    const letter = String.fromCharCode(66 + i);
    total.getCell(i + 2).value = { formula: `SUM(${letter}5:${letter}17)`, result };
    total.getCell(i + 2).numFmt = '0.00_ ;-0.00;"-"';
  });
  for (const range of ['A1:H1', 'A3:A4', 'B3:B4', 'D3:G3', 'H3:H4']) sheet.mergeCells(range);
  sheet.getRow(10).hidden = true;
  book.addWorksheet('说明').addRow(['本表由各县市自然资源局提供']);
  const old = book.addWorksheet('上年');
  old.addRow(['县（市、开发区）', '商品住宅用地']);
  old.addRow(['喀什市', 30]);
  old.state = 'hidden';
  await book.xlsx.writeFile(path.join(OUT, 'kashgar-land.xlsx'));
}

/** A used range of the whole sheet around six cells. */
function wideRange(): Uint8Array {
  const sheet = toSheet(
    [
      ['县市', '套数'],
      ['喀什市', 100],
      ['疏附县', 20],
    ],
    [],
  );
  const files = unzipSync(XLSX.write(workbook({ 表: sheet }), { type: 'buffer', bookType: 'xlsx' }));
  const name = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(files[name] as Uint8Array)
    .replace(/<dimension ref="[^"]*"\/>/, '<dimension ref="A1:XFD1048576"/>')
    .replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"/></row></sheetData>');
  return zipSync({ ...files, [name]: strToU8(xml) }, { mtime: FIXED });
}

const GBK_HTML = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<style><!-- td {mso-number-format:General;} .t {mso-number-format:"\\@";} --></style></head><body>
<table border=1><tr><td colspan=3 align=center>2025年保障性租赁住房筹集计划表</td></tr>
<tr><td colspan=3 align=right>单位：套（间）</td></tr>
<tr><td rowspan=2>地&nbsp;区</td><td colspan=2>2025年计划</td></tr><tr><td>新建</td><td>改建</td></tr>
<tr><td>达州市</td><td class=t>1,500</td><td>300</td></tr>
<tr><td>通川区</td><td class=t>1,000</td><td>200</td></tr>
<tr><td>达川区</td><td>500</td><td>100</td></tr>
<tr><td>达州高新区</td><td>&nbsp;</td><td>&nbsp;</td></tr>
<tr><td colspan=3>注：高新区本年无计划。</td></tr></table></body></html>`;

/** GB18030 bytes for the few letters of a text, by asking the decoder for every two-byte code once. */
function toGbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, [number, number]>();
  for (let a = 0x81; a <= 0xfe; a++) {
    for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) codes.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  }
  return Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : (codes.get(c) ?? [0x3f]))));
}

const CSV = `表3  2025年计划供应住宅用地规模,,,\r\n,,,单位：公顷\r\n县市,"用地面积\n合计",商品住宅用地,保障性租赁住宅用地\r\n喀什,35.23,35.23,-\r\n疏附县,11.55,10.35,1.20\r\n总计,46.78,45.58,1.20\r\n"注：""-""表示无供应计划。",,,\r\n`;

async function main(): Promise<void> {
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(path.join(OUT, name), bytes);
  const scratch = toSheet(
    [
      ['县市', '明细'],
      ['喀什', 1],
    ],
    [],
  );
  writeXls('kashgar-allocation', workbook({ 分配计划: allocation(), 县市明细: scratch, Sheet3: toSheet([[]], []) }));
  const xls = readFileSync(path.join(OUT, 'kashgar-allocation.xls'));
  put('truncated.xls', xls.subarray(0, Math.floor(xls.length * 0.4)));
  put('locked.xls', lock(xls));
  put('locked.xlsx', lockedPackage());
  put('kashgar-allocation.et', xls);
  await land();
  const xlsx = readFileSync(path.join(OUT, 'kashgar-land.xlsx'));
  put('truncated.xlsx', xlsx.subarray(0, Math.floor(xlsx.length * 0.6)));
  put('wide-range.xlsx', wideRange());
  put('empty.xls', '');
  put('no-cells.xlsx', XLSX.write(workbook({ 空表: toSheet([[]], []) }), { type: 'buffer', bookType: 'xlsx' }));
  put('pdf.xls', '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
  put('noise.xls', Buffer.from(Array.from({ length: 2048 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 0xff)));
  put('prose.xls', '这是一封信，不是表格。\n请查收。\n');
  put('html-gbk.xls', toGbk(GBK_HTML));
  put('land-gbk.csv', toGbk(CSV));
  put('land-utf16.txt', Buffer.from(`\uFEFF${CSV.replaceAll(',', '\t')}`, 'utf16le'));
  put('xml-2003.xls', XLSX.write(workbook({ 表一: allocation() }), { type: 'buffer', bookType: 'xlml' }));
}

await main();
