// The text editor as a component: the tool bar, the page on its desk, and what floats over it (offers, the picker, find).
//
// The page itself is `PageEditor`; React gives it a place, hands on what was clicked, and paints the parts around it.

import { Button } from 'antd';
import { type Ref, useEffect, useImperativeHandle, useReducer, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import type { PlanSession } from '../plan/session-types.ts';
import { textWords } from '../words/text.ts';
import { FieldPicker, type PickRequest } from './field-picker.tsx';
import { FindBar } from './find-bar.tsx';
import { FootCard } from './foot-card.tsx';
import { pickAt } from './insert-field.ts';
import { OfferCard } from './offer-card.tsx';
import { type FieldTarget, PageEditor, type TextPlace } from './page-editor.ts';
import { type TextStatus, textStatus } from './text-status.ts';
import { TextTools } from './text-tools.tsx';
import './page.css';
import './text.css';

export type { FieldTarget, TextPlace } from './page-editor.ts';
export type { TextStatus } from './text-status.ts';

/** What the window around the editor can ask of it. */
export interface TextEditorHandle {
  focus(): void;
  /** opens the picker at the cursor */
  insertField(): void;
  find(): void;
  showBlock(block: BlockId): void;
  showField(field: FieldId): void;
  /** makes unfinished typing into a command now */
  commit(): void;
}

export interface TextEditorProps {
  session: PlanSession;
  /** the block to bring into view; a new `n` asks again for the same block */
  focusBlock?: { block: BlockId; n: number } | null;
  /** the field shown as the active one (its cell is open in the grid) */
  activeField?: FieldId | null;
  /** a field was clicked */
  onField?: (target: FieldTarget) => void;
  /** a table in the text was clicked */
  onTable?: (table: TableId, block: BlockId) => void;
  /** the cursor went to another block */
  onPlace?: (place: TextPlace) => void;
  /** what a status bar says about the text; half a second after it changed */
  onStatus?: (status: TextStatus) => void;
  readOnly?: boolean;
  /** where the tool bar goes; without one it stands above the page, null = no tool bar */
  toolsHost?: HTMLElement | null;
  ref?: Ref<TextEditorHandle>;
}

const sentTo = new WeakMap<PlanSession, object>();

export function TextEditor(props: TextEditorProps) {
  const { session, focusBlock, activeField, readOnly: askedReadOnly, toolsHost } = props;
  const readOnly = askedReadOnly === true || session.readOnly !== null;
  const pageHost = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [editor, setEditor] = useState<PageEditor | null>(null);
  const [trouble, setTrouble] = useState<Failure | null>(null);
  const [pick, setPick] = useState<PickRequest | null>(null);
  const [finding, setFinding] = useState(0);
  const [foot, setFoot] = useState<number | null>(null);
  const [version, changed] = useReducer((n: number) => n + 1, 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is made once a session; the rest reaches it through effects below
  useEffect(() => {
    const host = pageHost.current;
    if (!host) return;
    const page = new PageEditor(host, session, readOnly, textWords.page, {
      onField: (target) => latest.current.onField?.(target),
      onTable: (table, block) => latest.current.onTable?.(table, block),
      onPlace: (place) => latest.current.onPlace?.(place),
      onTrouble: setTrouble,
      onChange: changed,
      onPick: (field) => setPick(pickAt(page, field)),
      onFind: () => setFinding((n) => n + 1),
      onFoot: setFoot,
    });
    setEditor(page);
    return () => {
      setEditor(null);
      page.destroy();
    };
  }, [session]);

  useEffect(() => editor?.setReadOnly(readOnly), [editor, readOnly]);
  useEffect(() => editor?.setActiveField(activeField ?? null), [editor, activeField]);
  useEffect(() => {
    // A page that comes back is not sent again to where it was sent before it went.
    if (!editor || !focusBlock || sentTo.get(session) === focusBlock) return;
    sentTo.set(session, focusBlock);
    editor.showBlock(focusBlock.block);
  }, [editor, session, focusBlock]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the page's state
  useEffect(() => {
    if (!editor || !latest.current.onStatus) return;
    const timer = setTimeout(() => latest.current.onStatus?.(textStatus(editor)), 500);
    return () => clearTimeout(timer);
  }, [editor, version]);

  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => editor?.view.focus(),
      insertField: () => editor && setPick(pickAt(editor, null)),
      find: () => setFinding((n) => n + 1),
      showBlock: (block) => editor?.showBlock(block),
      showField: (field) => editor?.showField(field),
      commit: () => {
        editor?.sync.commit();
      },
    }),
    [editor],
  );

  const tools = editor && toolsHost !== null && (
    <TextTools
      editor={editor}
      version={version}
      readOnly={readOnly}
      own={toolsHost === undefined}
      onPick={() => setPick(pickAt(editor, null))}
      onFind={() => setFinding((n) => n + 1)}
      onFoot={() => setFoot(-1)}
    />
  );
  return (
    <div className="text-editor">
      {toolsHost ? createPortal(tools, toolsHost) : tools}
      {trouble && (
        <div className="text-trouble" role="alert">
          <span>
            <b>{textWords.troubleTitle}：</b>
            {sentenceOf(trouble)}。{textWords.troubleSafe}
          </span>
          <span className="spring" />
          <Button size="small" onClick={() => editor?.sync.commit()}>
            {textWords.troubleRetry}
          </Button>
          <Button size="small" onClick={() => editor?.sync.discard()}>
            {textWords.troubleDiscard}
          </Button>
        </div>
      )}
      <div className="text-body">
        {editor && finding > 0 && (
          <FindBar key={session.plan} editor={editor} asked={finding} version={version} onClose={() => setFinding(0)} />
        )}
        <div className="text-scroll">
          <div className="text-page" ref={pageHost}>
            {editor && !readOnly && !pick && <OfferCard editor={editor} version={version} />}
            {editor && pick && <FieldPicker editor={editor} request={pick} onClose={() => setPick(null)} />}
            {editor && foot !== null && <FootCard editor={editor} pos={foot} onClose={() => setFoot(null)} />}
          </div>
        </div>
      </div>
    </div>
  );
}
