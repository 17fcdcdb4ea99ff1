// From what a person meant to the smallest facts: `decide` checks a command against the plan and answers its changes, or why not.
//
// Pure: it applies nothing (a formula that might close a cycle is tried on the live plan and taken back at once). The store
// writes the changes as one step; the window's replica applies the same ones at once.

import { fail, ok, type Result } from '../contract/failure.ts';
import { parseByName } from '../formulas/parse.ts';
import { writeStored } from '../formulas/stored.ts';
import { type Change, invertAll } from '../model/change.ts';
import { cellKey } from '../model/ids.ts';
import type { ChangedCell, LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import { byOrder, keyBetween } from '../model/order.ts';
import { STAGES, type Stage } from '../model/records.ts';
import {
  addBlock,
  editText,
  insertField,
  joinBlock,
  moveBlocks,
  removeBlocks,
  setBlock,
  spliceBlocks,
  splitBlock,
} from './blocks.ts';
import { cellRecords, writeCells } from './cells.ts';
import { addColumn, addColumnGroup, moveColumns, removeColumns, setColumn } from './columns.ts';
import { joinCells } from './join-cells.ts';
import { addRecord, removeRecord, setProperty, setRecord } from './record-changes.ts';
import { balanceRounding } from './rounding.ts';
import { addRows, moveRows, removeRows, setRow } from './rows.ts';
import type { Command, CommandOf } from './schema.ts';
import { stageChanges } from './stage.ts';
import { addTable, moveTable, removeTable, setRegions, setTable } from './tables.ts';

/** Who acts and when (ISO, UTC): handed in, since the core has no clock. */
export interface Actor {
  by: string;
  at: string;
}

/** The order key behind all of these. */
function lastOrder(records: Iterable<{ id: number; ord: string }>): string {
  const last = [...records].sort(byOrder).at(-1)?.ord ?? null;
  return keyBetween(last, null);
}

/** Rows that come with a paste or an import stand first, their cells and all other cells follow on the plan that has them. */
function withRows(live: LivePlan, rows: Result<Change[]>, cells: () => Result<Change[]>): Result<Change[]> {
  if (!rows.ok) return rows;
  if (!rows.value.length) return cells();
  live.apply(rows.value);
  try {
    const rest = cells();
    return rest.ok ? ok([...rows.value, ...rest.value]) : rest;
  } finally {
    live.apply(invertAll(rows.value));
  }
}

function setFormula(live: LivePlan, command: CommandOf<'set-formula'>): Result<Change[]> {
  const { table, col, row, formula } = command;
  if (!live.state.records.tbl.has(table)) return fail('no-such-table', { table });
  if (col === undefined && row === undefined) return fail('bad-command', { why: 'no-target' });
  let stored: string | null = null;
  if (formula !== null && formula.trim() !== '') {
    const parsed = parseByName(formula, { live, table });
    if (!parsed.ok) return parsed;
    stored = writeStored(parsed.value);
  }
  let changes: Change[];
  if (col !== undefined && row !== undefined) {
    const records = cellRecords(live, row, col);
    if (!records.ok) return records;
    const id = cellKey(row, col);
    if (stored === null) changes = removeRecord(live.state, 'cell_formula', id);
    else if (live.state.records.cell_formula.has(id)) changes = setRecord(live.state, 'cell_formula', id, { formula: stored });
    else changes = [addRecord('cell_formula', { id, formula: stored })];
  } else if (col !== undefined) {
    const column = live.state.records.col.get(col);
    if (column?.tableId !== table || column.role === 'group') return fail('no-such-column', { column: col });
    changes = setRecord(live.state, 'col', col, { formula: stored });
  } else {
    if (live.state.records.row.get(row as number)?.tableId !== table) return fail('no-such-row', { row });
    changes = setRecord(live.state, 'row', row as number, { formula: stored });
  }
  return stored === null ? ok(changes) : refuseCycle(live, ok(changes));
}

const addColumnOf = (live: LivePlan, command: CommandOf<'add-column'>): Result<Change[]> =>
  addColumn(live, command.table, command.column, command.parent, command.place);

/** Tries the changes, and the plan is as it was: formulas that make cells read each other in a ring are refused with the ring. */
function refuseCycle(live: LivePlan, decided: Result<Change[]>): Result<Change[]> {
  if (!decided.ok || !decided.value.length) return decided;
  const changes = decided.value;
  const changed = new Set(changes.map((change) => (change.k === 'rec' ? `${change.e} ${change.id}` : '')));
  const isChanged = ({ row, column }: ChangedCell): boolean =>
    changed.has(`col ${column}`) || changed.has(`row ${row}`) || changed.has(`cell_formula ${cellKey(row, column)}`);
  live.apply(changes);
  try {
    const ring = live.rings.find((cells) => cells.some(isChanged));
    return ring ? fail('formula-cycle', { path: ringPath(live, ring) }) : decided;
  } finally {
    live.apply(invertAll(changes));
  }
}

/** Cells named in the most that a sentence holds. */
const MOST_NAMED = 6;

/** The cells of a ring by name, each reading the next, the first once more at the end. */
function ringPath(live: LivePlan, ring: readonly ChangedCell[]): string[] {
  const names = ring.map(({ table, row, column }) => {
    const shape = live.shape(table);
    const record = live.state.records.row.get(row);
    return `${shape.number || shape.title} ${record ? rowLabel(live, record) : ''} ${shape.path(column).join('·')}`;
  });
  const first = names[0] as string;
  return names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…', first] : [...names, first];
}

function setException(live: LivePlan, command: CommandOf<'set-exception'>, actor: Actor): Result<Change[]> {
  const records = cellRecords(live, command.row, command.col);
  if (!records.ok) return records;
  const id = cellKey(command.row, command.col);
  const there = live.state.records.exception.has(id);
  if (command.printed === null) return ok(there ? removeRecord(live.state, 'exception', id) : []);
  if (!live.isComputed(command.row, command.col))
    return fail('bad-command', { why: 'not-computed', row: rowLabel(live, records.value.row) });
  if (!command.reason.trim()) return fail('bad-value', { why: 'reason', value: command.printed });
  const record = { id, printed: command.printed.trim(), reason: command.reason.trim(), by: actor.by, at: actor.at };
  return ok(there ? setRecord(live.state, 'exception', id, record) : [addRecord('exception', record)]);
}

function setNote(live: LivePlan, command: CommandOf<'set-note'>, actor: Actor): Result<Change[]> {
  const old = live.state.records.note.get(command.id);
  if (command.text === null)
    return old ? ok(removeRecord(live.state, 'note', command.id)) : fail('no-such-record', { id: command.id });
  if (command.row !== null && !live.state.records.row.has(command.row)) return fail('no-such-row', { row: command.row });
  if (command.col !== null && !live.state.records.col.has(command.col)) return fail('no-such-column', { column: command.col });
  if (command.block !== null && !live.state.records.block.has(command.block))
    return fail('no-such-block', { block: command.block });
  if (command.assetId !== null && !live.state.records.asset.has(command.assetId))
    return fail('no-such-record', { id: command.assetId });
  const set = {
    text: command.text,
    kind: command.kind,
    assetId: command.assetId,
    done: command.done,
    rowId: command.row,
    colId: command.col,
    blockId: command.block,
  };
  if (old) return ok(setRecord(live.state, 'note', command.id, set));
  return ok([addRecord('note', { id: command.id, ...set, by: actor.by, at: actor.at })]);
}

function importTable(live: LivePlan, command: CommandOf<'import-table'>, actor: Actor): Result<Change[]> {
  const { source, cells, table } = command;
  if (!live.state.records.tbl.has(table)) return fail('no-such-table', { table });
  const rows = command.rows?.length ? addRows(live, table, command.rows, 'last') : ok([]);
  return withRows(live, rows, () => {
    const written = writeCells(live, cells, { computed: 'skip' });
    if (!written.ok) return written;
    const changes = [...written.value];
    for (const exception of command.exceptions ?? []) {
      const set = setException(live, { type: 'set-exception', ...exception }, actor);
      if (!set.ok) return set;
      changes.push(...set.value);
    }
    // The file says what the plan has already: no step.
    if (!changes.length && !cells.length && !command.rows?.length) return ok([]);
    changes.push(addRecord('source', { ...source, at: actor.at, assetSha256: null }));
    for (const cell of cells) {
      const record = { id: cellKey(cell.row, cell.col), sourceId: source.id, ref: cell.ref, printed: cell.printed };
      changes.push(
        ...(live.state.records.cell_origin.has(record.id)
          ? setRecord(live.state, 'cell_origin', record.id, record)
          : [addRecord('cell_origin', record)]),
      );
    }
    return ok(changes);
  });
}

function markState(live: LivePlan, command: CommandOf<'mark'>, actor: Actor): Result<Change[]> {
  if ([...live.state.records.mark.values()].some((m) => m.name === command.name))
    return fail('bad-value', { why: 'mark-used', value: command.name });
  const stage = (STAGES as readonly string[]).includes(command.name) ? (command.name as Stage) : live.state.property('stage');
  return ok([
    ...stageChanges(live, stage),
    addRecord('mark', { id: command.id, name: command.name, stage, seq: live.state.seq, at: actor.at, by: actor.by }),
  ]);
}

/**
 * The changes a command makes. Equal values make no change, so the list may be empty (no step is written then).
 * Failures carry their place and what the sentence needs; `revert-step` is the store's (it needs the log).
 */
export function decide(live: LivePlan, command: Command, actor: Actor): Result<Change[]> {
  const { state } = live;
  switch (command.type) {
    case 'set-cells':
      return writeCells(live, command.cells, { computed: 'refuse' });
    case 'fill':
      return writeCells(live, command.cells, { computed: 'skip' });
    case 'clear-cells':
      return writeCells(
        live,
        command.cells.map((cell) => ({ ...cell, value: '' })),
        { computed: 'skip' },
      );
    case 'paste':
      return withRows(
        live,
        command.rows?.length && command.table ? addRows(live, command.table, command.rows, 'last') : ok([]),
        () => writeCells(live, command.cells, { computed: 'skip' }),
      );
    case 'replace': {
      const cells = writeCells(live, command.cells, { computed: 'skip' });
      if (!cells.ok) return cells;
      const text = spliceBlocks(live, command.blocks);
      return text.ok ? ok([...cells.value, ...text.value]) : text;
    }
    case 'set-formula':
      return setFormula(live, command);
    case 'set-exception':
      return setException(live, command, actor);
    case 'add-rows':
      return addRows(live, command.table, command.rows, command.place);
    case 'remove-rows':
      return removeRows(live, command);
    case 'move-rows':
      return moveRows(live, command);
    case 'set-row':
      return command.set.formula ? refuseCycle(live, setRow(live, command)) : setRow(live, command);
    case 'join-cells':
      return joinCells(live, command);
    case 'add-column':
      return command.column.formula ? refuseCycle(live, addColumnOf(live, command)) : addColumnOf(live, command);
    case 'add-column-group':
      return addColumnGroup(live, command);
    case 'remove-columns':
      return removeColumns(live, command);
    case 'move-columns':
      return moveColumns(live, command);
    case 'set-column': {
      const changes = setColumn(live, command);
      return command.set.formula ? refuseCycle(live, changes) : changes;
    }
    case 'add-table':
      return addTable(live, command);
    case 'remove-table':
      return removeTable(live, command);
    case 'move-table':
      return moveTable(live, command);
    case 'set-table':
      return setTable(live, command);
    case 'set-regions':
      return setRegions(live, command);
    case 'add-block':
      return addBlock(live, command);
    case 'remove-block':
      return removeBlocks(live, command);
    case 'move-block':
      return moveBlocks(live, command);
    case 'split-block':
      return splitBlock(live, command);
    case 'join-block':
      return joinBlock(live, command);
    case 'set-block':
      return setBlock(live, command);
    case 'edit-text':
      return editText(live, command);
    case 'insert-field':
      return insertField(live, command);
    case 'bind-fields':
      return spliceBlocks(live, command.splices);
    case 'set-note':
      return setNote(live, command, actor);
    case 'attach-asset': {
      if (state.records.asset.has(command.sha256)) return ok([]);
      const size = Math.floor((command.base64.replace(/=+$/, '').length * 3) / 4);
      return ok([addRecord('asset', { id: command.sha256, name: command.name, mime: command.mime, size })]);
    }
    case 'set-rule': {
      // A rule that says what to compare keeps saying it when it is switched off or graded.
      const params = command.params ?? state.records.rule.get(command.code)?.params ?? null;
      const set = { off: command.off, severity: command.severity, params };
      return ok(
        state.records.rule.has(command.code)
          ? setRecord(state, 'rule', command.code, set)
          : [addRecord('rule', { id: command.code, ...set })],
      );
    }
    case 'answer-finding': {
      const there = state.records.answer.has(command.finding);
      if (command.reason === null) return ok(there ? removeRecord(state, 'answer', command.finding) : []);
      if (!command.reason.trim()) return fail('bad-value', { why: 'reason', value: command.finding });
      const record = {
        id: command.finding,
        code: command.code,
        seen: command.seen,
        reason: command.reason.trim(),
        by: actor.by,
        at: actor.at,
      };
      return ok(there ? setRecord(state, 'answer', command.finding, record) : [addRecord('answer', record)]);
    }
    case 'set-opinion': {
      const old = state.records.opinion.get(command.id);
      if (command.text === null)
        return old ? ok(removeRecord(state, 'opinion', command.id)) : fail('no-such-record', { id: command.id });
      const set = {
        blockId: command.block,
        unit: command.unit,
        text: command.text,
        decision: command.decision,
        reason: command.reason,
      };
      return ok(
        old
          ? setRecord(state, 'opinion', command.id, set)
          : [addRecord('opinion', { id: command.id, ...set, ord: command.ord ?? lastOrder(state.records.opinion.values()) })],
      );
    }
    case 'set-plan': {
      if (command.set.region_id && !state.records.region.has(command.set.region_id))
        return fail('no-such-region', { region: command.set.region_id });
      return ok(
        Object.entries(command.set).flatMap(([name, value]) =>
          value === undefined ? [] : setProperty(state, name as 'title', value),
        ),
      );
    }
    case 'set-stage':
      return ok(stageChanges(live, command.stage));
    case 'mark':
      return markState(live, command, actor);
    case 'import-table':
      return importTable(live, command, actor);
    case 'balance-rounding':
      return balanceRounding(live, command);
    case 'revert-step':
      return fail('no-such-step', { seq: command.seq });
  }
}
