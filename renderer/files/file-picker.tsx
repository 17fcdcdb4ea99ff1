// The window's own picker, for the shell that has no system dialogs: usual places on the left, one folder's folders and files, a path
// or a whole file name can be typed. Arrows choose, Enter opens, Backspace goes up; it never shows a file that can't be chosen.

import { Button, Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { FoundFile } from '../../shared/contract/messages.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { Icon } from '../app/icons.tsx';
import { ask } from '../bridge.ts';
import { filesWords as words } from '../words/files.ts';
import { extensionOf, fileMeant, folderOf, inFolder, isBadName, nameOf, typedPath, withExtension } from './paths.ts';
import './file-picker.css';

export type PickerQuestion =
  | { mode: 'file'; title: string; extensions: string[] }
  | { mode: 'folder'; title: string; start?: string }
  | { mode: 'save'; title: string; name: string; extensions: string[] };

const lastFolderKey = 'anju.picker.folder';

export function FilePicker({ question, onAnswer }: { question: PickerQuestion; onAnswer: (path: string | null) => void }) {
  const [places, setPlaces] = useState<{ name: string; path: string }[]>([]);
  const [folder, setFolder] = useState('');
  const [parent, setParent] = useState<string | null>(null);
  const [files, setFiles] = useState<FoundFile[] | null>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [name, setName] = useState(question.mode === 'save' ? question.name : '');
  const [making, setMaking] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const makeInput = useRef<InputRef>(null);
  const nameInput = useRef<InputRef>(null);
  const extensions = question.mode === 'folder' ? undefined : question.extensions;

  /** A folder asked for later wins over one that is still being read; typing wins over both, also over the first folder of all. */
  const asked = useRef(0);
  const typing = useRef(false);
  const go = useCallback(
    async (to: string, why: 'asked' | 'first' = 'asked'): Promise<'there' | 'refused' | 'overtaken'> => {
      const mine = ++asked.current;
      if (why === 'asked') typing.current = false;
      setFailure(null);
      const answer = await ask('files.list', { folder: to, ...(extensions && { extensions }) });
      if (mine !== asked.current) return 'overtaken';
      if (!answer.ok) {
        setFailure(answer.failure);
        return 'refused';
      }
      setFolder(answer.value.folder);
      setParent(answer.value.parent);
      setFiles(answer.value.files);
      setChosen(0);
      localStorage.setItem(lastFolderKey, answer.value.folder);
      if (!typing.current) {
        setTyped(answer.value.folder);
        list.current?.focus();
      }
      return 'there';
    },
    [extensions],
  );

  /** A typed path may name a file: it is opened, or in 另存为 becomes folder and name. Anything else is a folder to go to. */
  const goTyped = async () => {
    const to = typedPath(typed);
    if (question.mode === 'folder' || !question.extensions.includes(extensionOf(to))) return void go(to);
    if (question.mode === 'save') {
      if ((await go(folderOf(to))) === 'there') setName(nameOf(to));
      return;
    }
    const mine = ++asked.current;
    setFailure(null);
    const answer = await ask('files.list', { folder: folderOf(to), extensions: question.extensions });
    if (mine !== asked.current) return;
    const meant = answer.ok ? fileMeant(to, answer.value.files) : undefined;
    if (meant) onAnswer(meant.path);
    else if (answer.ok && answer.value.files.some((file) => file.name === nameOf(to))) await go(to);
    else setFailure(answer.ok ? { code: 'file-not-found', details: { path: to } } : answer.failure);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first folder is read once
  useEffect(() => {
    void (async () => {
      const mine = asked.current;
      const answer = await ask('files.places', {});
      const found = answer.ok ? answer.value : [];
      if (!answer.ok) setFailure(answer.failure);
      setPlaces(found);
      if (mine !== asked.current) return;
      const start = (question.mode === 'folder' && question.start) || localStorage.getItem(lastFolderKey);
      const went = start ? await go(start, 'first') : 'refused';
      const there = went === 'refused' && found[0] ? await go(found[0].path, 'first') : went;
      // A name is asked for: it is ready to be typed over, its ending kept.
      if (question.mode !== 'save' || there === 'overtaken' || typing.current) return;
      nameInput.current?.focus();
      nameInput.current?.setSelectionRange(0, question.name.replace(/\.[^.]*$/, '').length);
    })();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen row is another one after either
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, files]);

  const shown = files ?? [];
  const take = (file: FoundFile) => {
    if (file.folder) void go(file.path);
    else if (question.mode === 'save') setName(file.name);
    else onAnswer(file.path);
  };
  const saveName = question.mode === 'save' ? withExtension(name.trim(), question.extensions[0] ?? '') : '';
  const nameTaken = question.mode === 'save' && shown.some((f) => f.name === saveName);
  const canSave = question.mode === 'save' && name.trim() !== '' && !isBadName(name) && !nameTaken && folder !== '';
  const confirm = () => {
    if (question.mode === 'folder') onAnswer(folder);
    else if (question.mode === 'save') {
      if (canSave) onAnswer(inFolder(folder, saveName));
    } else {
      const file = shown[chosen];
      if (file) take(file);
    }
  };

  const onListKey = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 }[event.key];
    if (move !== undefined) setChosen((c) => Math.max(0, Math.min(shown.length - 1, c + move)));
    else if (event.key === 'Enter') {
      const file = shown[chosen];
      if (file) take(file);
    } else if (event.key === 'Backspace' && parent) void go(parent);
    else return;
    event.preventDefault();
  };

  const makeFolder = async () => {
    const answer = await ask('files.make-folder', { folder, name: (making ?? '').trim() });
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    setMaking(null);
    await go(answer.value.path);
  };

  return (
    <Modal
      open
      title={question.title}
      width={760}
      onCancel={() => onAnswer(null)}
      centered
      mask={{ closable: false }}
      footer={
        <div className="picker-foot">
          <span className="picker-kinds">{extensions ? words.kinds(extensions) : ''}</span>
          <Button size="large" onClick={() => onAnswer(null)}>
            {words.cancel}
          </Button>
          <Button
            size="large"
            type="primary"
            onClick={confirm}
            disabled={question.mode === 'save' ? !canSave : question.mode === 'file' ? !shown[chosen] : folder === ''}
          >
            {question.mode === 'folder' ? words.choose : question.mode === 'save' ? words.save : words.open}
          </Button>
        </div>
      }
    >
      <div className="picker">
        <nav className="picker-places" aria-label={words.places}>
          <div className="picker-head">{words.places}</div>
          {places.map((place) => (
            <button
              key={place.path}
              type="button"
              className={place.path === folder ? 'picker-place is-here' : 'picker-place'}
              onClick={() => void go(place.path)}
              title={place.path}
            >
              <Icon name="folder" />
              <span>{place.name}</span>
            </button>
          ))}
        </nav>
        <div className="picker-main">
          <div className="picker-path">
            <Button onClick={() => parent && void go(parent)} disabled={!parent}>
              <Icon name="up" /> {words.up}
            </Button>
            <Input
              value={typed}
              aria-label={words.path}
              // Whoever stands in the field is about to type: its words must not change under the hand.
              onFocus={() => {
                typing.current = true;
              }}
              onBlur={() => {
                typing.current = false;
                if (typed.trim() === '') setTyped(folder);
              }}
              onChange={(e) => setTyped(e.target.value)}
              onPressEnter={() => void goTyped()}
              spellCheck={false}
            />
            {typed !== folder && <Button onClick={() => void goTyped()}>{words.go}</Button>}
            <Button onClick={() => setMaking('')} disabled={!folder}>
              {words.newFolder}
            </Button>
          </div>
          {making !== null && (
            <div className="picker-make">
              <Input
                ref={makeInput}
                autoFocus
                value={making}
                placeholder={words.newFolderName}
                aria-label={words.newFolderName}
                onChange={(e) => setMaking(e.target.value)}
                onPressEnter={() => making.trim() && void makeFolder()}
              />
              <Button type="primary" disabled={!making.trim() || isBadName(making)} onClick={() => void makeFolder()}>
                {words.make}
              </Button>
              <Button onClick={() => setMaking(null)}>{words.cancel}</Button>
            </div>
          )}
          {failure && (
            <div className="picker-failure" role="alert">
              {sentenceOf(failure)}
            </div>
          )}
          <div
            className="picker-list"
            ref={list}
            tabIndex={0}
            role="listbox"
            aria-label={question.title}
            aria-activedescendant={shown[chosen] ? `picker-${chosen}` : undefined}
            onKeyDown={onListKey}
          >
            <div className="picker-row picker-header" role="presentation">
              <span>{words.name}</span>
              <span>{words.size}</span>
              <span>{words.modified}</span>
            </div>
            {files === null && !failure && <div className="picker-empty">{words.loading}</div>}
            {files !== null && shown.length === 0 && <div className="picker-empty">{words.empty}</div>}
            {shown.map((file, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys
              <div
                key={file.path}
                id={`picker-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === chosen}
                className="picker-row"
                onClick={() => {
                  setChosen(i);
                  if (question.mode === 'save' && !file.folder) setName(file.name);
                }}
                onDoubleClick={() => take(file)}
              >
                <span className="picker-name" title={file.name}>
                  <Icon name={file.folder ? 'folder' : file.name.endsWith('.anju') ? 'file' : 'sheet'} />
                  {file.name}
                </span>
                <span>{file.folder ? '' : words.bytes(file.size)}</span>
                <span>{file.modifiedAt.slice(0, 10)}</span>
              </div>
            ))}
          </div>
          {question.mode === 'save' && (
            <div className="picker-save">
              <span>{words.fileName}</span>
              <Input
                ref={nameInput}
                value={name}
                aria-label={words.fileName}
                status={nameTaken ? 'error' : ''}
                onChange={(e) => setName(e.target.value)}
                onPressEnter={confirm}
              />
              {nameTaken && <span className="picker-failure">{words.overwrite(saveName)}</span>}
            </div>
          )}
        </div>
      </div>
    </Modal>
  );
}
