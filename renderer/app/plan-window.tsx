// The plan window: bars, outline, the table or the text or both, the right side. It holds view state and hands things on; what one pane
// asks of another stands in linked-panes.ts, what the bars do with the whole plan in plan-commands.ts.

import { useEffect, useMemo, useRef, useState } from 'react';
import { FormulaLine, type FormulaLineHandle } from '../grid/FormulaLine.tsx';
import { selectionSummary } from '../grid/summary.ts';
import { TableEditor, type TableEditorHandle, type TableSelection } from '../grid/TableEditor.tsx';
import { ImportWizard } from '../import/import-wizard.tsx';
import type { CellRef, PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { ReleaseDialog } from '../release/release-dialog.tsx';
import { RollOverDialog } from '../start/roll-over-dialog.tsx';
import { TextEditor, type TextEditorHandle, type TextStatus } from '../text/TextEditor.tsx';
import { appWords as words } from '../words/app.ts';
import { AppBar, type PlanMenuKey } from './app-bar.tsx';
import { cellPhrase } from './cell-phrase.ts';
import { checkedOf } from './checked.ts';
import { marksOfFindings, useDocument, useFindings } from './findings.ts';
import { useKeys } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { useLinkedPanes } from './linked-panes.ts';
import { Outline, OutlineRail } from './outline.tsx';
import { outlineTree } from './outline-tree.ts';
import { Panel, PanelRail } from './panel.tsx';
import { ChecksPanel } from './panel-checks.tsx';
import { HistoryPanel } from './panel-history.tsx';
import { OriginPanel } from './panel-origin.tsx';
import { focusNextPane } from './panes.ts';
import { usePlanCommands } from './plan-commands.ts';
import { usePlanView } from './plan-view.ts';
import { AlertBars } from './save-state.tsx';
import { Split } from './split.tsx';
import { StatusBar } from './status-bar.tsx';
import { TableTools } from './table-tools.tsx';
import { TableUses } from './table-uses.tsx';
import { textPhrases } from './text-phrases.ts';
import { ModeSwitch, MoreTools, ToolBar, ToolDrop } from './tool-bar.tsx';
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
  /** another plan is to be looked at */
  onOpen(path: string): void;
}

