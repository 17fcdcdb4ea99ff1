// The find line above the page: words, how many, previous and next; Esc gives the cursor back.

import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { textWords } from '../words/text.ts';
import { find, findIn, findNext } from './find.ts';
import type { PageEditor } from './page-editor.ts';

interface FindBarProps {
  editor: PageEditor;
  /** raised each time the person asks to find */
  asked: number;
  version: number;
  onClose(): void;
}

export function FindBar({ editor, asked, onClose }: FindBarProps) {
  const { view } = editor;
  const input = useRef<InputRef>(null);
  const [query, setQuery] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking takes the selected words and the focus
  useEffect(() => {
    const { from, to, empty } = view.state.selection;
    const chosen = empty ? '' : view.state.doc.textBetween(from, to, '\n');
    if (chosen && !chosen.includes('\n') && chosen.length <= 50) search(chosen);
    input.current?.focus({ cursor: 'all' });
  }, [asked]);
  useEffect(() => () => (view.isDestroyed ? undefined : find(view, '')), [view]);

  function search(words: string): void {
    setQuery(words);
    find(view, words);
  }

  function close(): void {
    onClose();
    view.focus();
  }

  const { found, at } = findIn(view.state);
  return (
    <search className="text-find">
      <Input
        ref={input}
        value={query}
        allowClear
        placeholder={textWords.findHint}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') findNext(view, event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className="count">{query && textWords.findCount(at + 1, found.length)}</span>
      <Button size="small" disabled={!found.length} onClick={() => findNext(view, -1)}>
        {textWords.findPrevious}
      </Button>
      <Button size="small" disabled={!found.length} onClick={() => findNext(view, 1)}>
        {textWords.findNext}
      </Button>
      <Button size="small" type="text" onClick={close}>
        {textWords.close}
      </Button>
    </search>
  );
}
