// Writing .docx against the docx library alone (word-export.ts), as one of the benches.

import type { Line } from './report.ts';
import { benchWordExport } from './word-export.ts';

export async function* benchWord(): AsyncGenerator<Line> {
  for (const { name, size, ours, theirs, limit } of await benchWordExport())
    yield { what: name, size, ours, theirs, unit: 'ms', aim: { is: 'atMost', times: limit } };
}
