// The sheet as it lies in the file, read-only, each row on the colour of what it was taken for, with the band's word beside it: the
// colour is never the only sign.

import { useMemo } from 'react';
import type { FoundTable, InspectedSheet } from '../../shared/contract/import.ts';
import { importWords as words } from '../words/import.ts';
import { columnLetters, type TableBands } from './bands.ts';
import { VirtualRows } from './virtual-rows.tsx';
import './bands.css';
import './sheet-view.css';

const MOST_COLUMNS = 60;
const ROW = 28;

export interface SheetViewProps {
  sheet: InspectedSheet;
  table: FoundTable | null;
  bands: TableBands | null;
}

export function SheetView({ sheet, table, bands }: SheetViewProps) {
  const columns = Math.min(MOST_COLUMNS, Math.max(1, sheet.columns));
  const merges = useMemo(() => {
    const start = new Map<string, { span: number; down: number }>();
    const covered = new Set<string>();
    for (const merge of sheet.merges ?? []) {
      start.set(`${merge.top},${merge.left}`, { span: merge.right - merge.left + 1, down: merge.bottom - merge.top + 1 });
      for (let r = merge.top; r <= merge.bottom; r++)
        for (let c = merge.left; c <= merge.right; c++) if (r !== merge.top || c !== merge.left) covered.add(`${r},${c}`);
    }
    return { start, covered };
  }, [sheet]);
  const widths = useMemo(() => columnWidths(sheet, columns, bands), [sheet, columns, bands]);
  const figures = useMemo(() => new Set(table?.columns.filter((c) => c.kind === 'number').map((c) => c.index)), [table]);
  const grid = {
    gridTemplateColumns: `56px 36px ${widths.map((width) => `minmax(0, ${width}fr)`).join(' ')}`,
    minWidth: 92 + widths.reduce((sum, width) => sum + width, 0),
    height: ROW,
  };
  const hidden = useMemo(() => new Set(sheet.hiddenRows), [sheet]);

  const row = (index: number) => {
    const r = index + 1;
    const band = bands?.of.get(r);
    const startsBand = band !== undefined && bands?.of.get(r - 1) !== band;
    return (
      <div
        key={r}
        className={['sheet-row', band ? `band-${band}` : '', startsBand ? 'is-first' : '', hidden.has(r) ? 'is-hidden' : ''].join(
          ' ',
        )}
        style={grid}
      >
        <span className="sheet-band">{startsBand && band ? words.bands[band] : ''}</span>
        <span className="sheet-number">{r}</span>
        {Array.from({ length: columns }, (_, i) => i + 1).map((c) => {
          const key = `${r},${c}`;
          if (merges.covered.has(key)) {
            const above = merges.start.has(`${r},${c}`);
            return above ? null : <Covered key={key} merges={merges} row={r} column={c} />;
          }
          const merge = merges.start.get(key);
          const text = sheet.cells?.[key] ?? '';
          const inBody = band === 'data' || band === 'total';
          const number = (inBody && figures.has(c)) || /^[-+]?[\d,]+(\.\d+)?%?$/.test(text.trim());
          const runsBack = !number && c === columns && band === 'unit';
          const runsOn = !number && text !== '' && !merge && c < columns && !sheet.cells?.[`${r},${c + 1}`];
          const isLabel = band === 'data' && bands?.labelColumns.has(c);
          return (
            <span
              key={key}
              className={[
                number ? 'is-number' : '',
                merge && merge.span > 1 ? 'is-merged' : '',
                isLabel ? 'band-label-cell' : '',
                runsBack ? 'runs-back' : runsOn ? 'runs-on' : '',
                band === 'header' || (merge && merge.span > 1 && band === 'title') ? 'is-centred' : '',
              ].join(' ')}
              style={merge && merge.span > 1 ? { gridColumn: `span ${Math.min(merge.span, columns - c + 1)}` } : undefined}
              title={text.length > 12 ? text : undefined}
            >
              {text}
            </span>
          );
        })}
      </div>
    );
  };

  return (
    <VirtualRows
      className="sheet-view"
      label={sheet.name}
      count={sheet.rows}
      height={ROW}
      row={row}
      head={
        <div className="sheet-row sheet-letters" style={grid} aria-hidden="true">
          <span />
          <span />
          {Array.from({ length: columns }, (_, i) => (
            <span key={columnLetters(i + 1)}>{columnLetters(i + 1)}</span>
          ))}
        </div>
      }
    />
  );
}

/** A cell under a merge that reaches down: an empty place (the merge's own row draws what it spans to the right). */
function Covered({
  merges,
  row,
  column,
}: {
  merges: { start: ReadonlyMap<string, { span: number; down: number }> };
  row: number;
  column: number;
}) {
  for (let c = column; c >= 1; c--) {
    const own = merges.start.get(`${row},${c}`);
    if (own && c + own.span > column) return null;
    if (own) break;
  }
  return <span className="is-covered" />;
}

/** Wide enough for the figures and names of the first rows; headings wrap their excess away. */
function columnWidths(sheet: InspectedSheet, columns: number, bands: TableBands | null): number[] {
  const widths = Array.from({ length: columns }, () => 56);
  const merged = new Set((sheet.merges ?? []).filter((m) => m.right > m.left).map((m) => `${m.top},${m.left}`));
  for (const [key, text] of Object.entries(sheet.cells ?? {})) {
    const [row = 0, column = 0] = key.split(',').map(Number);
    if (row > 200 || column > columns || merged.has(key)) continue;
    const band = bands?.of.get(row);
    if (band === 'note') continue;
    let width = 17;
    // totals are printed heavier, so a little wider
    const narrow = band === 'total' ? 8.7 : 8;
    for (const letter of text) width += letter.charCodeAt(0) > 255 ? 14 : narrow;
    const most = band === 'data' || band === 'total' ? 220 : 108;
    widths[column - 1] = Math.max(widths[column - 1] ?? 0, Math.min(most, Math.ceil(width)));
  }
  return widths;
}
