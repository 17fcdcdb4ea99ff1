// What exceljs writes wrong or not at all, put right in the finished package: the order of a font's children (schema), the
// workbook's default font 宋体 11 (column widths are counted in its digits), absolute print areas; and fixed zip times, so that
// the same plan gives the same bytes.

import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

const FONT_ORDER = [
  'b',
  'i',
  'strike',
  'condense',
  'extend',
  'outline',
  'shadow',
  'u',
  'vertAlign',
  'sz',
  'color',
  'name',
  'family',
  'charset',
  'scheme',
];

function orderFont(inner: string): string {
  const children = [...inner.matchAll(/<(\w+)\b[^>]*?(?:\/>|>.*?<\/\1>)/gs)].map((m) => ({ name: m[1] as string, xml: m[0] }));
  return children
    .sort((a, b) => FONT_ORDER.indexOf(a.name) - FONT_ORDER.indexOf(b.name))
    .map((c) => c.xml)
    .join('');
}

const DEFAULT_FONT = '<font><sz val="11"/><color theme="1"/><name val="宋体"/><family val="3"/><charset val="134"/></font>';

function styles(xml: string): string {
  let first = true;
  return xml.replace(/<font>(.*?)<\/font>/gs, (_, inner: string) => {
    if (first) {
      first = false;
      return DEFAULT_FONT;
    }
    return `<font>${orderFont(inner)}</font>`;
  });
}

/** $A1:$F12 → $A$1:$F$12 in print areas. */
function names(xml: string): string {
  return xml.replace(
    /(<definedName name="_xlnm\.Print_Area"[^>]*>)([^<]*)(<\/definedName>)/g,
    (_, open: string, area: string, close: string) => {
      const bang = area.lastIndexOf('!');
      const cells = area.slice(bang + 1).replace(/\$?([A-Z]+)\$?(\d+)/g, '$$$1$$$2');
      return `${open}${area.slice(0, bang + 1)}${cells}${close}`;
    },
  );
}

/** Two thirds of the time of the default, for 3 % more bytes. */
const LEVEL = 4;
/** Bytes below which packing saves nothing worth its start. */
const SMALL = 1024;
const FIXED = new Date(1980, 0, 1, 0, 0, 0);

export function settlePackage(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  const out: Zippable = {};
  for (const name of Object.keys(parts).sort((a, b) =>
    a === '[Content_Types].xml' ? -1 : b === '[Content_Types].xml' ? 1 : a < b ? -1 : 1,
  )) {
    // Folders are no parts of a package.
    if (name.endsWith('/')) continue;
    let part = parts[name] as Uint8Array;
    if (name === 'xl/styles.xml') part = strToU8(styles(strFromU8(part)));
    if (name === 'xl/workbook.xml') part = strToU8(names(strFromU8(part)));
    out[name] = [part, { mtime: FIXED, level: part.length < SMALL ? 0 : LEVEL }];
  }
  return zipSync(out);
}
