// 例外: a computed figure kept as an office printed it although it does not add up, with the reason that goes into the plan.

import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { gridWords } from '../words/grid.ts';
import type { GridCell } from './axes.ts';
import { cellName } from './names.ts';

export interface ExceptionDialogProps {
  live: LivePlan;
  cell: GridCell;
  /** true where the plan took it */
  onSet(printed: string, reason: string): boolean;
  onClose(): void;
}

export function ExceptionDialog({ live, cell, onSet, onClose }: ExceptionDialogProps) {
  const computed = live.keptText(cell.row, cell.col);
  const [printed, setPrinted] = useState(computed);
  const [reason, setReason] = useState('');
  const [open, setOpen] = useState(true);
  const ready = printed.trim() !== '' && reason.trim() !== '';
  return (
    <Modal
      open={open}
      title={gridWords.exceptionTitle(cellName(live, cell, true))}
      width={460}
      centered
      okText={gridWords.ok}
      cancelText={gridWords.cancel}
      okButtonProps={{ disabled: !ready }}
      onOk={() => {
        if (onSet(printed.trim(), reason.trim())) setOpen(false);
      }}
      onCancel={() => setOpen(false)}
      afterClose={onClose}
    >
      <Form layout="vertical">
        <Form.Item htmlFor="gc-printed" label={gridWords.exceptionPrinted} extra={gridWords.exceptionComputed(computed)}>
          <Input id="gc-printed" autoFocus value={printed} maxLength={60} onChange={(event) => setPrinted(event.target.value)} />
        </Form.Item>
        <Form.Item htmlFor="gc-reason" label={gridWords.exceptionReason} extra={gridWords.exceptionReasonNeeded}>
          <Input.TextArea
            id="gc-reason"
            rows={3}
            value={reason}
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
