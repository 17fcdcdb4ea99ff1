// 显示单位和舍位平衡: in which unit and with how many decimals a table is shown, and which figures that moves, before it is done.

import { App, Button, Checkbox, InputNumber, Modal, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { cellPlaceName, textPlaceName } from '../../shared/checks/sentences.ts';
import { problemPlace } from '../../shared/commands/rounding.ts';
import { countUnitWords } from '../../shared/commands/unit-words.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { holdsFigures } from '../../shared/model/cell-rules.ts';
import type { TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { ShownIn } from '../../shared/model/records.ts';
import { largerUnits } from '../../shared/model/units.ts';
import type { Place } from '../../shared/outline/places.ts';
import { formatExact, trim } from '../../shared/values/exact.ts';
import type { PlanSession } from '../plan/session.ts';
import { roundingWords as words } from '../words/rounding.ts';
import { usesOfTable } from './table-uses.tsx';
import './rounding-dialog.css';

const ROWS = 60;
const SENTENCES = 3;

interface Kept {
  unit: string | null;
  decimals: number;
}
interface Choice {
  kept: Kept;
  unit: string | null;
  decimals: number;
}
type Note = 'none' | 'short' | 'list';

/** The units that a table's figures are kept in, each with the most decimals it prints. */
function unitsKept(live: LivePlan, table: TableId): Kept[] {
  const shape = live.shape(table);
  const found = new Map<string | null, number>();
  for (const row of shape.rows)
    for (const column of shape.leaves) {
      if (!holdsFigures(column)) continue;
      const value = live.value(row.id, column.id);
      if (value.form !== 'number') continue;
      const unit = live.unitOf(row.id, column.id);
      if (unit === '%' || unit === '％' || unit === '‰') continue;
      found.set(unit, Math.max(found.get(unit) ?? 0, live.decimalsOf(row.id, column.id) ?? value.num.d));
    }
  return [...found].map(([unit, decimals]) => ({ unit, decimals }));
}

export interface RoundingDialogProps {
  session: PlanSession;
  table: TableId;
  places: ReadonlyMap<number, Place>;
  onClose(): void;
}

export function RoundingDialog({ session, table, places, onClose }: RoundingDialogProps) {
  const { message } = App.useApp();
  const { live } = session;
  const now = live.state.records.tbl.get(table)?.props.shown;
  const [choices, setChoices] = useState<Choice[]>(() => unitsKept(live, table).map((kept) => choiceNow(kept, now)));
  const [note, setNote] = useState<Note>(now?.note ?? 'none');
  const [unitWords, setUnitWords] = useState(true);
  const units = useMemo(
    () =>
      choices
        .filter(({ kept, unit, decimals }) => unit !== kept.unit || decimals < kept.decimals)
        .map(({ unit, decimals }) => ({ unit, decimals })),
    [choices],
  );
  const shown = useMemo(() => (units.length ? live.shownAs(table, { units }) : null), [live, table, units]);
  const uses = useMemo(() => usesOfTable(live, table, places), [live, table, places]);
  const unitPlaces = useMemo(() => {
    const record = live.state.records.tbl.get(table);
    return record && units.length ? countUnitWords(live, record, { ...record, props: { ...record.props, shown: { units } } }) : 0;
  }, [live, table, units]);
  const problem = shown?.problem;
  const shape = live.shape(table);
  const name = shape.number || shape.title;

  const set = (i: number, change: Partial<Choice>) => setChoices(choices.map((c, k) => (k === i ? { ...c, ...change } : c)));
  const run = (asked: ShownIn['units']) => {
    const done = session.run({ type: 'balance-rounding', table, units: asked, note, words: unitWords });
    if (done.ok) onClose();
    else void message.error(sentenceOf(done.failure));
  };
  const figures = uses.reduce((n, use) => n + use.fields, 0);

  return (
    <Modal
      open
      centered
      width={720}
      title={words.title(name)}
      onCancel={onClose}
      footer={[
        now && (
          <Button key="off" size="large" className="rounding-off" onClick={() => run([])}>
            {words.off}
          </Button>
        ),
        <Button key="cancel" size="large" onClick={onClose}>
          {words.cancel}
        </Button>,
        <Button key="apply" size="large" type="primary" disabled={!units.length || Boolean(problem)} onClick={() => run(units)}>
          {words.apply}
        </Button>,
      ]}
    >
      <p className="rounding-intro">{words.intro}</p>
      <table className="rounding-units">
        <thead>
          <tr>
            <th>{words.keptIn}</th>
            <th>{words.shownIn}</th>
            <th>{words.decimals}</th>
          </tr>
        </thead>
        <tbody>
          {choices.map((choice, i) => {
            const { kept } = choice;
            const label = kept.unit ?? words.noUnit;
            return (
              <tr key={label}>
                <td>{label}</td>
                <td>
                  <Select
                    aria-label={`${label} ${words.shownIn}`}
                    value={choice.unit ?? ''}
                    popupMatchSelectWidth={false}
                    options={[
                      { value: kept.unit ?? '', label: kept.unit ?? words.asKept },
                      ...largerUnits(kept.unit).map((unit) => ({ value: unit, label: unit })),
                    ]}
                    onChange={(unit) => set(i, unit === (kept.unit ?? '') ? { ...kept } : { unit, decimals: 2 })}
                  />
                </td>
                <td>
                  <InputNumber
                    aria-label={`${label} ${words.decimals}`}
                    min={0}
                    max={choice.unit === kept.unit ? kept.decimals : 10}
                    precision={0}
                    value={choice.decimals}
                    onChange={(decimals) => decimals !== null && set(i, { decimals })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="rounding-note">
        <span>{words.note}</span>
        <Radio.Group
          value={note}
          onChange={(event) => setNote(event.target.value as Note)}
          options={(['none', 'short', 'list'] as const).map((value) => ({ value, label: words.notes[value] }))}
        />
      </div>
      <h3 className="rounding-head">
        {words.preview} {shown && !problem && shown.adjusted.length > 0 && <small>{words.adjusted(shown.adjusted.length)}</small>}
      </h3>
      <div className="rounding-preview" role="status">
        {!shown && <p className="quiet">{words.nothingToShow}</p>}
        {problem && (
          <p className="rounding-problem" role="alert">
            {sentenceOf({ code: 'cannot-balance', details: { ...problemPlace(live, problem), table: name } })}。
          </p>
        )}
        {shown && !problem && shown.adjusted.length === 0 && <p className="quiet">{words.nothingAdjusted}</p>}
        {shown && !problem && shown.adjusted.length > 0 && (
          <table className="rounding-cells">
            <thead>
              <tr>
                <th>{words.columns.place}</th>
                <th>{words.columns.kept}</th>
                <th>{words.columns.rounded}</th>
                <th>{words.columns.shown}</th>
              </tr>
            </thead>
            <tbody>
              {shown.adjusted.slice(0, ROWS).map((cell) => (
                <tr key={`${cell.row}:${cell.column}`}>
                  <td>{cellPlaceName(live, table, cell.row, cell.column)}</td>
                  <td title={formatExact(trim(cell.exact))}>{live.keptText(cell.row, cell.column)}</td>
                  <td>{formatExact(cell.rounded)}</td>
                  <td>
                    <b>{formatExact(cell.shown)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {shown && shown.adjusted.length > ROWS && <p className="quiet">{words.more(shown.adjusted.length - ROWS)}</p>}
      </div>
      {shown && !problem && figures > 0 && (
        <div className="rounding-sentences">
          <p>{words.sentences(figures)}</p>
          {unitPlaces > 0 && (
            <Checkbox checked={unitWords} onChange={(event) => setUnitWords(event.target.checked)}>
              {words.unitWords(unitPlaces)}
            </Checkbox>
          )}
          {uses.slice(0, SENTENCES).map((use) => (
            <p key={use.block} className="quiet">
              {textPlaceName(use.place)}　{use.pieces.map((piece) => piece.text).join('')}
            </p>
          ))}
        </div>
      )}
    </Modal>
  );
}

/** What a unit is shown in at present. */
function choiceNow(kept: Kept, now: ShownIn | undefined): Choice {
  const to = now?.units.find((u) => u.unit === kept.unit || (u.unit !== null && largerUnits(kept.unit).includes(u.unit)));
  return { kept, unit: to ? to.unit : kept.unit, decimals: to ? to.decimals : kept.decimals };
}
