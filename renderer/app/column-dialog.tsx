// The properties of a column: what may be filled in, its unit, how it is computed and totalled; where it stands; taking it away.
//
// What is changed here becomes one command, so one undo takes it back. A unit of the same kind converts what is filled in; where digits
// would be lost the person is asked first. Removing a column that formulas or sentences read names them first.

import { App, Button, Checkbox, Dropdown, Form, Input, InputNumber, Modal, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, useState } from 'react';
import type { Command, CommandOf } from '../../shared/commands/schema.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { columnName, nameStored } from '../../shared/formulas/words.ts';
import type { ColumnId } from '../../shared/model/ids.ts';
import { byOrder } from '../../shared/model/order.ts';
import type { ColumnKind, ColumnRecord } from '../../shared/model/records.ts';
import type { PlanSession } from '../plan/session.ts';
import { columnWords as words } from '../words/column.ts';
import './column-dialog.css';

type Setting = CommandOf<'set-column'>['set'];

const orNull = (text: string): string | null => text.trim() || null;
const options = <T extends string>(names: Record<T, string>) =>
  (Object.keys(names) as T[]).map((value) => ({ value, label: names[value] }));

/** The fields as they are typed; all text, so that nothing typed is lost on a refusal. */
function fieldsOf(session: PlanSession, column: ColumnRecord) {
  return {
    title: column.title,
    kind: column.kind,
    unit: column.unit ?? '',
    decimals: column.decimals,
    min: column.min ?? '',
    max: column.max ?? '',
    required: column.required,
    choices: (column.choices ?? []).join('\n'),
    width: column.width,
    align: column.align ?? ('auto' as const),
    total: column.total ?? ('auto' as const),
    formula: column.formula === null ? '' : nameStored(session.live, column.formula, column.tableId),
  };
}
type Fields = ReturnType<typeof fieldsOf>;

/** Only what differs from the column as it was when the dialog opened. */
function changed(before: Fields, now: Fields): Setting {
  const set: Setting = {};
  if (now.title.trim() !== before.title) set.title = now.title.trim();
  if (now.kind !== before.kind) set.kind = now.kind;
  if (now.unit.trim() !== before.unit) set.unit = orNull(now.unit);
  if (now.decimals !== before.decimals) set.decimals = now.decimals;
  if (now.min.trim() !== before.min) set.min = orNull(now.min);
  if (now.max.trim() !== before.max) set.max = orNull(now.max);
  if (now.required !== before.required) set.required = now.required;
  if (now.choices !== before.choices) {
    const list = now.choices.split('\n').flatMap((line) => orNull(line) ?? []);
    set.choices = list.length ? list : null;
  }
  if (now.width !== before.width) set.width = now.width;
  if (now.align !== before.align) set.align = now.align === 'auto' ? null : now.align;
  if (now.total !== before.total) set.total = now.total === 'auto' ? null : now.total;
  if (now.formula.trim() !== before.formula) set.formula = orNull(now.formula);
  return set;
}

interface ColumnDialogProps {
  session: PlanSession;
  column: ColumnRecord;
  onClose(): void;
}

