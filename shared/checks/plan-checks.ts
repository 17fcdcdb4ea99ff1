// 核对: what is wrong in a plan as it stands. Every check reads the live plan and decides nothing else: opening a place, answering a
// finding or mending it are commands of the person who looks.
//
// Checks are per table and for the text, so a window can run again only the part that moved; `checkPlan` is all of them.

import { problemPlace } from '../commands/rounding.ts';
import type { ShownProblem } from '../formulas/shown-table.ts';
import { cellRules } from '../model/cell-rules.ts';
import { type BlockId, type ColumnId, cellKey, type RowId, type TableId } from '../model/ids.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import type { DocumentBlock, DocumentView, Run } from '../outline/document.ts';
import { documentView } from '../outline/view.ts';
import { equalExact, parseExact } from '../values/exact.ts';
import { printValue } from '../values/value.ts';
import { type Finding, sortFindings } from './finding.ts';
import { checkParts, checkRegions, checkValue } from './input-checks.ts';
import { checkSameFigures } from './same-figure.ts';

/** All findings of a plan, errors first. */
export function checkPlan(live: LivePlan): Finding[] {
  const findings = [...checkText(documentView(live)), ...checkSameFigures(live)];
  for (const table of live.tables()) findings.push(...checkTable(live, table.id));
  return sortFindings(settle(live, findings));
}

/** Rules that a person switched off or graded otherwise, and findings answered with a reason. */
export function settle(live: LivePlan, findings: readonly Finding[]): Finding[] {
  const { rule, answer } = live.state.records;
  return findings.flatMap((finding) => {
    const set = rule.get(finding.code);
    if (set?.off) return [];
    const given = answer.get(finding.id);
    const severity = set?.severity ?? finding.severity;
    // An answer holds only for what the person saw; other figures are a new finding.
    if (given && given.seen === seenOf(finding))
      return [{ ...finding, severity: 'hint' as const, unanswered: severity, answer: given.reason }];
    return [{ ...finding, severity, ...(given && { formerAnswer: given.reason }) }];
  });
}

/** What a person saw when answering: the figures on both sides. */
export function seenOf(finding: Finding): string {
  return `${finding.actual ?? ''}|${finding.expected ?? ''}`;
}

/** Fields of the text that show nothing, or whose source is gone. */
export function checkText(view: DocumentView): Finding[] {
  const findings: Finding[] = [];
  const inRuns = (block: BlockId, runs: readonly Run[]) => {
    for (const run of runs) {
      if (run.foot) inRuns(block, run.foot.runs);
      if (!run.field?.error) continue;
      const code = run.field.error === 'dead' ? 'field-dead' : 'field-blank';
      findings.push({
        id: `${code}:${run.field.id}`,
        code,
        severity: 'error',
        where: { block, field: run.field.id },
        actual: run.text,
        data: { expr: run.field.expr },
      });
    }
  };
  const inBlocks = (blocks: readonly DocumentBlock[]) => {
    for (const block of blocks) {
      if ('runs' in block) inRuns(block.id, block.runs);
      if (block.kind === 'annex-list') for (const item of block.items) inRuns(block.id, item);
      if (block.kind === 'annex' || block.kind === 'box') inBlocks(block.blocks);
    }
  };
  inBlocks(view.blocks);
  return findings;
}

/** One table's computed errors, kept totals, printed figures and blanks. */
export function checkTable(live: LivePlan, table: TableId): Finding[] {
  const check = new TableCheck(live, table);
  while (check.goOn(Number.POSITIVE_INFINITY)) {
    // all rows at once
  }
  return check.findings();
}

/** The same, some rows at a time: a window looks through a long ledger between two frames. Good only while the table stands still. */
export class TableCheck {
  private readonly live: LivePlan;
  private readonly shape: TableShape;
  private readonly columns: ColumnRecord[];
  private readonly found: Finding[] = [];
  private next = 0;
  private blank = 0;
  private inputs = 0;
  private firstBlank: { row: RowId; column: ColumnId } | null = null;

  constructor(live: LivePlan, table: TableId) {
    this.live = live;
    this.shape = live.shape(table);
    this.columns = this.shape.leaves.filter((column) => column.role === 'value');
    this.found.push(...checkRegions(this.shape), ...checkParts(live, this.shape, this.columns));
    const problem = live.shown(table)?.problem;
    if (problem) this.found.push(unbalanced(live, table, problem));
  }

