// What a step is called in the menu and the history: 修改 表1 喀什市 · 计划供应商品住房建筑面积：51.00 → 52.00.
//
// A step keeps the data of its label (`args`), taken from the plan before the command runs, so old steps read the same for ever.

import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import { printValue } from '../values/value.ts';
import { readInput } from './read-input.ts';
import type { Command, CommandType } from './schema.ts';

export type LabelArgs = Record<string, unknown>;

function tableName(live: LivePlan, id: TableId | undefined): string {
  const table = id === undefined ? undefined : live.state.records.tbl.get(id);
  if (!table) return '';
  const shape = live.shape(table.id);
  return shape.number || shape.title;
}

function tableOfRow(live: LivePlan, row: RowId | undefined): TableId | undefined {
  return row === undefined ? undefined : live.state.records.row.get(row)?.tableId;
}

function columnTitle(live: LivePlan, id: ColumnId | undefined): string {
  const column = id === undefined ? undefined : live.state.records.col.get(id);
  return column ? live.shape(column.tableId).path(column.id).join('·') : '';
}

const rowTitle = (live: LivePlan, id: RowId | undefined): string => {
  const row = id === undefined ? undefined : live.state.records.row.get(id);
  return row ? rowLabel(live, row) : '';
};

const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** What the cell will print for a typed value; a refused one stays as it was typed. */
function printedAs(live: LivePlan, cell: { row: RowId; col: ColumnId; value?: string }): string {
  const row = live.state.records.row.get(cell.row);
  const column = live.state.records.col.get(cell.col);
  const typed = cell.value ?? '';
  if (!row || !column || column.role !== 'value') return typed;
  const value = readInput(live, row, column, typed);
  return value.ok ? printValue(value.value) : typed;
}

function cellsArgs(live: LivePlan, cells: readonly { row: RowId; col: ColumnId; value?: string }[]): LabelArgs {
  const first = cells[0];
  const args: LabelArgs = { table: tableName(live, tableOfRow(live, first?.row)), count: cells.length };
  if (cells.length !== 1 || !first) return args;
  return {
    ...args,
    row: rowTitle(live, first.row),
    column: columnTitle(live, first.col),
    from: shorten(live.keptText(first.row, first.col)),
    to: shorten(printedAs(live, first)),
  };
}

/** Label data of a command; call before its changes are applied. */
export function argsOf(live: LivePlan, command: Command): LabelArgs {
  switch (command.type) {
    case 'set-cells':
    case 'fill':
    case 'clear-cells':
    case 'join-cells':
    case 'paste':
    case 'replace':
      return {
        ...cellsArgs(live, command.cells),
        ...(command.type === 'join-cells' && { join: command.join }),
        ...(command.type === 'replace' && { find: command.find, with: command.with, blocks: command.blocks.length }),
      };
    case 'import-table':
      return { table: tableName(live, command.table), count: command.cells.length, file: command.source.name };
    case 'set-formula':
      return {
        table: tableName(live, command.table),
        row: rowTitle(live, command.row),
        column: columnTitle(live, command.col),
        formula: shorten(command.formula ?? ''),
      };
    case 'set-exception':
      return {
        table: tableName(live, tableOfRow(live, command.row)),
        row: rowTitle(live, command.row),
        column: columnTitle(live, command.col),
        to: command.printed,
      };
    case 'add-rows':
      return { table: tableName(live, command.table), count: command.rows.length, row: command.rows[0]?.label ?? '' };
    case 'remove-rows':
    case 'move-rows':
      return {
        table: tableName(live, tableOfRow(live, command.rows[0])),
        count: command.rows.length,
        row: rowTitle(live, command.rows[0]),
      };
    case 'set-row':
      return { table: tableName(live, tableOfRow(live, command.row)), row: rowTitle(live, command.row) };
    case 'add-column':
    case 'add-column-group':
      return { table: tableName(live, command.table), column: command.column.title };
    case 'remove-columns':
    case 'move-columns':
      return {
        table: tableName(live, live.state.records.col.get(command.columns[0] ?? 0)?.tableId),
        count: command.columns.length,
        column: columnTitle(live, command.columns[0]),
      };
    case 'set-column':
      return { table: tableName(live, live.state.records.col.get(command.col)?.tableId), column: columnTitle(live, command.col) };
    case 'add-table':
      return { table: command.table.title };
    case 'remove-table':
    case 'move-table':
    case 'set-table':
    case 'balance-rounding':
      return {
        table: tableName(live, command.table),
        ...(command.type === 'balance-rounding' && {
          units: command.units.map(({ unit }) => unit ?? '').filter(Boolean),
          off: !command.units.length,
        }),
      };
    case 'set-stage':
      return { stage: command.stage };
    case 'mark':
      return { name: command.name };
    case 'attach-asset':
      return { name: command.name };
    case 'revert-step':
      return { seq: command.seq };
    default:
      return {};
  }
}

