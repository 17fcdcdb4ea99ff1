// The sample's .docx, part by part, against what a person has looked at and accepted.
//
// A change of the layout changes these files. Look at the pages (LibreOffice, Word or WPS), then accept:
//   ANJU_ACCEPT_GOLDEN=1 npm test -- tests/export/word/golden.test.ts
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportDocx } from '../../../electron/export/docx.ts';
import { samplePlan } from '../../outline/sample.ts';
import { openDocx, parseXml, readGolden, type XmlElement } from './reading.ts';

const FOLDER = path.join(import.meta.dirname, '../../golden/kashgar-2025-annual-plan.docx');
const accept = process.env.ANJU_ACCEPT_GOLDEN === '1';

/** One element a line, indented, text of a run on its line: a difference reads as a difference of the document. */
function pretty(element: XmlElement, depth = 0): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join('');
  const words = element.children.filter((child): child is string => typeof child === 'string').join('');
  const line = `${'  '.repeat(depth)}${element.name}${attributes}${words ? ` ${JSON.stringify(words)}` : ''}\n`;
  return line + element.children.map((child) => (typeof child === 'string' ? '' : pretty(child, depth + 1))).join('');
}

/** The sample's ids are counted from a start that any new column moves; what a field refers to is not this test's matter. */
const withoutIds = (xml: string): string => xml.replace(/(<w:tag w:val="f)\d+(")/g, '$1…$2');

const { parts } = openDocx(await exportDocx(samplePlan()));
const fileOf = (part: string): string => `${part.replaceAll('/', '__')}.txt`;

describe('the sample’s package', () => {
  if (accept) {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const [part, xml] of Object.entries(parts))
      writeFileSync(path.join(FOLDER, fileOf(part)), pretty(parseXml(withoutIds(xml))));
  }

  it('has the accepted parts', () => {
    expect(Object.keys(parts).map(fileOf).sort()).toEqual(readdirSync(FOLDER).sort());
  });

  it.each(Object.keys(parts))('%s is as accepted', (part) => {
    expect(pretty(parseXml(withoutIds(parts[part] as string)))).toBe(readGolden(path.join(FOLDER, fileOf(part))));
  });
});