export function ColumnDialog({ session, column, onClose }: ColumnDialogProps) {
  const { modal } = App.useApp();
  const { live } = session;
  const [before] = useState(() => fieldsOf(session, column));
  const [fields, setFields] = useState(before);
  const [refused, setRefused] = useState<Failure | null>(null);
  const [grouping, setGrouping] = useState<string | null>(null);
  const formula = useRef<TextAreaRef>(null);
  const isValue = column.role === 'value';
  const set = <K extends keyof Fields>(name: K, value: Fields[K]) => {
    setRefused(null);
    setFields((now) => ({ ...now, [name]: value }));
  };

  /** Runs a command; true when it was taken. A refusal stands in the dialog, and what was typed stays. */
  const run = (command: Command): boolean => {
    const done = session.run(command);
    setRefused(done.ok ? null : done.failure);
    return done.ok;
  };
  const apply = (round = false) => {
    const changes = changed(before, fields);
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    const done = session.run({ type: 'set-column', col: column.id, set: changes, ...(round && { round }) });
    if (done.ok) onClose();
    else if (done.failure.details.why === 'rounding' && !round)
      modal.confirm({
        title: words.roundTitle,
        content: sentenceOf(done.failure),
        okText: words.round,
        cancelText: words.cancel,
        onOk: () => apply(true),
      });
    else setRefused(done.failure);
  };
  const remove = () => {
    const done = session.run({ type: 'remove-columns', columns: [column.id] });
    if (done.ok) onClose();
    else if (done.failure.code === 'in-use')
      modal.confirm({
        title: words.removeTitle,
        content: sentenceOf(done.failure),
        okText: words.removeAnyway,
        cancelText: words.cancel,
        okButtonProps: { danger: true },
        onOk: () => {
          if (run({ type: 'remove-columns', columns: [column.id], confirm: true })) onClose();
        },
      });
    else setRefused(done.failure);
  };

  const siblings = [...live.state.records.col.values()]
    .filter((one) => one.tableId === column.tableId && one.parentId === column.parentId)
    .sort(byOrder);
  const at = siblings.findIndex((one) => one.id === column.id);
  const move = (to: ColumnRecord | undefined, side: 'before' | 'after') => {
    if (to && run({ type: 'move-columns', columns: [column.id], place: side === 'before' ? { before: to.id } : { after: to.id } }))
      onClose();
  };
  const next = siblings[at + 1];
  const previous = siblings[at - 1];
  const makeGroup = () => {
    const title = grouping?.trim();
    if (!title) return;
    const take = next && next.role !== 'label' ? [column.id, next.id] : [column.id];
    const id = session.mint<'column'>();
    if (run({ type: 'add-column-group', table: column.tableId, column: { id, title }, place: { before: column.id }, take }))
      onClose();
  };
  const others = live.shape(column.tableId).leaves.filter((leaf) => leaf.role === 'value' && leaf.id !== column.id);
  const insertName = (id: ColumnId) => {
    const area = formula.current?.resizableTextArea?.textArea;
    const name = `[${columnName(live, id)}]`;
    const from = area?.selectionStart ?? fields.formula.length;
    const to = area?.selectionEnd ?? from;
    set('formula', fields.formula.slice(0, from) + name + fields.formula.slice(to));
    area?.focus();
  };

  return (
    <Modal
      open
      centered
      width={560}
      title={words.heading(columnName(live, column.id, ' / '))}
      onCancel={onClose}
      footer={
        <div className="column-foot">
          <Button disabled={!previous || previous.role === 'label'} onClick={() => move(previous, 'before')}>
            {words.left}
          </Button>
          <Button disabled={!next} onClick={() => move(next, 'after')}>
            {words.right}
          </Button>
          <Button onClick={() => setGrouping(grouping === null ? '' : null)}>{words.group}</Button>
          <Button danger onClick={remove} disabled={column.role === 'label'}>
            {words.remove}
          </Button>
          <span className="grow" />
          <Button size="large" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button size="large" type="primary" disabled={!fields.title.trim()} onClick={() => apply()}>
            {words.apply}
          </Button>
        </div>
      }
    >
      <Form labelCol={{ span: 4 }} size="middle" onFinish={() => apply()} className="column-form">
        <Form.Item label={words.title} htmlFor="column-name">
          <Input id="column-name" autoFocus value={fields.title} onChange={(e) => set('title', e.target.value)} />
        </Form.Item>
        {grouping !== null && (
          <Form.Item label={words.groupTitle} htmlFor="column-group" extra={next ? words.groupWith : undefined}>
            <Input.Search
              id="column-group"
              autoFocus
              value={grouping}
              enterButton={words.apply}
              onChange={(e) => setGrouping(e.target.value)}
              onSearch={makeGroup}
            />
          </Form.Item>
        )}
        {isValue && (
          <>
            <Form.Item label={words.kind} htmlFor="column-kind">
              <Select<ColumnKind>
                id="column-kind"
                value={fields.kind}
                options={options(words.kinds)}
                onChange={(kind) => set('kind', kind)}
              />
            </Form.Item>
            {fields.kind === 'choice' && (
              <Form.Item label={words.choices} htmlFor="column-choices" extra={words.choicesHint}>
                <Input.TextArea
                  id="column-choices"
                  rows={3}
                  value={fields.choices}
                  onChange={(e) => set('choices', e.target.value)}
                />
              </Form.Item>
            )}
            {fields.kind === 'number' && (
              <>
                <Form.Item label={words.unit} htmlFor="column-unit-set" extra={words.unitHint}>
                  <Input id="column-unit-set" value={fields.unit} onChange={(e) => set('unit', e.target.value)} />
                </Form.Item>
                <Form.Item label={words.decimals} htmlFor="column-decimals-set">
                  <InputNumber
                    id="column-decimals-set"
                    min={0}
                    max={10}
                    precision={0}
                    placeholder={words.asTyped}
                    value={fields.decimals}
                    onChange={(value) => set('decimals', value)}
                  />
                </Form.Item>
                <Form.Item label={words.least}>
                  <div className="column-pair">
                    <Input aria-label={words.least} value={fields.min} onChange={(e) => set('min', e.target.value)} />
                    <span>{words.greatest}</span>
                    <Input aria-label={words.greatest} value={fields.max} onChange={(e) => set('max', e.target.value)} />
                  </div>
                </Form.Item>
                <Form.Item label={words.total} htmlFor="column-total">
                  <Select
                    id="column-total"
                    value={fields.total}
                    options={options(words.totals)}
                    onChange={(total) => set('total', total)}
                  />
                </Form.Item>
                <Form.Item label={words.formula} htmlFor="column-formula" extra={words.formulaHint}>
                  <Input.TextArea
                    id="column-formula"
                    ref={formula}
                    rows={2}
                    value={fields.formula}
                    status={refused?.code.startsWith('formula') ? 'error' : ''}
                    onChange={(e) => set('formula', e.target.value)}
                  />
                  <Dropdown
                    trigger={['click']}
                    disabled={others.length === 0}
                    menu={{
                      items: others.map((leaf) => ({ key: String(leaf.id), label: columnName(live, leaf.id, ' / ') })),
                      onClick: ({ key }) => insertName(Number(key) as ColumnId),
                    }}
                  >
                    <Button size="small">{words.insertColumn}</Button>
                  </Dropdown>
                </Form.Item>
              </>
            )}
            <Form.Item label={words.required}>
              <Checkbox checked={fields.required} onChange={(e) => set('required', e.target.checked)} aria-label={words.required} />
            </Form.Item>
          </>
        )}
        <Form.Item label={words.width}>
          <div className="column-pair">
            <InputNumber
              aria-label={words.width}
              min={40}
              max={1000}
              precision={0}
              placeholder={words.widthAuto}
              value={fields.width}
              onChange={(value) => set('width', value)}
            />
            <span>{words.align}</span>
            <Select
              aria-label={words.align}
              value={fields.align}
              options={options(words.aligns)}
              onChange={(align) => set('align', align)}
            />
          </div>
        </Form.Item>
        {refused && (
          <div className="column-refused" role="alert">
            {sentenceOf(refused)}
          </div>
        )}
      </Form>
    </Modal>
  );
}