export function PlanWindow({ session, importFile, onImported, onStart, onMoved, onOpen }: PlanWindowProps) {
  const room = useWindowRoom();
  const { live } = session;
  const tablesVersion = useTopic(session, 'tables');
  const { view: planDocument, places } = useDocument(session);
  const findings = useFindings(session, planDocument);
  const tree = useMemo(() => outlineTree(live, planDocument), [live, planDocument]);
  const acts = usePlanView(live.tables()[0]?.id ?? null);
  const { view } = acts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the list of tables
  const table = useMemo(
    () => (view.table !== null && live.state.records.tbl.has(view.table) ? view.table : (live.tables()[0]?.id ?? null)),
    [live, view.table, tablesVersion],
  );

  const grid = useRef<TableEditorHandle>(null);
  const line = useRef<FormulaLineHandle>(null);
  const text = useRef<TextEditorHandle>(null);
  const linked = useLinkedPanes(session, acts, places, table, { grid, text });
  const commands = usePlanCommands(session, onMoved);
  const [selection, setSelection] = useState<TableSelection | null>(null);
  const [framed, setFramed] = useState(false);
  const [gone, setGone] = useState(0);
  const [textStatus, setTextStatus] = useState<TextStatus | null>(null);
  const [release, setRelease] = useState<{ docx: boolean; xlsx: boolean } | null>(null);
  const [importing, setImporting] = useState<{ path: string | null } | null>(importFile ? { path: importFile } : null);
  const [help, setHelp] = useState(false);
  const [rolling, setRolling] = useState(false);
  const [tools, setTools] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const { cell } = view;
  const [noteAsked, setNoteAsked] = useState(0);

  useEffect(() => {
    document.title = words.windowTitle(planDocument.title);
  }, [planDocument.title]);
  // After the name box the keys are the grid's again, of whichever table it went to.
  useEffect(() => {
    if (gone) grid.current?.focus();
  }, [gone]);
  useEffect(() => {
    if (importFile) setImporting({ path: importFile });
  }, [importFile]);

  const menu: Record<PlanMenuKey, () => void> = {
    start: onStart,
    'roll-over': () => {
      grid.current?.commit();
      text.current?.commit();
      setRolling(true);
    },
    'save-as': () => void commands.saveAs(),
    backup: () => void commands.backUp(),
    folder: () => void commands.showFolder(),
    verify: () => void commands.verify(),
    help: () => setHelp(true),
  };
  const openRelease = (files: { docx: boolean; xlsx: boolean }) => {
    grid.current?.commit();
    text.current?.commit();
    setRelease(files);
  };
  const goTo = (to: CellRef) => {
    acts.goCell(to);
    setGone((times) => times + 1);
  };
  const openTab = (tab: typeof view.tab) => acts.openTab(tab, room.narrow);
  const nextFinding = () => {
    const list = findings.findings;
    const next = list[(list.findIndex((f) => f.id === linked.finding) + 1) % Math.max(1, list.length)];
    if (!next) return;
    openTab('checks');
    linked.goFinding(next);
  };

  useKeys(
    {
      'Ctrl+1': () => acts.mode('text'),
      'Ctrl+2': () => acts.mode('table'),
      'Ctrl+3': () => acts.mode('both'),
      F1: () => setHelp(true),
      F6: () => focusNextPane({ grid, text }),
      F7: nextFinding,
      'Ctrl+;': () => {
        if (session.readOnly || !cell) return;
        openTab('origin');
        setNoteAsked((n) => n + 1);
      },
      F8: () => acts.foldPanel(room.narrow),
      'Ctrl+Z': () => void commands.undo(),
      'Ctrl+Y': () => void commands.redo(),
      'Ctrl+Shift+Z': () => void commands.redo(),
      'Ctrl+S': () => void commands.confirmSaved(),
      'Ctrl+G': () => line.current?.ask(),
      'Ctrl+I': () => !session.readOnly && setImporting({ path: null }),
      'Ctrl+Shift+E': () => openRelease({ docx: true, xlsx: true }),
      Escape: acts.closeDrawer,
    },
    importing === null,
  );

  const checked = useMemo(() => checkedOf(live, places, findings.findings), [live, places, findings.findings]);
  const cellsVersion = useTopic(session, 'cells');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the selected cells' values
  const summary = useMemo(
    () =>
      selection && view.mode !== 'text' && live.state.records.tbl.has(selection.table) ? selectionSummary(live, selection) : null,
    [live, selection, view.mode, cellsVersion],
  );

  const cellMarks = useMemo(() => marksOfFindings((table !== null && findings.byTable.get(table)) || []), [findings, table]);

  const panelDrawer = room.narrow;
  const outlineDrawer = room.narrower;
  const panelShown = panelDrawer ? view.drawer === 'panel' : view.panelOpen;
  const outlineShown = outlineDrawer ? view.drawer === 'outline' : view.outlineOpen;
  const panel = (
    <div className={panelDrawer ? 'panel-pane is-drawer' : 'panel-pane'} data-pane="panel">
      <Panel tab={view.tab} findings={findings.findings.length} onTab={openTab} onFold={() => acts.foldPanel(room.narrow)}>
        {view.tab === 'checks' && (
          <ChecksPanel
            session={session}
            findings={findings}
            places={places}
            checked={checked}
            current={linked.finding}
            onGo={linked.goFinding}
          />
        )}
        {view.tab === 'origin' && (
          <OriginPanel
            session={session}
            cell={cell}
            places={places}
            noteAsked={noteAsked}
            onCell={acts.goCell}
            onBlock={linked.goBlock}
          />
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
          onActive={acts.cell}
          onSelection={setSelection}
          frameParts={framed}
          findings={cellMarks}
        />
        {view.mode === 'table' && !room.low && (
          <TableUses session={session} table={table} places={places} onBlock={linked.goBlock} />
        )}
      </div>
    );
  const textPane = (
    <div className="text-pane" data-pane="text">
      <TextEditor
        ref={text}
        session={session}
        focusBlock={linked.focusBlock}
        activeField={linked.activeField}
        onField={linked.onField}
        onTable={acts.table}
        onPlace={linked.onPlace}
        onStatus={setTextStatus}
        toolsHost={slot}
      />
    </div>
  );
  const modes = <ModeSwitch mode={view.mode} onMode={acts.mode} />;
  const toolSlot = (
    <>
      {view.mode === 'table' && table !== null && (
        <TableTools session={session} table={table} cell={cell} places={places} editor={grid} />
      )}
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
        tools={room.low ? <MoreTools modes={modes} open={tools} onMore={() => setTools(!tools)} /> : undefined}
        onMenu={(key) => menu[key]()}
        onStage={commands.setStage}
        onUndo={() => void commands.undo()}
        onRedo={() => void commands.redo()}
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
      <AlertBars session={session} onSaveAs={() => void commands.saveAs()} />
      <div
        className={[
          'plan-body',
          outlineDrawer || !view.outlineOpen ? 'left-rail' : '',
          panelDrawer || !view.panelOpen ? 'right-rail' : '',
        ].join(' ')}
      >
        {outlineDrawer || !view.outlineOpen ? (
          <OutlineRail open={outlineShown} onOpen={() => acts.foldOutline(outlineDrawer)} />
        ) : null}
        {outlineShown && (
          <div className={outlineDrawer ? 'outline-pane is-drawer' : 'outline-pane'} data-pane="outline">
            <Outline
              tree={tree}
              findings={findings}
              activeTable={view.mode === 'table' ? table : null}
              activeBlock={textShown ? linked.heading : null}
              onTable={acts.table}
              onBlock={linked.readBlock}
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
                ref={line}
                session={session}
                active={cell?.table === table ? cell : null}
                onFrame={setFramed}
                onGoTo={goTo}
              />
            </div>
          )}
          <Split upper={textShown ? textPane : null} lower={tableShown ? tablePane : null} />
        </main>
        {panelShown && panel}
        {(panelDrawer || !view.panelOpen) && (
          <PanelRail findings={findings.findings.length} errors={findings.errors} onTab={openTab} />
        )}
      </div>
      <StatusBar
        selection={summary}
        text={textShown ? textPhrases(textStatus) : []}
        {...(tableShown && cell && { cell: cellPhrase(live, cell) })}
        right={tableShown ? tableSize : ''}
      />
      {help && <KeysDialog onClose={() => setHelp(false)} />}
      {rolling && (
        <RollOverDialog
          recent={[]}
          from={{
            path: session.path,
            title: planDocument.title,
            year: live.state.property('period_to') ?? live.state.property('year') ?? 0,
          }}
          onClose={() => setRolling(false)}
          onOpen={onOpen}
        />
      )}
      {release && (
        <ReleaseDialog
          session={session}
          findings={findings}
          places={places}
          files={release}
          onGo={(target) => {
            setRelease(null);
            linked.goFinding(target);
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

function sizeOf(session: PlanSession, table: number): string {
  const shape = session.live.shape(table);
  const rows = shape.rows.filter((row) => row.kind === 'data').length;
  const columns = shape.leaves.filter((column) => column.role === 'value').length;
  return words.tableSize(shape.number || shape.title, rows, columns);
}
