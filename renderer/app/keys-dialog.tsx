// F1: the keys that work today, by where they work.

import { Modal } from 'antd';
import { keyWords as words } from '../words/app.ts';
import './keys-dialog.css';

export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Modal open centered width={760} title={words.title} footer={null} onCancel={onClose} keyboard>
      <div className="keys">
        {words.groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={keys}>
                  <dt>{keys}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
