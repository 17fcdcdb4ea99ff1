// A spreadsheet without a plan to put it in: the person says which one, then the import wizard opens on it.

import { Button, Modal } from 'antd';
import type { RecentPlan } from '../../shared/contract/messages.ts';
import { nameOf } from '../files/paths.ts';
import { newPlanWords, startWords as words } from '../words/start.ts';

export interface ImportTargetDialogProps {
  spreadsheet: string;
  recent: readonly RecentPlan[];
  onClose(): void;
  onChoose(path: string): void;
  onNew(): void;
}

export function ImportTargetDialog({ spreadsheet, recent, onClose, onChoose, onNew }: ImportTargetDialogProps) {
  return (
    <Modal
      open
      centered
      width={640}
      title={words.importNeedsPlan}
      onCancel={onClose}
      footer={[
        <Button key="cancel" size="large" onClick={onClose}>
          {newPlanWords.cancel}
        </Button>,
        <Button key="new" size="large" type={recent.length ? 'default' : 'primary'} onClick={onNew}>
          {words.newPlan}
        </Button>,
      ]}
    >
      <p>{words.importNeedsPlanText(nameOf(spreadsheet))}</p>
      <div className="template-list import-targets">
        {recent.map((plan) => (
          <button key={plan.path} type="button" disabled={plan.lockedBy !== null} onClick={() => onChoose(plan.path)}>
            <strong>{plan.title || words.untitled}</strong>
            <span>{plan.lockedBy ? words.lockedBy(plan.lockedBy) : plan.path}</span>
          </button>
        ))}
      </div>
    </Modal>
  );
}
