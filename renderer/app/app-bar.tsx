// The bar on top: which plan, at which stage, saved or not, and what can be done with the whole of it.

import { Button, Dropdown, type MenuProps, Select, Tooltip } from 'antd';
import { useMemo } from 'react';
import { STAGES, type Stage } from '../../shared/model/records.ts';
import type { PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { appWords as words } from '../words/app.ts';
import { rollOverWords } from '../words/roll-over.ts';
import type { PlanFindings } from './findings.ts';
import { Icon, type IconName } from './icons.tsx';
import { SaveLabel } from './save-state.tsx';
import './app-bar.css';

export type PlanMenuKey = 'start' | 'roll-over' | 'save-as' | 'backup' | 'verify' | 'folder' | 'help';

export interface AppBarProps {
  session: PlanSession;
  findings: PlanFindings;
  /** on a low window: the tool bar's segmented control and its 更多 */
  tools?: React.ReactNode;
  /** icons alone where the bar is short of room; their words stay for the ear and in the tooltip */
  terse: boolean;
  onMenu(key: PlanMenuKey): void;
  onStage(stage: Stage | null): void;
  onUndo(): void;
  onRedo(): void;
  onChecks(): void;
  onImport(): void;
  onRelease(files: { docx: boolean; xlsx: boolean }): void;
}

export function AppBar(props: AppBarProps) {
  const { session, findings, tools, terse } = props;
  const plan = useTopic(session, 'plan');
  const history = useTopic(session, 'history');
  const { live, readOnly } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the plan's properties
  const { title, stage } = useMemo(
    () => ({ title: live.expandYears(live.state.property('title') ?? ''), stage: live.state.property('stage') }),
    [live, plan],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the history
  const { undo, redo } = useMemo(() => ({ undo: session.undoTarget(), redo: session.redoTarget() }), [session, history]);

  const menu: MenuProps['items'] = [
    { key: 'start', label: words.toStart },
    { type: 'divider' },
    { key: 'roll-over', label: rollOverWords.menu },
    { key: 'save-as', label: words.saveAs },
    { key: 'backup', label: words.backup },
    { key: 'folder', label: words.showFile },
    { key: 'verify', label: words.verify },
    { type: 'divider' },
    { key: 'help', label: `${words.help} F1` },
  ];
  const releases: MenuProps['items'] = [
    { key: 'all', label: words.releaseAll, extra: 'Ctrl+Shift+E' },
    { key: 'docx', label: words.releaseDocx },
    { key: 'xlsx', label: words.releaseXlsx },
  ];

  return (
    <header className="app-bar">
      <Dropdown menu={{ items: menu, onClick: ({ key }) => props.onMenu(key as PlanMenuKey) }} trigger={['click']}>
        <button type="button" className="mark" aria-label={`${words.mark} ${words.menu}`} aria-haspopup="menu">
          {words.mark}
        </button>
      </Dropdown>
      <h1 className="plan-title" title={title}>
        {title}
      </h1>
      <Select
        className="stage-select"
        aria-label={words.stage}
        value={stage ?? ''}
        disabled={readOnly !== null}
        popupMatchSelectWidth={false}
        options={[...STAGES.map((value) => ({ value, label: value })), { value: '', label: words.noStage }]}
        onChange={(value) => props.onStage(value === '' ? null : (value as Stage))}
      />
      {tools}
      <span className="grow" />
      <SaveLabel session={session} />
      <BarButton
        icon="undo"
        word={words.undo}
        terse={terse}
        hint={undo ? words.undoWhat(undo.label) : words.nothingToUndo}
        keys="Ctrl+Z"
        disabled={!undo || readOnly !== null}
        onClick={props.onUndo}
      />
      <BarButton
        icon="redo"
        word={words.redo}
        terse={terse}
        hint={redo ? words.redoWhat(redo.label) : words.nothingToRedo}
        keys="Ctrl+Y"
        disabled={!redo || readOnly !== null}
        onClick={props.onRedo}
      />
      <i className="bar-line" />
      <button type="button" className="bar-button" onClick={props.onChecks}>
        <Icon name="check" />
        <span>{words.checks}</span>
        {findings.findings.length > 0 && (
          <span className={findings.errors ? 'badge is-error' : 'badge'}>{findings.findings.length}</span>
        )}
      </button>
      <BarButton icon="import" word={words.import} terse={terse} disabled={readOnly !== null} onClick={props.onImport} />
      <Dropdown
        menu={{
          items: releases,
          onClick: ({ key }) => props.onRelease({ docx: key !== 'xlsx', xlsx: key !== 'docx' }),
        }}
        trigger={['click']}
        placement="bottomRight"
      >
        <Button type="primary" className="release-button" aria-haspopup="menu">
          <Icon name="release" />
          {words.release}
          <span className="caret" aria-hidden="true" />
        </Button>
      </Dropdown>
    </header>
  );
}

interface BarButtonProps {
  icon: IconName;
  word: string;
  terse: boolean;
  hint?: string;
  keys?: string;
  disabled?: boolean;
  onClick(): void;
}

export function BarButton({ icon, word, terse, hint, keys, disabled, onClick }: BarButtonProps) {
  const button = (
    <button type="button" className="bar-button" disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
      <span className={terse ? 'unseen' : undefined}>{word}</span>
    </button>
  );
  const title = [hint ?? (terse ? word : ''), keys].filter(Boolean).join('　');
  return title ? <Tooltip title={title}>{button}</Tooltip> : button;
}
