// The outline: one tree for text, tables, annexes and ledgers. Arrows move, → and ← unfold and fold, Enter goes there. A badge counts
// the findings at a place: red where one is an error.

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Finding } from '../../shared/checks/finding.ts';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import { appWords as words } from '../words/app.ts';
import type { PlanFindings } from './findings.ts';
import type { OutlineSection, OutlineTree } from './outline-tree.ts';
import './outline.css';

export interface OutlineProps {
  tree: OutlineTree;
  findings: PlanFindings;
  activeTable: TableId | null;
  activeBlock: BlockId | null;
  onTable(table: TableId): void;
  /** `table` is the first table the section calls */
  onBlock(block: BlockId, table: TableId | null): void;
}

interface Row {
  key: string;
  level: number;
  title: string;
  aside: string;
  findings: readonly Finding[];
  active: boolean;
  /** undefined = nothing below it */
  open?: boolean;
  group: string;
  act(): void;
}

export function Outline({ tree, findings, activeTable, activeBlock, onTable, onBlock }: OutlineProps) {
  const [unfolded, setUnfolded] = useState<ReadonlyMap<BlockId, boolean>>(new Map());
  const [focus, setFocus] = useState('');
  const body = useRef<HTMLDivElement>(null);

  const rows = useMemo(() => {
    const out: Row[] = [];
    const add = (section: OutlineSection) => {
      const holdsTables = section.children.some((child) => child.tables.length > 0);
      const open = unfolded.get(section.block) ?? (holdsTables || section.blocks.includes(activeBlock ?? 0));
      const folded = section.children.length > 0 && !open;
      const inside = folded ? section.blocks : section.blocks.filter((b) => !section.children.some((c) => c.blocks.includes(b)));
      out.push({
        key: `block:${section.block}`,
        level: section.level,
        title: section.title,
        aside: folded ? words.sections(section.children.length) : section.tables.map((t) => t.number).join(' '),
        findings: inside.flatMap((block) => findings.byBlock.get(block) ?? []),
        active: activeBlock !== null && inside.includes(activeBlock),
        ...(section.children.length > 0 && { open }),
        group: 'text',
        act: () => onBlock(section.block, section.tables[0]?.id ?? null),
      });
      if (open) for (const child of section.children) add(child);
    };
    for (const section of tree.sections) add(section);
    const table = (group: string, entry: OutlineTree['tables'][number], aside: string) =>
      out.push({
        key: `table:${entry.table}`,
        level: 1,
        title: entry.title,
        aside,
        findings: findings.byTable.get(entry.table) ?? [],
        active: entry.table === activeTable,
        group,
        act: () => onTable(entry.table),
      });
    for (const entry of tree.tables) table('tables', entry, '');
    for (const annex of tree.annexes) {
      const only = annex.tables.length === 1 ? annex.tables[0] : undefined;
      out.push({
        key: `annex:${annex.block}`,
        level: 1,
        title: annex.title,
        aside: '',
        findings: annex.tables.flatMap((id) => findings.byTable.get(id) ?? []),
        active: only !== undefined && only === activeTable,
        group: 'annexes',
        act: () => (only === undefined ? onBlock(annex.block, annex.tables[0] ?? null) : onTable(only)),
      });
    }
    for (const entry of tree.ledgers) table('ledgers', entry, words.rows(entry.rows));
    return out;
  }, [tree, findings, activeTable, activeBlock, unfolded, onTable, onBlock]);

  const focusKey = rows.some((row) => row.key === focus) ? focus : (rows.find((row) => row.active) ?? rows[0])?.key;
  const toggle = (row: Row) => setUnfolded(new Map(unfolded).set(Number(row.key.slice(6)), !row.open));

  const onKey = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => row.key === focusKey);
    const row = rows[at];
    if (!row) return;
    const to = (i: number) => {
      const next = rows[Math.max(0, Math.min(rows.length - 1, i))];
      if (!next) return;
      setFocus(next.key);
      body.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
    };
    if (event.key === 'ArrowDown') to(at + 1);
    else if (event.key === 'ArrowUp') to(at - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(rows.length - 1);
    else if (event.key === 'ArrowRight' && row.open === false) toggle(row);
    else if (event.key === 'ArrowLeft' && row.open === true) toggle(row);
    else if (event.key === 'Enter' || event.key === ' ') row.act();
    else return;
    event.preventDefault();
  };

  const groups = [
    { id: 'text', title: words.outlineText, keys: 'Ctrl+1', empty: words.noText },
    { id: 'tables', title: words.outlineTables, keys: 'Ctrl+2', empty: words.noTables },
    { id: 'annexes', title: words.outlineAnnexes, keys: '', empty: '' },
    { id: 'ledgers', title: words.outlineLedgers, keys: '', empty: '' },
  ];

  return (
    <div className="outline" ref={body} role="tree" aria-label={words.outline} onKeyDown={onKey}>
      {groups.map((group) => {
        const own = rows.filter((row) => row.group === group.id);
        if (own.length === 0 && !group.empty) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of a tree is no fieldset
          <div key={group.id} className="outline-group" role="group" aria-label={group.title}>
            <div className="outline-head" aria-hidden="true">
              <span>{group.title}</span>
              <span>{group.keys}</span>
            </div>
            {own.length === 0 && <div className="outline-empty">{group.empty}</div>}
            {own.map((row) => (
              <div
                key={row.key}
                data-key={row.key}
                role="treeitem"
                aria-level={row.level}
                aria-selected={row.active}
                {...(row.open !== undefined && { 'aria-expanded': row.open })}
                tabIndex={row.key === focusKey ? 0 : -1}
                className={row.active ? 'outline-row is-active' : 'outline-row'}
                data-level={row.level}
                onClick={() => {
                  setFocus(row.key);
                  row.act();
                }}
                onKeyDown={() => {}}
                onDoubleClick={() => row.open !== undefined && toggle(row)}
                title={row.title}
              >
                <span className="outline-title">{row.title}</span>
                {row.open === undefined ? (
                  row.aside && <span className="outline-aside">{row.aside}</span>
                ) : (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={row.open ? 'outline-fold is-open' : 'outline-fold'}
                    aria-label={row.open ? words.fold : words.unfold}
                    onClick={(e) => {
                      e.stopPropagation();
                      toggle(row);
                    }}
                  >
                    {row.aside}
                    <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
                      <path d="M2 1.5 5.5 4 2 6.5" fill="none" stroke="currentColor" strokeWidth="1.2" />
                    </svg>
                  </button>
                )}
                <Badge findings={row.findings} />
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Badge({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const errors = findings.filter((f) => f.severity === 'error').length;
  return (
    <span
      className={errors ? 'badge is-error' : 'badge'}
      role="img"
      aria-label={words.findingsAt(errors || findings.length)}
      title={words.findingsAt(errors || findings.length)}
    >
      {errors || findings.length}
    </span>
  );
}

/** What a folded outline leaves: its word, to open it again. */
export function OutlineRail({ open, onOpen }: { open: boolean; onOpen(): void }) {
  return (
    <nav className="rail is-left" aria-label={words.outline}>
      <button type="button" onClick={onOpen} aria-expanded={open}>
        {[...words.outline].map((letter) => (
          <span key={letter}>{letter}</span>
        ))}
      </button>
    </nav>
  );
}
