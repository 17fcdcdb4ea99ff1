// The five-year sample and template as they leave the program: both files keep to their schemas, LibreOffice opens and prints them,
// annexes lie on their side, and an indicator's own rules are the workbook's.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportDocx } from '../../electron/export/docx.ts';
import { exportXlsx } from '../../electron/export/xlsx.ts';
import { makeNewPlan } from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { documentView } from '../../shared/outline/view.ts';
import { convert, hasLibreOffice, hasValidator, partsOf, schemaFaults } from '../office.ts';
import { seededMint } from '../template/seeded-mint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'anju 五年规划 '));
const request = { mint: seededMint(1), now: '2026-03-01T08:00:00Z' };
const PLANS = {
  'the Dazhou sample': { sample: 'dazhou-14th-five-year-plan' },
  'the template': { template: 'five-year-plan', region: '达州市', year: 2026 },
};

describe.each(Object.entries(PLANS))('%s', (name, origin) => {
  const docx = path.join(folder, `${name}.docx`);
  const xlsx = path.join(folder, `${name}.xlsx`);
  const live = openLivePlan(stateOf(must(makeNewPlan({ ...origin, ...request })).snapshot));

  beforeAll(async () => {
    writeFileSync(docx, await exportDocx(live));
    writeFileSync(xlsx, await exportXlsx(live));
  });

  it.runIf(hasValidator())('keeps to the schemas', () => {
    expect(schemaFaults(docx)).toEqual([]);
    expect(schemaFaults(xlsx)).toEqual([]);
  });

  it.runIf(hasLibreOffice())('prints in LibreOffice, text and workbook', () => {
    for (const file of [docx, xlsx])
      expect(
        readFileSync(convert(file, 'pdf', folder))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    const words = readFileSync(convert(docx, 'txt:Text (encoded):UTF8', folder), 'utf8');
    for (const table of live.tables()) expect(words).toContain(live.shape(table.id).title);
    expect(words).toContain(documentView(live).title);
  });

  it('lays its annexes on their side and the text upright', () => {
    const body = partsOf(docx)['word/document.xml'] as string;
    const sections = [...body.matchAll(/<w:pgSz [^>]*>/g)].map(([size]) => size.includes('landscape'));
    expect(sections).toEqual([false, true]);
  });

  it('calls sheet and annex by one number', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(xlsx);
    const first = live.tables().find((table) => table.place === 'annex');
    const sheet = book.worksheets.find((one) => one.name.startsWith('附件1 '));
    expect(sheet?.getCell('A1').value).toBe('附件1');
    expect(sheet?.getCell('A2').value).toBe(live.shape(first?.id as number).title);
  });
});
