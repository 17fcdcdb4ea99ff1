// The picker under the cursor: table → row → column with live values, a search over all of them, or an expression.
//
// The keyboard leads: typing searches, ↑↓ choose, Enter inserts, Esc goes back to the text. In the three lists ←→ change the list.

import { Button, Checkbox, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { columnName } from '../../shared/formulas/words.ts';
import type { FieldFormat } from '../../shared/model/blocks.ts';
import type { FieldId } from '../../shared/model/ids.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import { cellExpression } from '../../shared/outline/number-offers.ts';
import type { CellRef } from '../plan/session-types.ts';
import { textWords } from '../words/text.ts';
import { FloatCard } from './float.tsx';
import { insertField } from './insert-field.ts';
import type { PageEditor } from './page-editor.ts';
import { isExpression, MOST_PICKS, pickColumns, pickRows, readExpression, searchCells } from './pick-search.ts';

export interface PickRequest {
  /** the place in the page */
  pos: number;
  /** the field that gets a new source; null = a new one */
  field: { id: FieldId; expr: string; fmt: FieldFormat | null } | null;
}

interface FieldPickerProps {
  editor: PageEditor;
  request: PickRequest;
  onClose(): void;
}

type List = 'table' | 'row' | 'column';
const LIST_WORD = { table: 'pickTable', row: 'pickRow', column: 'pickColumn' } as const;
const LISTS: readonly List[] = ['table', 'row', 'column'];

export function FieldPicker({ editor, request, onClose }: FieldPickerProps) {
  const { live } = editor.session;
  const input = useRef<InputRef>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [list, setList] = useState<List>('row');
  const [cell, setCell] = useState<CellRef | null>(() => startCell(editor, request));
  const [withUnit, setWithUnit] = useState(() =>
    request.field ? Boolean(request.field.fmt?.unit) : !unitFollows(editor, request.pos),
  );
  const [about, setAbout] = useState(request.field?.fmt?.approx === '约');
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => input.current?.focus(), []);

  const expressed = useMemo(() => (isExpression(query) ? readExpression(live, query) : null), [live, query]);
  const found = useMemo(() => (query.trim() && !expressed ? searchCells(live, query) : null), [live, query, expressed]);
  const chosen: CellRef | null = found ? (found[Math.min(at, found.length - 1)] ?? null) : cell;
  const expr = expressed ? (expressed.ok ? expressed.expr : null) : chosen ? cellExpression(live, chosen) : null;
  const unit = chosen && !expressed ? (live.shownUnitOf(chosen.row, chosen.column) ?? '') : '';
  const kept = request.field?.fmt ?? {};
  const fmt: FieldFormat = { ...kept };
  delete fmt.unit;
  if (fmt.approx === '约') delete fmt.approx;
  if (withUnit && (unit || kept.unit)) fmt.unit = unit || (kept.unit as string);
  if (about) fmt.approx = '约';
  const shown = expr === null ? null : editor.text.field(expr, fmt);

  function close(): void {
    onClose();
    editor.view.focus();
  }

  function insert(): void {
    if (expr === null) return;
    const done = insertField(editor, request, expr, Object.keys(fmt).length ? fmt : null);
    if (done.ok) close();
    else setFailure(done.failure);
  }

  function move(by: number): void {
    if (found) {
      setAt((n) => Math.max(0, Math.min(found.length - 1, n + by)));
      return;
    }
    const items = itemsOf(list);
    const now = items.findIndex((item) => item.on);
    const next = items[Math.max(0, Math.min(items.length - 1, now + by))];
    if (next) next.choose();
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const empty = query === '';
    if (event.key === 'Escape') close();
    else if (empty && (event.key === '=' || event.key === '＝')) {
      // The second = is a plain one.
      close();
      editor.view.dispatch(editor.view.state.tr.insertText(event.key));
    } else if (event.key === 'Enter') insert();
    else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'PageDown') move(8);
    else if (event.key === 'PageUp') move(-8);
    else if (empty && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      const next = LISTS[LISTS.indexOf(list) + (event.key === 'ArrowLeft' ? -1 : 1)];
      if (next) setList(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  interface Item {
    key: number;
    label: string;
    value: string;
    on: boolean;
    choose(): void;
  }

  function itemsOf(which: List): Item[] {
    if (which === 'table') {
      return live
        .tables()
        .filter((table) => !table.props.hidden && pickColumns(live, table.id).length > 0)
        .map((table) => {
          const shape = live.shape(table.id);
          return {
            key: table.id,
            label: [shape.number, shape.title].filter(Boolean).join(' '),
            value: '',
            on: cell?.table === table.id,
            choose: () => setCell(firstCell(editor, table.id)),
          };
        });
    }
    if (!cell) return [];
    if (which === 'row') {
      return pickRows(live, cell.table).map((row) => ({
        key: row.id,
        label: rowLabel(live, row),
        value: live.text(row.id, cell.column),
        on: cell.row === row.id,
        choose: () => setCell({ ...cell, row: row.id }),
      }));
    }
    return pickColumns(live, cell.table).map((column) => ({
      key: column.id,
      label: columnName(live, column.id, '·'),
      value: live.text(cell.row, column.id),
      on: cell.column === column.id,
      choose: () => setCell({ ...cell, column: column.id }),
    }));
  }

  return (
    <FloatCard
      view={editor.view}
      pos={request.pos}
      className="field-picker"
      stays
      onKeyDown={onKeyDown}
      label={textWords.pickTitle}
    >
      <Input
        ref={input}
        value={query}
        status={expressed && !expressed.ok ? 'error' : ''}
        placeholder={textWords.pickSearch}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
          setFailure(null);
        }}
      />
      {expressed ? (
        <div className="expression">
          {expressed.ok ? editor.text.fieldName(expressed.expr) : <span className="why">{sentenceOf(expressed.failure)}。</span>}
        </div>
      ) : found ? (
        <div className="found-cells" role="listbox" tabIndex={-1} aria-label={textWords.pickTitle}>
          {found.map((item, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys in the search box choose
            <div
              key={`${item.row}:${item.column}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              ref={i === at ? scrollToIt : undefined}
              onClick={() => setAt(i)}
              onDoubleClick={insert}
            >
              <span className="where">
                {item.tableName}·{item.rowName}·{item.columnName}
              </span>
              <span className="value">{item.text || textWords.pickEmpty}</span>
              <span className="unit">{item.unit}</span>
            </div>
          ))}
          {found.length === 0 && <div className="nothing">{textWords.pickNothing}</div>}
          {found.length === MOST_PICKS && <div className="nothing">{textWords.pickMany(MOST_PICKS)}</div>}
        </div>
      ) : (
        <div className="lists">
          {LISTS.map((which) => (
            <div key={which} className={which === list ? `list ${which} on` : `list ${which}`}>
              <div className="head">
                {{ table: textWords.pickTable, row: textWords.pickRow, column: textWords.pickColumn }[which]}
              </div>
              <div className="items" role="listbox" tabIndex={-1} aria-label={textWords[LIST_WORD[which]]}>
                {itemsOf(which).map((item) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys in the search box choose
                  <div
                    key={item.key}
                    role="option"
                    tabIndex={-1}
                    aria-selected={item.on}
                    ref={item.on ? scrollToIt : undefined}
                    title={item.label}
                    onClick={() => {
                      setList(which);
                      item.choose();
                      input.current?.focus();
                    }}
                    onDoubleClick={insert}
                  >
                    <span className="where">{item.label}</span>
                    {which !== 'table' && <span className="value">{item.value}</span>}
                  </div>
                ))}
              </div>
            </div>
          ))}
        </div>
      )}
      <div className="foot">
        <Checkbox checked={withUnit} disabled={!unit && !kept.unit} onChange={(event) => setWithUnit(event.target.checked)}>
          {textWords.pickUnit}
          {unit && `（${unit}）`}
        </Checkbox>
        <Checkbox checked={about} onChange={(event) => setAbout(event.target.checked)}>
          {textWords.pickAbout}
        </Checkbox>
        <span className="shown">
          {shown && <span className={shown.error ? 'broken' : ''}>{shown.text}</span>}
          {failure && <span className="why">{sentenceOf(failure)}。</span>}
        </span>
        <span className="key">{textWords.pickKeys}</span>
        <Button size="small" type="primary" disabled={expr === null} onClick={insert}>
          {request.field ? textWords.pickChange : textWords.pickInsert}
        </Button>
        <Button size="small" onClick={close}>
          {textWords.pickCancel}
        </Button>
      </div>
    </FloatCard>
  );
}

function scrollToIt(dom: HTMLElement | null): void {
  dom?.scrollIntoView({ block: 'nearest' });
}

/** Where the lists start in a table: its total, first column. */
function firstCell(editor: PageEditor, table: number): CellRef | null {
  const { live } = editor.session;
  const rows = pickRows(live, table);
  const row = rows.find((r) => r.kind === 'total') ?? rows[0];
  const column = pickColumns(live, table)[0];
  return row && column ? { table, row: row.id, column: column.id } : null;
}

/** The field's own cell, else the table that the section is about, else the first table. */
function startCell(editor: PageEditor, request: PickRequest): CellRef | null {
  const own = request.field ? editor.text.cellOf(request.field.expr) : null;
  if (own) return own;
  const near = editor.nearTable(request.pos);
  const { live } = editor.session;
  const table = near ?? live.tables().find((t) => !t.props.hidden && pickColumns(live, t.id).length > 0)?.id;
  return table === undefined ? null : firstCell(editor, table);
}

/** True where the text behind the place says the unit already (12469|套). */
function unitFollows(editor: PageEditor, pos: number): boolean {
  const { doc } = editor.view.state;
  const $pos = doc.resolve(Math.min(pos, doc.content.size));
  const after = $pos.parent.isTextblock
    ? $pos.parent.textBetween($pos.parentOffset, Math.min($pos.parent.content.size, $pos.parentOffset + 4))
    : '';
  return /^(?:万|亿)?(?:套|户|平方米|公顷|亩|元|人|个|间|%|％)/.test(after);
}
