// A footnote's words: typed here for a new one at the cursor, or changed where its mark was clicked.

import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Inline } from '../../shared/model/blocks.ts';
import { textWords } from '../words/text.ts';
import { FloatCard } from './float.tsx';
import { replaceRange } from './insert-field.ts';
import type { PageEditor } from './page-editor.ts';
import { textSchema } from './schema.ts';

interface FootCardProps {
  editor: PageEditor;
  /** the mark's place in the page; -1 = a new one at the cursor */
  pos: number;
  onClose(): void;
}

export function FootCard({ editor, pos, onClose }: FootCardProps) {
  const { view } = editor;
  const node = pos >= 0 ? view.state.doc.nodeAt(pos) : null;
  const foot = node?.type === textSchema.nodes.carried ? (node.attrs.element as Extract<Inline, { t: 'foot' }>) : null;
  const [at] = useState(() => (pos >= 0 ? pos : view.state.selection.to));
  const [words, setWords] = useState(() => (foot ? editor.text.inline(foot.content) : ''));
  // A note that holds fields or marks is shown, and changed only as a whole.
  const plain = !foot || foot.content.every((element) => element.t === 'text' && !element.m);

  function save(): void {
    const text = words.trim();
    const element: Inline = { t: 'foot', id: foot?.id ?? editor.session.mint(), content: text ? [{ t: 'text', s: text }] : [] };
    if (foot) replaceRange(editor, at, at + 1, text ? [element] : [], 'edit-text', at + 1);
    else if (text && view.state.doc.resolve(at).parent.isTextblock) replaceRange(editor, at, at, [element], 'edit-text', at + 1);
    onClose();
    view.focus();
  }

  return (
    <FloatCard view={view} pos={at} className="foot-card" stays label={textWords.footnote}>
      <Input.TextArea
        autoFocus
        value={words}
        disabled={!plain}
        rows={3}
        placeholder={textWords.footPrompt}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            onClose();
            view.focus();
          } else if (event.key === 'Enter' && !event.shiftKey && plain) {
            event.preventDefault();
            save();
          }
        }}
      />
      <div className="buttons">
        <Button size="small" type="primary" disabled={!plain || (!foot && !words.trim())} onClick={save}>
          {foot ? textWords.footSave : textWords.footInsert}
        </Button>
        <Button size="small" onClick={onClose}>
          {textWords.pickCancel}
        </Button>
      </div>
    </FloatCard>
  );
}
