// The plan window: bars, outline, the table or the text or both, the right side. It holds view state and hands things on: a number
// clicked in the text selects its cell, a cell selected shows its sentence, a finding opens its place.

import { App } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Finding } from '../../shared/checks/finding.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { BlockId, FieldId } from '../../shared/model/ids.ts';
import { ask } from '../bridge.ts';
import { nameOf, withExtension } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import { FormulaLine } from '../grid/FormulaLine.tsx';
import { selectionSummary } from '../grid/summary.ts';
import { TableEditor, type TableEditorHandle, type TableSelection } from '../grid/TableEditor.tsx';
import { ImportWizard } from '../import/import-wizard.tsx';
import type { CellRef, PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { ReleaseDialog } from '../release/release-dialog.tsx';
import { clockOf } from '../start/when.ts';
import { TextEditor, type TextEditorHandle, type TextStatus } from '../text/TextEditor.tsx';
import { appWords as words } from '../words/app.ts';
import { AppBar } from './app-bar.tsx';
import { useDocument, useFindings } from './findings.ts';
import { useKeys } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { Outline } from './outline.tsx';
import { outlineTree } from './outline-tree.ts';
import { Panel, PanelRail } from './panel.tsx';
import { ChecksPanel } from './panel-checks.tsx';
import { HistoryPanel } from './panel-history.tsx';
import { OriginPanel } from './panel-origin.tsx';
import { usePlanView } from './plan-view.ts';
import { AlertBars } from './save-state.tsx';
import { Split } from './split.tsx';
import { StatusBar } from './status-bar.tsx';
import { TableTools } from './table-tools.tsx';
import { TableUses } from './table-uses.tsx';
import { textPhrases } from './text-phrases.ts';
import { ModeSwitch, ToolBar, ToolDrop } from './tool-bar.tsx';
import { useWindowRoom } from './window-size.ts';
import './plan-window.css';

export interface PlanWindowProps {
  session: PlanSession;
  /** a spreadsheet to import as soon as the plan is open */
  importFile: string | null;
  onImported(): void;
  onStart(): void;
  /** the plan lies elsewhere now: open it there, with the commands the old file did not take */
  onMoved(path: string): void;
}

export function PlanWindow({ session, importFile, onImported, onStart, onMoved }: PlanWindowProps) {
  const { message } = App.useApp();
  const picker = usePicker();
  const room = useWindowRoom();
  const { live } = session;
  const tablesVersion = useTopic(session, 'tables');
  const { view: document, places } = useDocument(session);
  const findings = useFindings(session, document);
  const tree = useMemo(() => outlineTree(live, document), [live, document]);
  const acts = usePlanView(live.tables()[0]?.id ?? null);
  const { view } = acts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the list of tables
  const table = useMemo(
    () => (view.table !== null && live.state.records.tbl.has(view.table) ? view.table : (live.tables()[0]?.id ?? null)),
    [live, view.table, tablesVersion],
  );

  const grid = useRef<TableEditorHandle>(null);
  const text = useRef<TextEditorHandle>(null);
  const [selection, setSelection] = useState<TableSelection | null>(null);
  const [framed, setFramed] = useState(false);
  const [textStatus, setTextStatus] = useState<TextStatus | null>(null);
  const [heading, setHeading] = useState<BlockId | null>(null);
  const [focusBlock, setFocusBlock] = useState<{ block: BlockId; n: number } | null>(null);
  const [clicked, setClicked] = useState<{ field: FieldId; cell: CellRef | null } | null>(null);
  const [finding, setFinding] = useState<string | null>(null);
  const [release, setRelease] = useState<{ docx: boolean; xlsx: boolean } | null>(null);
  const [importing, setImporting] = useState<{ path: string | null } | null>(importFile ? { path: importFile } : null);
  useEffect(() => {
    if (importFile) setImporting({ path: importFile });
  }, [importFile]);
  const [help, setHelp] = useState(false);
  const [tools, setTools] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);

  const complain = useCallback((failure: Failure) => void message.error(sentenceOf(failure)), [message]);
  const showBlock = useCallback((block: BlockId) => setFocusBlock((was) => ({ block, n: (was?.n ?? 0) + 1 })), []);

  const goBlock = useCallback(
    (block: BlockId) => {
      acts.goBlock(block);
      showBlock(block);
    },
    [acts.goBlock, showBlock],
  );
  const readBlock = useCallback(
    (block: BlockId) => {
      acts.readBlock(block);
      setHeading(block);
      showBlock(block);
    },
    [acts.readBlock, showBlock],
  );
  const goFinding = useCallback(
    (target: Finding) => {
      const { table: t, row, column, block, field } = target.where;
      setFinding(target.id);
      if (t !== undefined && row !== undefined && column !== undefined) acts.goCell({ table: t, row, column });
      else if (t !== undefined) acts.table(t);
      else if (block !== undefined) {
        goBlock(block);
        if (field !== undefined) setClicked({ field, cell: null });
      }
    },
    [acts.goCell, acts.table, goBlock],
  );

  // The sentence that shows the active cell: the field that was clicked, else the first one that reads it.
  const cell = view.cell;
  const cellVersion = useTopic(session, 'blocks');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the fields of the text
  const activeField = useMemo((): FieldId | null => {
    if (view.mode === 'table') return null;
    if (clicked && (clicked.cell === null || (cell && sameCell(clicked.cell, cell)))) return clicked.field;
    if (!cell || !live.state.records.row.has(cell.row)) return null;
    const use = live.explain(cell.row, cell.column).users.find((u) => u.kind === 'field');
    return use?.kind === 'field' ? use.field : null;
  }, [live, cell, clicked, view.mode, cellVersion]);
  useEffect(() => {
    if (activeField !== null && clicked?.field !== activeField) text.current?.showField(activeField);
  }, [activeField, clicked]);

  // 上下对照 opens on the sentences about the table in front.
  const lastMode = useRef(view.mode);
  useEffect(() => {
    const entered = view.mode === 'both' && lastMode.current === 'table';
    lastMode.current = view.mode;
    if (!entered || activeField !== null || table === null) return;
    const place = [...places.values()].find((p) => p.table === table);
    if (place) showBlock(place.block);
  }, [view.mode, activeField, table, places, showBlock]);

  const onActive = useCallback(
    (next: CellRef | null) => {
      acts.cell(next);
    },
    [acts.cell],
  );
  const undo = useCallback(async () => {
    if (!session.undoTarget()) return;
    const done = await session.undo();
    if (!done.ok) complain(done.failure);
  }, [session, complain]);
  const redo = useCallback(async () => {
    if (!session.redoTarget()) return;
    const done = await session.redo();
    if (!done.ok) complain(done.failure);
  }, [session, complain]);
  const sayS = useCallback(async () => {
    const done = await session.flush();
    if (done.ok) void message.success(words.savedNow(clockOf(done.value.at)));
  }, [session, message]);
  const saveAs = useCallback(async () => {
    const name = withExtension(nameOf(session.path).replace(/\.anju$/i, ''), 'anju');
    const path = await picker.pickSave('plan', name, words.saveAsTitle);
    if (!path) return;
    await session.flush();
    const saved = await ask('plan.save-as', { plan: session.plan, path });
    if (!saved.ok) {
      complain(saved.failure);
      return;
    }
    void message.success(words.savedAs(saved.value.path));
    onMoved(saved.value.path);
  }, [session, picker, message, complain, onMoved]);

  const onMenu = async (key: 'start' | 'save-as' | 'backup' | 'verify' | 'folder' | 'help') => {
    if (key === 'start') onStart();
    else if (key === 'save-as') await saveAs();
    else if (key === 'help') setHelp(true);
    else if (key === 'folder') {
      const shown = await ask('shell.show-in-folder', { path: session.path });
      if (!shown.ok) complain(shown.failure);
    } else if (key === 'backup') {
      await session.flush();
      const made = await ask('plan.backup', { plan: session.plan });
      if (made.ok) void message.success(words.backedUp(made.value.path));
      else complain(made.failure);
    } else {
      await session.flush();
      const checked = await ask('plan.verify', { plan: session.plan });
      if (!checked.ok) complain(checked.failure);
      else if (checked.value.ok) void message.success(words.verified);
      else
        void message.error(
          `${words.verifyFaults(checked.value.problems.length)}：${checked.value.problems.slice(0, 3).join('；')}`,
        );
    }
  };
  const openRelease = (files: { docx: boolean; xlsx: boolean }) => {
    grid.current?.commit();
    text.current?.commit();
    setRelease(files);
  };
  const openTab = (tab: typeof view.tab) => acts.openTab(tab, room.narrow);
  const nextFinding = () => {
    const list = findings.findings;
    const next = list[(list.findIndex((f) => f.id === finding) + 1) % Math.max(1, list.length)];
    if (!next) return;
    openTab('checks');
    goFinding(next);
  };
  const nextPane = () => {
    const panes = [...window.document.querySelectorAll<HTMLElement>('[data-pane]')].filter((p) => p.offsetParent !== null);
    const at = panes.findIndex((pane) => pane.contains(window.document.activeElement));
    const next = panes[(at + 1) % panes.length];
    if (next?.dataset.pane === 'grid') grid.current?.focus();
    else if (next?.dataset.pane === 'text') text.current?.focus();
    else (next?.querySelector<HTMLElement>('[tabindex="0"], button') ?? next)?.focus();
  };

  useKeys(
    {
      'Ctrl+1': () => acts.mode('text'),
      'Ctrl+2': () => acts.mode('table'),
      'Ctrl+3': () => acts.mode('both'),
      F1: () => setHelp(true),
      F6: nextPane,
      F7: nextFinding,
      F8: () => acts.foldPanel(room.narrow),
      'Ctrl+Z': () => void undo(),
      'Ctrl+Y': () => void redo(),
      'Ctrl+Shift+Z': () => void redo(),
      'Ctrl+S': () => void sayS(),
      'Ctrl+I': () => !session.readOnly && setImporting({ path: null }),
      'Ctrl+Shift+E': () => openRelease({ docx: true, xlsx: true }),
      Escape: acts.closeDrawer,
    },
    importing === null,
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again when the document was built again
  const checked = useMemo(() => {
    const totals = live
      .tables()
      .reduce(
        (sum, { id }) =>
          sum +
          live.shape(id).rows.filter((row) => row.kind === 'total' || row.kind === 'subtotal').length * valueColumns(session, id),
        0,
      );
    let fields = 0;
    for (const place of places.values()) fields += place.runs.filter((run) => run.field).length;
    return { tables: live.tables().length, totals, fields };
  }, [live, places]);

  const cellsVersion = useTopic(session, 'cells');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the selected cells' values
  const summary = useMemo(
    () =>
      selection && view.mode !== 'text' && live.state.records.tbl.has(selection.table) ? selectionSummary(live, selection) : null,
    [live, selection, view.mode, cellsVersion],
  );

  const panelDrawer = room.narrow;
  const outlineDrawer = room.narrower;
  const panelShown = panelDrawer ? view.drawer === 'panel' : view.panelOpen;
  const outlineShown = outlineDrawer ? view.drawer === 'outline' : view.outlineOpen;
  const panel = (
    <div className={panelDrawer ? 'panel-pane is-drawer' : 'panel-pane'} data-pane="panel">
      <Panel tab={view.tab} findings={findings.findings.length} onTab={openTab} onFold={() => acts.foldPanel(room.narrow)}>
        {view.tab === 'checks' && (
          <ChecksPanel session={session} findings={findings} places={places} checked={checked} current={finding} onGo={goFinding} />
        )}
        {view.tab === 'origin' && (
          <OriginPanel session={session} cell={cell} places={places} onCell={acts.goCell} onBlock={goBlock} />
        )}
        {view.tab === 'history' && <HistoryPanel session={session} />}
      </Panel>
    </div>
  );

  const tableShown = view.mode !== 'text';
  const textShown = view.mode !== 'table';
  const tablePane =
    table === null ? (
      <div className="centre-empty">{words.emptyPlan}</div>
    ) : (
      <div className="table-pane" data-pane="grid">
        <TableEditor
          key={table}
          ref={grid}
          session={session}
          table={table}
          active={cell}
          onActive={onActive}
          onSelection={setSelection}
          frameParts={framed}
          autoFocus={view.mode === 'table'}
        />
        {view.mode === 'table' && !room.low && <TableUses session={session} table={table} places={places} onBlock={goBlock} />}
      </div>
    );
  const textPane = (
    <div className="text-pane" data-pane="text">
      <TextEditor
        ref={text}
        session={session}
        focusBlock={focusBlock}
        activeField={activeField}
        onField={(target) => {
          setClicked({ field: target.field, cell: target.cell });
          if (target.cell) acts.goCell(target.cell);
        }}
        onTable={(id) => acts.table(id)}
        onPlace={(place) => {
          acts.block(place.block);
          setHeading(place.heading);
        }}
        onStatus={setTextStatus}
        toolsHost={slot}
      />
    </div>
  );
  const modes = <ModeSwitch mode={view.mode} onMode={acts.mode} />;
  const toolSlot = (
    <>
      {view.mode === 'table' && table !== null && <TableTools session={session} table={table} cell={cell} editor={grid} />}
      {textShown && <div className="tool-host" ref={setSlot} />}
    </>
  );
  const tableSize = table === null ? '' : sizeOf(session, table);

  return (
    <div className="plan-window">
      <AppBar
        session={session}
        findings={findings}
        terse={room.narrower}
        tools={room.low ? <ModeAndMore modes={modes} open={tools} onMore={() => setTools(!tools)} /> : undefined}
        onMenu={(key) => void onMenu(key)}
        onStage={(stage) => {
          const done = session.run({ type: 'set-stage', stage });
          if (!done.ok) complain(done.failure);
        }}
        onUndo={() => void undo()}
        onRedo={() => void redo()}
        onChecks={() => openTab('checks')}
        onImport={() => setImporting({ path: null })}
        onRelease={openRelease}
      />
      {room.low ? (
        <ToolDrop open={tools}>{toolSlot}</ToolDrop>
      ) : (
        <ToolBar modes={modes} onHelp={() => setHelp(true)}>
          {toolSlot}
        </ToolBar>
      )}
      <AlertBars session={session} onSaveAs={() => void saveAs()} />
      <div
        className={[
          'plan-body',
          outlineDrawer || !view.outlineOpen ? 'left-rail' : '',
          panelDrawer || !view.panelOpen ? 'right-rail' : '',
        ].join(' ')}
      >
        {outlineDrawer || !view.outlineOpen ? (
          <nav className="rail is-left" aria-label={words.outline}>
            <button type="button" onClick={() => acts.foldOutline(outlineDrawer)} aria-expanded={outlineShown}>
              {[...words.outline].map((letter) => (
                <span key={letter}>{letter}</span>
              ))}
            </button>
          </nav>
        ) : null}
        {outlineShown && (
          <div className={outlineDrawer ? 'outline-pane is-drawer' : 'outline-pane'} data-pane="outline">
            <Outline
              tree={tree}
              findings={findings}
              activeTable={tableShown && view.mode === 'table' ? table : null}
              activeBlock={textShown ? heading : null}
              onTable={acts.table}
              onBlock={readBlock}
            />
            {!outlineDrawer && (
              <button type="button" className="outline-hide" onClick={() => acts.foldOutline(false)}>
                {words.foldOutline}
              </button>
            )}
          </div>
        )}
        <main className="centre">
          {tableShown && table !== null && (
            <div data-pane="formula">
              <FormulaLine
                session={session}
                active={cell?.table === table ? cell : null}
                onFrame={setFramed}
                onGoTo={acts.goCell}
              />
            </div>
          )}
          {view.mode === 'both' ? (
            <Split upper={textPane} lower={tablePane} />
          ) : (
            <div className="centre-pane">{tableShown ? tablePane : textPane}</div>
          )}
        </main>
        {panelShown && panel}
        {(panelDrawer || !view.panelOpen) && (
          <PanelRail findings={findings.findings.length} errors={findings.errors} onTab={openTab} />
        )}
      </div>
      <StatusBar selection={summary} text={textShown ? textPhrases(textStatus) : []} right={tableShown ? tableSize : ''} />
      {help && <KeysDialog onClose={() => setHelp(false)} />}
      {release && (
        <ReleaseDialog
          session={session}
          findings={findings}
          places={places}
          files={release}
          onGo={(target) => {
            setRelease(null);
            goFinding(target);
          }}
          onClose={() => setRelease(null)}
        />
      )}
      {importing && (
        <ImportWizard
          session={session}
          path={importing.path}
          table={table}
          onClose={() => {
            setImporting(null);
            onImported();
          }}
          onApplied={(id) => {
            setImporting(null);
            onImported();
            acts.mode('table');
            acts.table(id);
          }}
        />
      )}
    </div>
  );
}

function ModeAndMore({ modes, open, onMore }: { modes: React.ReactNode; open: boolean; onMore(): void }) {
  return (
    <>
      {modes}
      <button type="button" className="bar-button" aria-expanded={open} onClick={onMore}>
        {words.more}
      </button>
    </>
  );
}

function sameCell(a: CellRef, b: CellRef): boolean {
  return a.row === b.row && a.column === b.column;
}

function valueColumns(session: PlanSession, table: number): number {
  return session.live.shape(table).leaves.filter((column) => column.role === 'value' && column.kind === 'number').length;
}

function sizeOf(session: PlanSession, table: number): string {
  const shape = session.live.shape(table);
  const rows = shape.rows.filter((row) => row.kind === 'data').length;
  const columns = shape.leaves.filter((column) => column.role === 'value').length;
  return words.tableSize(shape.number || shape.title, rows, columns);
}
