// 选择性粘贴: how a block is pasted, asked before it is read.

import { Checkbox, Form, Modal, Radio } from 'antd';
import { useState } from 'react';
import { gridWords } from '../words/grid.ts';
import { type PasteWay, PLAIN_WAY } from './clipboard/paste-special.ts';

export interface PasteSpecialDialogProps {
  onPaste(way: PasteWay): void;
  /** the dialog is gone */
  onClose(): void;
}

export function PasteSpecialDialog({ onPaste, onClose }: PasteSpecialDialogProps) {
  const words = gridWords.pasteSpecial;
  const [open, setOpen] = useState(true);
  const [way, setWay] = useState<PasteWay>({ ...PLAIN_WAY });
  const [chosen, setChosen] = useState(false);
  const take = (): void => {
    setChosen(true);
    setOpen(false);
  };
  return (
    <Modal
      open={open}
      title={words.title}
      width={460}
      centered
      okText={gridWords.menu.paste}
      cancelText={gridWords.cancel}
      okButtonProps={{ autoFocus: true }}
      onOk={take}
      onCancel={() => setOpen(false)}
      afterClose={() => {
        // The grid has the focus again before the clipboard is asked for.
        onClose();
        if (chosen) onPaste(way);
      }}
    >
      <Form labelCol={{ span: 4 }}>
        <Form.Item label={words.figures} extra={words.storedHint}>
          <Radio.Group value={way.figures} onChange={({ target }) => setWay({ ...way, figures: target.value })}>
            <Radio value="shown">{words.shown}</Radio>
            <Radio value="stored">{words.stored}</Radio>
          </Radio.Group>
        </Form.Item>
        <Form.Item label={words.operation} extra={words.addHint}>
          <Radio.Group value={way.operation} onChange={({ target }) => setWay({ ...way, operation: target.value })}>
            <Radio value="none">{words.none}</Radio>
            <Radio value="add">{words.add}</Radio>
            <Radio value="subtract">{words.subtract}</Radio>
          </Radio.Group>
        </Form.Item>
        <Form.Item wrapperCol={{ offset: 4 }}>
          <Checkbox checked={way.transpose} onChange={({ target }) => setWay({ ...way, transpose: target.checked })}>
            {words.transpose}
          </Checkbox>
          <br />
          <Checkbox checked={way.skipBlanks} onChange={({ target }) => setWay({ ...way, skipBlanks: target.checked })}>
            {words.skipBlanks}
          </Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
