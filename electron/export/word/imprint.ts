// 版记: the floating frame at the foot of the last page, its last rule on the lower edge of the type area.
//
// Each line of the block is a row (抄送：…, then office and date); a tab or a wide gap in a line puts what follows at the right
// end. The first and last rules are thicker than those between.

import type { Run } from '../../../shared/outline/document.ts';
import { textOfRuns } from '../../../shared/outline/runs.ts';
import { PAGE_NUMBER, TYPE_AREA } from './measures.ts';
import { linesOf, paragraph } from './paragraphs.ts';
import { textRun, type Writing } from './runs.ts';
import { cellNode } from './tables.ts';
import { el, on, val, type XmlNode } from './xml.ts';

const THICK = 8;
const THIN = 6;
const rule = (size: number) => ({ 'w:val': 'single', 'w:sz': size, 'w:space': 0, 'w:color': '000000' });
const none = { 'w:val': 'nil' };

export function imprintBlock(runs: readonly Run[], _writing: Writing): XmlNode {
  const lines = linesOf(runs)
    .map(textOfRuns)
    .filter((line) => line.trim() !== '');
  const width = TYPE_AREA.width;
  const rows = lines.map((line) => {
    const [left = '', right] = line.split(/\t|\s{3,}|　{2,}/);
    const tabs = right !== undefined;
    const node = paragraph('Imprint', [textRun(tabs ? `${left}\t${right}` : line)]);
    if (tabs) {
      const properties = (node['w:p'] as XmlNode[])[0] as { 'w:pPr': XmlNode[] };
      properties['w:pPr'].push(el('w:tabs', null, el('w:tab', { 'w:val': 'right', 'w:pos': width - PAGE_NUMBER.indent })));
    }
    return el('w:tr', null, el('w:trPr', null, on('w:cantSplit'), val('w:jc', 'center')), cellNode(width, [node]));
  });
  return el(
    'w:tbl',
    null,
    el(
      'w:tblPr',
      null,
      el('w:tblpPr', { 'w:vertAnchor': 'margin', 'w:horzAnchor': 'margin', 'w:tblpXSpec': 'center', 'w:tblpYSpec': 'bottom' }),
      el('w:tblW', { 'w:w': width, 'w:type': 'dxa' }),
      el(
        'w:tblBorders',
        null,
        el('w:top', rule(THICK)),
        el('w:left', none),
        el('w:bottom', rule(THICK)),
        el('w:right', none),
        el('w:insideH', rule(THIN)),
        el('w:insideV', none),
      ),
      el('w:tblLayout', { 'w:type': 'fixed' }),
    ),
    el('w:tblGrid', null, el('w:gridCol', { 'w:w': width })),
    ...rows,
  );
}
