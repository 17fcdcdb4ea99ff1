// 对应: what the file has against what the plan has, each guess with its reason, each to be changed by choosing another or none.

import { Select } from 'antd';
import { useMemo } from 'react';
import type { MappedColumn, MappedRow } from '../../shared/contract/import.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { PlanSession } from '../plan/session.ts';
import { importWords as words } from '../words/import.ts';
import { columnLetters } from './bands.ts';
import { VirtualRows } from './virtual-rows.tsx';
import type { Wizard } from './wizard-state.ts';
import './step-map.css';

const ROW = 36;
const OUT = '';

export function MapStep({ session, wizard }: { session: PlanSession; wizard: Wizard }) {
  const { state } = wizard;
  const { live } = session;
  const proposal = state.proposal;
  const targets = useMemo(
    () =>
      live.tables().map((table) => {
        const shape = live.shape(table.id);
        return { value: table.id, label: `${shape.number} ${shape.title}`.trim() };
      }),
    [live],
  );
  const shape = proposal ? live.shape(proposal.target.id) : null;
  const columnChoices = useMemo(
    () => [
      { value: OUT, label: words.leaveOut },
      ...(shape?.leaves ?? [])
        .filter((leaf) => leaf.role === 'value' || leaf.role === 'note')
        .map((leaf) => ({ value: leaf.key, label: shape?.path(leaf.id).join('·') ?? leaf.title })),
    ],
    [shape],
  );
  const rowChoices = useMemo(
    () => [
      { value: OUT, label: words.leaveOut },
      ...(shape?.rows ?? []).filter((row) => row.kind !== 'group').map((row) => ({ value: row.key, label: rowLabel(live, row) })),
    ],
    [shape, live],
  );

  const mapColumn = (column: MappedColumn, key: string) => {
    if (state.target === null) return;
    const columns = { ...state.map.columns, [String(column.fromColumn)]: key === OUT ? null : key };
    void wizard.propose(state.target, { ...state.map, columns });
  };
  const mapRow = (row: MappedRow, key: string) => {
    if (state.target === null) return;
    const rows = { ...state.map.rows, [String(row.fromRow)]: key === OUT ? null : key };
    void wizard.propose(state.target, { ...state.map, rows });
  };

  return (
    <div className="wizard-map">
      <div className="wizard-bar">
        <strong>{words.target}</strong>
        <Select
          className="map-target"
          aria-label={words.target}
          value={state.target ?? undefined}
          options={targets}
          onChange={(id) => void wizard.propose(id, { rows: {}, columns: {}, units: {} })}
        />
        <span className="quiet" role="status">
          {state.busy === 'searching' ? words.searching : state.busy === 'proposing' ? words.proposing : ''}
        </span>
        {state.failure && (
          <span className="wizard-failure" role="alert">
            {sentenceOf(state.failure)}
          </span>
        )}
      </div>
      {proposal && (
        <div className="map-tables">
          <MapTable
            title={words.columns}
            count={proposal.mapping.columns.length}
            row={(i) => {
              const column = proposal.mapping.columns[i] as MappedColumn;
              return (
                <MapLine
                  key={column.fromColumn}
                  from={column.from}
                  place={columnLetters(column.fromColumn)}
                  why={whyColumn(column)}
                  value={column.to ?? OUT}
                  choices={columnChoices}
                  note={column.computed ? words.computedHere : ''}
                  onChange={(key) => mapColumn(column, key)}
                />
              );
            }}
          />
          <MapTable
            title={words.rows}
            count={proposal.mapping.rows.length}
            row={(i) => {
              const row = proposal.mapping.rows[i] as MappedRow;
              return (
                <MapLine
                  key={row.fromRow}
                  from={row.from}
                  place={String(row.fromRow)}
                  why={row.how ? words.how[row.how] : words.noPlace}
                  value={row.to ?? OUT}
                  choices={rowChoices}
                  note={row.computed ? words.computedHere : ''}
                  onChange={(key) => mapRow(row, key)}
                />
              );
            }}
          />
        </div>
      )}
    </div>
  );
}

function whyColumn(column: MappedColumn): string {
  const how = column.how ? words.how[column.how] : words.noPlace;
  return column.converted && column.unit && column.toUnit ? `${how}，${words.converted(column.unit, column.toUnit)}` : how;
}

function MapTable({ title, count, row }: { title: string; count: number; row(i: number): React.ReactNode }) {
  return (
    <section className="map-table">
      <h2>{title}</h2>
      <div className="map-line map-line-head" aria-hidden="true">
        <span />
        <span>{words.inFile}</span>
        <span>{words.why}</span>
        <span>{words.inPlan}</span>
      </div>
      <VirtualRows className="map-rows" label={title} count={count} height={ROW} row={row} />
    </section>
  );
}

interface MapLineProps {
  from: string;
  place: string;
  why: string;
  value: string;
  choices: { value: string; label: string }[];
  note: string;
  onChange(key: string): void;
}

function MapLine({ from, place, why, value, choices, note, onChange }: MapLineProps) {
  return (
    <div className={value === OUT ? 'map-line is-out' : 'map-line'} style={{ height: ROW }}>
      <span className="map-place">{place}</span>
      <span className="map-from" title={from}>
        {from}
      </span>
      <span className={value === OUT ? 'map-why is-out' : 'map-why'}>{note || why}</span>
      <Select
        size="small"
        showSearch
        optionFilterProp="label"
        aria-label={`${from}：${words.inPlan}`}
        value={value}
        options={choices}
        onChange={onChange}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}
