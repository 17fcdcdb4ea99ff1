// The table's own buttons in the tool bar: rows, columns, a total row where there is none, decimals, paste, and “-”.

import { App, Button, Dropdown, Form, Input, InputNumber, Modal } from 'antd';
import { type RefObject, useMemo, useState } from 'react';
import type { Command } from '../../shared/commands/schema.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { ColumnId, TableId } from '../../shared/model/ids.ts';
import type { Place } from '../../shared/outline/places.ts';
import type { TableEditorHandle } from '../grid/TableEditor.tsx';
import type { CellRef, PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { appWords as words } from '../words/app.ts';
import { columnWords } from '../words/column.ts';
import { roundingWords } from '../words/rounding.ts';
import { tableToolWords } from '../words/table-tools.ts';
import { ColumnDialog } from './column-dialog.tsx';
import { Icon } from './icons.tsx';
import { RoundingDialog } from './rounding-dialog.tsx';

export interface TableToolsProps {
  session: PlanSession;
  table: TableId;
  cell: CellRef | null;
  places: ReadonlyMap<number, Place>;
  editor: RefObject<TableEditorHandle | null>;
}

export function TableTools({ session, table, cell, places, editor }: TableToolsProps) {
  const { message, modal } = App.useApp();
  const [adding, setAdding] = useState(false);
  const [rounding, setRounding] = useState(false);
  const [setting, setSetting] = useState(false);
  const version = useTopic(session, `shape:${table}`);
  const { live } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the table's structure
  const { hasTotal, column } = useMemo(() => {
    const shape = live.shape(table);
    const found = cell?.table === table ? live.state.records.col.get(cell.column) : undefined;
    return { hasTotal: shape.rows.some((row) => row.kind === 'total'), column: found };
  }, [live, table, cell, version]);
  if (session.readOnly) return null;

  const run = (command: Command): boolean => {
    const done = session.run(command);
    if (!done.ok) void message.error(sentenceOf(done.failure));
    editor.current?.focus();
    return done.ok;
  };
  const setDecimals = (decimals: number) => {
    if (!column) return;
    const done = session.run({ type: 'set-column', col: column.id, set: { decimals } });
    if (done.ok) return;
    if (done.failure.details.why !== 'rounding') {
      void message.error(sentenceOf(done.failure));
      return;
    }
    modal.confirm({
      title: tableToolWords.roundTitle,
      content: sentenceOf(done.failure),
      okText: tableToolWords.round,
      onOk: () => run({ type: 'set-column', col: column.id, set: { decimals }, round: true }),
    });
  };
  const decimals = column?.decimals ?? null;
  const canSetDecimals = column?.kind === 'number' && column.role === 'value' && decimals !== null;

  return (
    <>
      <Tool icon="row-in" word={words.insertRow} onClick={() => editor.current?.insertRows('below')} />
      <Tool icon="column-in" word={words.insertColumn} onClick={() => setAdding(true)} />
      {column && <Tool word={columnWords.open} onClick={() => setSetting(true)} />}
      {!hasTotal && (
        <Tool
          icon="total"
          word={words.totalRow}
          onClick={() =>
            run({
              type: 'add-rows',
              table,
              rows: [{ id: session.mint<'row'>(), label: words.totalLabel, kind: 'total', place: 'last' }],
              place: 'last',
            })
          }
        />
      )}
      <Dropdown
        disabled={!canSetDecimals}
        trigger={['click']}
        menu={{
          items: [
            { key: 'more', label: words.moreDecimals },
            { key: 'fewer', label: words.fewerDecimals, disabled: decimals === 0 },
          ],
          onClick: ({ key }) => setDecimals((decimals ?? 0) + (key === 'more' ? 1 : -1)),
        }}
      >
        <button type="button" className="bar-button" disabled={!canSetDecimals} aria-haspopup="menu">
          <Icon name="decimals" />
          <span>{words.decimals}</span>
        </button>
      </Dropdown>
      {live.state.records.tbl.get(table)?.role !== 'ledger' && (
        <Tool icon="units" word={roundingWords.tool} onClick={() => setRounding(true)} />
      )}
      <Tool icon="paste" word={tableToolWords.paste} onClick={() => editor.current?.paste()} />
      <i className="bar-line" />
      <Tool word={words.markNone} onClick={() => editor.current?.markNone()} />
      {rounding && (
        <RoundingDialog
          session={session}
          table={table}
          places={places}
          onClose={() => {
            setRounding(false);
            editor.current?.focus();
          }}
        />
      )}
      {setting && column && (
        <ColumnDialog
          session={session}
          column={column}
          onClose={() => {
            setSetting(false);
            editor.current?.focus();
          }}
        />
      )}
      {adding && (
        <NewColumn
          onClose={() => setAdding(false)}
          onAdd={(title, unit, places) => {
            const beside = column ? columnBeside(session, column.id) : undefined;
            const done = run({
              type: 'add-column',
              table,
              column: {
                id: session.mint<'column'>(),
                title,
                role: 'value',
                kind: 'number',
                unit: unit || null,
                decimals: places,
              },
              parent: beside?.parentId ?? null,
              place: beside ? { after: beside.id } : 'last',
            });
            if (done) setAdding(false);
          }}
        />
      )}
    </>
  );
}

/** A new column stands beside the active one, in its group; the label columns stay first. */
function columnBeside(session: PlanSession, column: ColumnId) {
  const record = session.live.state.records.col.get(column);
  return record && (record.role === 'value' || record.role === 'note') ? record : undefined;
}

function Tool({
  icon,
  word,
  onClick,
}: {
  icon?: 'row-in' | 'column-in' | 'total' | 'paste' | 'units';
  word: string;
  onClick(): void;
}) {
  return (
    <button type="button" className="bar-button" onClick={onClick}>
      {icon && <Icon name={icon} />}
      <span>{word}</span>
    </button>
  );
}

function NewColumn({ onClose, onAdd }: { onClose(): void; onAdd(title: string, unit: string, decimals: number | null): void }) {
  const [title, setTitle] = useState('');
  const [unit, setUnit] = useState('');
  const [decimals, setDecimals] = useState<number | null>(0);
  const add = () => title.trim() && onAdd(title.trim(), unit.trim(), decimals);
  return (
    <Modal
      open
      centered
      width={400}
      title={words.insertColumn}
      onCancel={onClose}
      footer={[
        <Button key="cancel" size="large" onClick={onClose}>
          {words.cancel}
        </Button>,
        <Button key="add" size="large" type="primary" disabled={!title.trim()} onClick={add}>
          {words.insertColumn}
        </Button>,
      ]}
    >
      <Form labelCol={{ span: 6 }} onFinish={add} size="middle">
        <Form.Item label={tableToolWords.title} htmlFor="column-title">
          <Input id="column-title" autoFocus value={title} onChange={(e) => setTitle(e.target.value)} onPressEnter={add} />
        </Form.Item>
        <Form.Item label={tableToolWords.unit} htmlFor="column-unit">
          <Input
            id="column-unit"
            value={unit}
            placeholder={tableToolWords.unitPlaceholder}
            onChange={(e) => setUnit(e.target.value)}
            onPressEnter={add}
          />
        </Form.Item>
        <Form.Item label={words.decimals} htmlFor="column-decimals">
          <InputNumber id="column-decimals" min={0} max={6} precision={0} value={decimals} onChange={setDecimals} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
