// The text's part of the tool bar: paragraph kind, insertions, paste as text, numbers that could be fields, find.

import { App, Button, Dropdown, Select } from 'antd';
import { TextSelection } from 'prosemirror-state';
import { Icon } from '../app/icons.tsx';
import { BLOCK_WORDS, LEVEL_WORDS, textWords } from '../words/text.ts';
import { currentBlock, numberByItself, toggleRunIn } from './edit-commands.ts';
import { insertTable } from './insert-table.ts';
import { offersIn } from './offers.ts';
import type { PageEditor } from './page-editor.ts';
import { sliceOfText } from './paste.ts';
import { pasteSlice } from './paste-slice.ts';

interface TextToolsProps {
  editor: PageEditor;
  version: number;
  readOnly: boolean;
  /** stands in a bar of its own above the page */
  own: boolean;
  onPick(): void;
  onFind(): void;
  onFoot(): void;
}

const KIND_CHOICES = [
  { value: 'para', label: textWords.paragraph },
  ...LEVEL_WORDS.map((label, i) => ({ value: `heading-${i + 1}`, label })),
  { value: 'title', label: textWords.documentTitle },
  { value: 'table-note', label: textWords.tableNote },
];

export function TextTools({ editor, readOnly, own, onPick, onFind, onFoot }: TextToolsProps) {
  const { message } = App.useApp();
  const { view } = editor;
  const block = currentBlock(view.state)?.attrs ?? null;
  const value = !block ? undefined : block.kind === 'heading' ? `heading-${Math.min(block.props.level ?? 1, 4)}` : block.kind;
  const known = KIND_CHOICES.some((choice) => choice.value === value);
  const options = known || !block ? KIND_CHOICES : [{ value: block.kind, label: BLOCK_WORDS[block.kind] }, ...KIND_CHOICES];
  const { live } = editor.session;
  const tables = live.tables().filter((table) => table.role !== 'ledger');

  function choose(kind: string): void {
    const level = /^heading-(\d)$/.exec(kind)?.[1];
    if (level) editor.setBlocks({ kind: 'heading', level: Number(level) });
    else if (kind === 'para' || kind === 'title' || kind === 'table-note') editor.setBlocks({ kind });
  }

  async function pastePlain(): Promise<void> {
    try {
      const words = await navigator.clipboard.readText();
      editor.do((state, dispatch) => {
        const tr = pasteSlice(state, sliceOfText(words, true));
        if (tr) dispatch?.(tr.scrollIntoView());
        return tr !== null;
      });
    } catch {
      // The shell or the system keeps the clipboard from pages; the key works without asking.
      void message.info(textWords.noClipboard);
      view.focus();
    }
  }

  function nextOffer(): void {
    editor.offers.search();
    const offers = offersIn(view.state);
    const next = offers.find((offer) => offer.to > view.state.selection.to) ?? offers[0];
    if (next) {
      const { state } = view;
      view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, next.to)).scrollIntoView());
    }
    void message.info(textWords.numbersFound(offers.length));
    view.focus();
  }

  const heading = block?.kind === 'heading' ? block : null;
  return (
    <div className={own ? 'text-tools own' : 'text-tools'}>
      <Select
        value={value}
        options={options}
        disabled={readOnly}
        aria-label={textWords.chooseKind}
        popupMatchSelectWidth={false}
        style={{ width: 104 }}
        onChange={choose}
      />
      {heading && !readOnly && (
        <Button
          type="text"
          className={heading.props.runIn ? 'pressed' : ''}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => editor.do(toggleRunIn)}
        >
          {textWords.runIn}
        </Button>
      )}
      {heading && typeof heading.props.number === 'object' && !readOnly && (
        <Button type="text" onMouseDown={(event) => event.preventDefault()} onClick={() => editor.do(numberByItself)}>
          {textWords.autoNumber}
        </Button>
      )}
      <span className="divider" />
      <Button
        type="text"
        disabled={readOnly}
        icon={<Icon name="field" />}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPick}
      >
        {textWords.insertField} <span className="key">=</span>
      </Button>
      <Dropdown
        disabled={readOnly}
        trigger={['click']}
        menu={{
          items: tables.length
            ? tables.map((table) => {
                const shape = live.shape(table.id);
                return { key: String(table.id), label: `${shape.number}　${shape.title}`.trim() };
              })
            : [{ key: 'none', label: textWords.noTables, disabled: true }],
          onClick: ({ key }) => insertTable(editor, Number(key)),
        }}
      >
        <Button type="text" icon={<Icon name="sheet" />}>
          {textWords.insertTable}
        </Button>
      </Dropdown>
      <Button
        type="text"
        disabled={readOnly}
        icon={<Icon name="note" />}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onFoot}
      >
        {textWords.footnote}
      </Button>
      <span className="divider" />
      <Button type="text" disabled={readOnly} icon={<Icon name="paste" />} onClick={() => void pastePlain()}>
        {textWords.pastePlain}
      </Button>
      <Button type="text" disabled={readOnly} icon={<Icon name="check" />} onClick={nextOffer}>
        {textWords.findNumbers}
      </Button>
      <span className="spring" />
      <Button type="text" icon={<Icon name="search" />} onClick={onFind}>
        {textWords.find}
      </Button>
    </div>
  );
}
