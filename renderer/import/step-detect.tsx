// 识别: what the program took each row for. The sheet on its colours on the left, the bands with their ranges on the right; another
// sheet or another table of it is one click away.

import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import type { FoundTable, Inspection } from '../../shared/contract/import.ts';
import { Icon } from '../app/icons.tsx';
import { extensionOf } from '../files/paths.ts';
import type { BandName } from '../theme/tokens.ts';
import { importWords as words } from '../words/import.ts';
import { bandsOf } from './bands.ts';
import { SheetView } from './sheet-view.tsx';
import type { Wizard } from './wizard-state.ts';

const BANDS: BandName[] = ['title', 'unit', 'header', 'label', 'data', 'total', 'note'];

export function DetectStep({ wizard, inspection, onAnother }: { wizard: Wizard; inspection: Inspection; onAnother(): void }) {
  const { state } = wizard;
  const sheet = inspection.sheets.find((s) => s.name === state.sheet);
  const table = sheet?.tables[state.tableIndex];
  const bands = useMemo(() => (table && sheet ? bandsOf(table, sheet) : null), [table, sheet]);
  const blank = table ? blankCells(table) : 0;

  return (
    <div className="wizard-body">
      <div className="wizard-main">
        <div className="wizard-bar">
          <span className="tag">
            {words.format(extensionOf(inspection.file.name) || inspection.format)}　{words.book}
          </span>
          <strong>{inspection.file.name}</strong>
          <Button size="small" onClick={onAnother}>
            {words.chooseAnother}
          </Button>
          <span className="grow" />
          {sheet && sheet.tables.length > 1 && (
            <Segmented
              size="small"
              value={state.tableIndex}
              onChange={(value) => wizard.chooseTable(sheet.name, Number(value))}
              options={sheet.tables.map((t, i) => ({
                value: i,
                label: words.tableNth(i + 1, (t.title ?? words.noTitle).slice(0, 12)),
              }))}
            />
          )}
        </div>
        <div className="sheet-frame">
          {sheet && <SheetView key={sheet.name} sheet={sheet} table={table ?? null} bands={bands} />}
          <div className="sheet-tabs" role="tablist">
            {inspection.sheets.map((s) => (
              <button
                key={s.name}
                type="button"
                role="tab"
                aria-selected={s.name === state.sheet}
                onClick={() => wizard.chooseTable(s.name, 0)}
              >
                {s.name}
                {s.rows === 0 ? words.emptySheet : s.hidden ? words.hiddenSheet : ''}
              </button>
            ))}
            <span className="grow" />
            {table && <span className="quiet">{words.usedRange(table.range)}</span>}
          </div>
        </div>
      </div>
      <aside className="wizard-side">
        <div className="wizard-side-head">
          <h2>{words.found}</h2>
          {table && <span className="tag is-passed">{words.canGoOn}</span>}
        </div>
        {!table || !bands ? (
          <p className="wizard-note">{words.noTable}</p>
        ) : (
          <>
            <p className="wizard-note">{words.foundHint}</p>
            <ul className="band-list">
              {BANDS.map((band) => (
                <li key={band} className={bands.ranges[band] ? undefined : 'is-absent'}>
                  <i className={`band-swatch band-${band}`} />
                  <span>
                    <strong>{words.bands[band]}</strong>
                    <small>{bands.ranges[band] ? whyOf(table, band) : words.notFound}</small>
                  </span>
                  <b>{bands.ranges[band]}</b>
                </li>
              ))}
            </ul>
            {(table.findings.length > 0 || blank > 0) && (
              <section className="wizard-attention">
                <h2>
                  {words.attention} <small>{words.items(table.findings.length + (blank > 0 ? 1 : 0))}</small>
                </h2>
                {blank > 0 && (
                  <div className="attention">
                    <Icon name="note" />
                    <div>
                      <p>{words.blankCells(blank)}</p>
                      <Segmented
                        size="small"
                        value={state.blanks ?? 'leave'}
                        disabled={state.blanks === null}
                        onChange={(value) => wizard.patch({ blanks: value })}
                        options={(['none', 'leave', 'clear'] as const).map((value) => ({ value, label: words.blanks[value] }))}
                      />
                    </div>
                  </div>
                )}
                {table.findings.map((finding, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the findings of one reading never move
                  <div key={i} className="attention">
                    <i className="dot" />
                    <p>{finding.message}</p>
                  </div>
                ))}
              </section>
            )}
          </>
        )}
      </aside>
    </div>
  );
}

function blankCells(table: FoundTable): number {
  let blank = 0;
  for (const row of table.rows) {
    if (row.kind === 'section') continue;
    for (const column of table.columns) if (column.kind === 'number' && !row.cells[String(column.index)]) blank++;
  }
  return blank;
}

/** The program's own reason for a part, else what it counts. */
function whyOf(table: FoundTable, band: BandName): string {
  const part = (
    { title: 'title', unit: 'unit', header: 'header', label: 'labels', data: 'data', total: 'totals', note: 'notes' } as const
  )[band];
  const guess = table.guesses.find((g) => g.part === part);
  if (guess?.message) return guess.message;
  const data = table.rows.filter((row) => row.kind === 'data').length;
  switch (band) {
    case 'header':
      return words.headerLevels(Math.max(1, ...table.columns.map((c) => c.path.length)), table.columns.length);
    case 'label':
      return words.labelCount(data);
    case 'data':
      return words.dataCount(data * table.columns.length, blankCells(table));
    case 'total':
      return words.totalCount(table.totalRows.length);
    case 'note':
      return words.noteCount(table.noteRows.length);
    case 'unit':
      return words.unitRow;
    default:
      return table.title ?? '';
  }
}
