// The status bar: what is selected and what it adds up to, each unit by itself; in the text, where the cursor stands.

import type { SelectionSummary, UnitSummary } from '../grid/summary.ts';
import { appWords as words } from '../words/app.ts';
import './status-bar.css';

export interface StatusBarProps {
  /** of the grid; null where no table is shown */
  selection: SelectionSummary | null;
  /** of the text editor: short phrases from left to right */
  text: readonly string[];
  /** what there is to say of the active cell: an exception, a balanced figure */
  cell?: string;
  right: string;
}

export function StatusBar({ selection, text, cell, right }: StatusBarProps) {
  return (
    <footer className="status-bar">
      {selection && selection.cells > 0 && (
        <span>
          {words.selected(selection.cells)}
          {selection.cells > 1 && selection.rows !== null && selection.columns !== null
            ? words.selectedArea(selection.rows, selection.columns)
            : ''}
        </span>
      )}
      {selection &&
        selection.cells > 1 &&
        selection.units.map((unit) => (
          <UnitFigures
            key={`${unit.label} ${unit.unit}`}
            label={unit.label}
            sum={unit.sum}
            average={unit.average}
            count={unit.count}
            max={unit.max}
            min={unit.min}
          />
        ))}
      {text.map((phrase) => (
        <span key={phrase} className="status-phrase">
          {phrase}
        </span>
      ))}
      {cell && <span className="status-phrase">{cell}</span>}
      <span className="grow" />
      <span>{right}</span>
    </footer>
  );
}

type Figures = Pick<UnitSummary, 'label' | 'sum' | 'average' | 'count' | 'max' | 'min'>;

function UnitFigures({ label, sum, average, count, max, min }: Figures) {
  const further: readonly (readonly [string, string | number])[] = [
    [words.unitAverage, average],
    [words.unitCount, count],
    [words.unitMax, max],
    [words.unitMin, min],
  ];
  return (
    <>
      <i />
      <span
        className="status-figures"
        title={[`${label}：${words.unitSum} ${sum}`, ...further.map(([word, figure]) => `${word} ${figure}`)].join('　')}
      >
        {label}：{words.unitSum} <b>{sum}</b>
        {further.map(([word, figure]) => (
          <span key={word}>
            {word} <b>{figure}</b>
          </span>
        ))}
      </span>
    </>
  );
}