const LABELS: Record<CommandType | 'undo' | 'redo' | 'batch' | 'new' | 'roll-over' | 'restore', (a: LabelArgs) => string> = {
  'set-cells': (a) =>
    a.count === 1
      ? `修改 ${a.table} ${a.row}·${a.column}：${a.from || '空'} → ${a.to || '空'}`
      : `修改 ${a.table} ${a.count} 个单元格`,
  'clear-cells': (a) => (a.count === 1 ? `清除 ${a.table} ${a.row}·${a.column}` : `清除 ${a.table} ${a.count} 个单元格`),
  'join-cells': (a) => `${a.join ? '合并' : '取消合并'} ${a.table} ${a.count} 个单元格`,
  paste: (a) => `粘贴 ${a.table} ${a.count} 个单元格`,
  fill: (a) => `填充 ${a.table} ${a.count} 个单元格`,
  replace: (a) => `替换“${a.find}”为“${a.with}”`,
  'set-formula': (a) => `${a.formula ? '设置公式' : '清除公式'} ${a.table} ${[a.row, a.column].filter(Boolean).join('·')}`,
  'set-exception': (a) =>
    a.to === null ? `取消例外 ${a.table} ${a.row}·${a.column}` : `按原文保留 ${a.table} ${a.row}·${a.column} ${a.to}`,
  'add-rows': (a) => (a.count === 1 ? `插入行 ${a.table} ${a.row}` : `插入 ${a.table} ${a.count} 行`),
  'remove-rows': (a) => (a.count === 1 ? `删除行 ${a.table} ${a.row}` : `删除 ${a.table} ${a.count} 行`),
  'move-rows': (a) => (a.count === 1 ? `移动行 ${a.table} ${a.row}` : `移动 ${a.table} ${a.count} 行`),
  'set-row': (a) => `修改行 ${a.table} ${a.row}`,
  'add-column': (a) => `插入列 ${a.table} ${a.column}`,
  'add-column-group': (a) => `插入列组 ${a.table} ${a.column}`,
  'remove-columns': (a) => (a.count === 1 ? `删除列 ${a.table} ${a.column}` : `删除 ${a.table} ${a.count} 列`),
  'move-columns': (a) => `移动列 ${a.table} ${a.column}`,
  'set-column': (a) => `修改列 ${a.table} ${a.column}`,
  'add-table': (a) => `新建表 ${a.table}`,
  'remove-table': (a) => `删除表 ${a.table}`,
  'move-table': (a) => `移动表 ${a.table}`,
  'set-table': (a) => `修改表 ${a.table}`,
  'set-regions': () => '修改行政区划',
  'add-block': () => '插入段落',
  'remove-block': () => '删除段落',
  'move-block': () => '移动段落',
  'split-block': () => '分段',
  'join-block': () => '合并段落',
  'set-block': () => '修改段落格式',
  'edit-text': () => '修改正文',
  'insert-field': () => '插入引用',
  'bind-fields': () => '改为引用',
  'set-note': () => '修改批注',
  'attach-asset': (a) => `附上文件 ${a.name}`,
  'set-rule': () => '修改核对规则',
  'answer-finding': () => '说明核对问题',
  'set-opinion': () => '修改意见',
  'set-plan': () => '修改计划信息',
  'set-stage': (a) => `阶段改为 ${a.stage ?? '未定'}`,
  mark: (a) => `版本标记 ${a.name}`,
  'import-table': (a) => `导入 ${a.file} 到 ${a.table}（${a.count} 格）`,
  'balance-rounding': (a) =>
    a.off
      ? `按原数显示 ${a.table}`
      : `舍位平衡 ${a.table}${(a.units as string[]).length ? `（${(a.units as string[]).join('、')}）` : ''}`,
  'revert-step': (a) => `撤回较早的一步（第 ${a.seq} 步）`,
  batch: (a) => `成批修改 ${a.count} 项`,
  undo: (a) => `撤销 ${a.label ?? ''}`.trim(),
  redo: (a) => `重做 ${a.label ?? ''}`.trim(),
  new: () => '新建计划',
  'roll-over': (a) => `由 ${a.from} 年计划结转`,
  restore: () => '从备份恢复',
};

/** A step's label in Chinese; an unknown code (a newer program's) shows itself. */
export function labelOf(step: { code: string; args: LabelArgs }): string {
  const label = (LABELS as Record<string, ((a: LabelArgs) => string) | undefined>)[step.code];
  return label ? label(step.args).replace(/\s+/g, ' ').trim() : step.code;
}
