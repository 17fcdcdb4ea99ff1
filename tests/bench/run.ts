// Measures Anju beside what it stands on or is compared with, side by side in one run, at three sizes so that growth shows.
//
//   npm run bench                 all of them (some minutes)
//   npm run bench -- engine edit  only these
//
// Nothing is asserted: timings on a shared machine are no test. A bench that can't run (a peer not installed) says so in one line.

import process from 'node:process';
import { benchEngine } from './engine.ts';
import { benchExcelExport, benchImport } from './excel.ts';
import { type Bench, print } from './report.ts';
import { benchDurableEdit, benchOpen } from './store.ts';
import { benchWord } from './word.ts';

const BENCHES: Record<string, { title: string; bench: Bench }> = {
  engine: { title: 'one edit and all its totals, against HyperFormula', bench: benchEngine },
  edit: { title: 'a durable edit, against a bare transaction', bench: benchDurableEdit },
  open: { title: 'opening a plan, against selecting its cells', bench: benchOpen },
  xlsx: { title: 'export .xlsx, against exceljs', bench: benchExcelExport },
  docx: { title: 'export .docx, against docx', bench: benchWord },
  import: { title: 'import .xls, against the reading library', bench: benchImport },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
let failed = false;
for (const [name, { title, bench }] of Object.entries(BENCHES)) {
  if (asked.length && !asked.includes(name)) continue;
  process.stdout.write(`${name}: ${title}\n`);
  try {
    for await (const line of bench()) print(line);
  } catch (error) {
    failed = true;
    print({ says: `could not be measured: ${error instanceof Error ? error.message : String(error)}` });
  }
}
if (failed) process.exitCode = 1;