  /** Looks at the next rows; false once all were looked at. */
  goOn(rows: number): boolean {
    const end = Math.min(this.shape.rows.length, this.next + rows);
    for (; this.next < end; this.next++) this.look(this.shape.rows[this.next] as RowRecord);
    return this.next < this.shape.rows.length;
  }

  findings(): Finding[] {
    const table = this.shape.record.id;
    const { blank, inputs, firstBlank } = this;
    // A table nobody has begun is a task, not a list of faults; one with gaps is worth a word.
    if (!firstBlank || blank === inputs) return this.found;
    return [
      ...this.found,
      {
        id: `cells-blank:${table}`,
        code: 'cells-blank',
        severity: 'hint',
        where: { table, ...firstBlank },
        data: { count: blank },
      },
    ];
  }

  private look(row: RowRecord): void {
    const { live, shape } = this;
    for (const column of this.columns) {
      const rule = live.rule(row.id, column.id);
      if (rule.by === 'nothing' || rule.by === 'label') continue;
      const where = { table: shape.record.id, row: row.id, column: column.id };
      const value = live.value(row.id, column.id);
      this.found.push(...checkValue(live, where, cellRules(row, column), value));
      if (rule.by !== 'input') {
        this.found.push(...checkComputed(live, shape, row, column));
        continue;
      }
      this.inputs++;
      if (value.form !== 'empty') continue;
      if (column.required) {
        this.found.push({ id: idOf('cell-required', where), code: 'cell-required', severity: 'error', where, data: {} });
      } else if (column.kind === 'number') {
        this.blank++;
        this.firstBlank ??= { row: row.id, column: column.id };
      }
    }
  }
}

function unbalanced(live: LivePlan, table: TableId, problem: ShownProblem): Finding {
  const { why, row, column } = problem;
  const where = { table, row, column };
  const names = problemPlace(live, problem);
  return {
    id: idOf('rounding-unbalanced', where),
    code: 'rounding-unbalanced',
    severity: 'warning',
    where,
    data: { why, row: String(names.row), column: String(names.column) },
  };
}

function checkComputed(live: LivePlan, shape: TableShape, row: RowRecord, column: ColumnRecord): Finding[] {
  const where = { table: shape.record.id, row: row.id, column: column.id };
  const key = cellKey(row.id, column.id);
  const exception = live.state.records.exception.get(key);
  const findings: Finding[] = [];
  const value = live.value(row.id, column.id);
  if (value.form === 'error') {
    findings.push({
      id: idOf('cell-error', where),
      code: 'cell-error',
      severity: 'error',
      where,
      actual: live.text(row.id, column.id),
      data: { error: value.code, detail: value.detail ?? '' },
    });
  }
  if (exception) {
    const computed = printValue(live.valueBeneath(row.id, column.id));
    if (!sameFigure(computed, exception.printed)) {
      findings.push({
        id: idOf('exception-differs', where),
        code: 'exception-differs',
        severity: 'hint',
        where,
        expected: computed,
        actual: exception.printed,
        data: { reason: exception.reason },
      });
    }
  }
  const origin = live.state.records.cell_origin.get(key);
  if (origin && !exception && value.form !== 'error' && !sameFigure(origin.printed, live.keptText(row.id, column.id))) {
    findings.push({
      id: idOf('printed-differs', where),
      code: 'printed-differs',
      severity: 'warning',
      where,
      expected: live.keptText(row.id, column.id),
      actual: origin.printed,
      data: { ref: origin.ref, file: live.state.records.source.get(origin.sourceId)?.name ?? '' },
    });
  }
  return findings;
}

function sameFigure(a: string, b: string): boolean {
  if (a.trim() === b.trim()) return true;
  const x = parseExact(a.replace(/[,，\s]/g, ''));
  const y = parseExact(b.replace(/[,，\s]/g, ''));
  return x !== null && y !== null && equalExact(x, y);
}

function idOf(code: string, at: { row: number; column: number }): string {
  return `${code}:${at.row}:${at.column}`;
}
