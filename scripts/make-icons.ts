// Renders the application icon: resources/icons/*.svg → anju.png (512) and anju.ico (16 … 256), with the Chromium at hand.
//
// The results are kept in the repository; run this by hand after changing a drawing:
//   node scripts/with-node.mjs scripts/make-icons.ts
// An .ico may hold PNGs as they are (Windows Vista and later): a directory of sizes and offsets, then the files.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '..', 'resources', 'icons');
const SMALL = [16, 24, 32];
const LARGE = [48, 64, 128, 256];

function iconFile(images: { size: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2); // an icon, not a cursor
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, i) => {
    const at = 6 + 16 * i;
    head.writeUInt8(size % 256, at); // 256 is written as 0
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4); // colour planes
    head.writeUInt16LE(32, at + 6); // bits a pixel
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const render = async (name: string, size: number): Promise<Buffer> => {
    const svg = readFileSync(join(FOLDER, name), 'utf8').replace(/width="\d+" height="\d+">/, `width="${size}" height="${size}">`);
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>html,body{margin:0}svg{display:block}</style>${svg}`);
    return page.screenshot({ omitBackground: true });
  };
  writeFileSync(join(FOLDER, 'anju.png'), await render('anju.svg', 512));
  const images: { size: number; png: Buffer }[] = [];
  for (const size of SMALL) images.push({ size, png: await render('anju-small.svg', size) });
  for (const size of LARGE) images.push({ size, png: await render('anju.svg', size) });
  writeFileSync(join(FOLDER, 'anju.ico'), iconFile(images));
} finally {
  await browser.close();
}
