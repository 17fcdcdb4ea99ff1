// Asking for a file or folder: the system's own dialog where the shell has one, else the window's picker, behind one promise.

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { ask } from '../bridge.ts';
import { FilePicker, type PickerQuestion } from './file-picker.tsx';

export interface Picker {
  /** a file to open; null = cancelled */
  pickFile(kind: 'plan' | 'spreadsheet', title: string): Promise<string | null>;
  pickFolder(title: string, start?: string): Promise<string | null>;
  /** a place to save to, with its ending */
  pickSave(kind: 'plan' | 'docx' | 'xlsx', name: string, title: string): Promise<string | null>;
}

const PickerContext = createContext<Picker | null>(null);

export function usePicker(): Picker {
  const picker = useContext(PickerContext);
  if (!picker) throw new Error('usePicker outside of PickerProvider');
  return picker;
}

const EXTENSIONS = { plan: ['anju'], spreadsheet: ['xls', 'xlsx', 'et', 'csv', 'xlsm'] };

export function PickerProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<(PickerQuestion & { answer: (path: string | null) => void }) | null>(null);

  const own = useCallback(
    (next: PickerQuestion) =>
      new Promise<string | null>((resolve) => {
        setQuestion({
          ...next,
          answer: (path) => {
            setQuestion(null);
            resolve(path);
          },
        });
      }),
    [],
  );

  const picker = useMemo<Picker>(
    () => ({
      async pickFile(kind, title) {
        const answer = await ask('dialog.open', { kind, title });
        if (answer.ok && !('unsupported' in answer.value)) return answer.value.path;
        return own({ mode: 'file', title, extensions: EXTENSIONS[kind] });
      },
      async pickFolder(title, start) {
        const answer = await ask('dialog.open', { kind: 'folder', title });
        if (answer.ok && !('unsupported' in answer.value)) return answer.value.path;
        return own({ mode: 'folder', title, ...(start && { start }) });
      },
      async pickSave(kind, name, title) {
        const answer = await ask('dialog.save', { kind, name, title });
        if (answer.ok && !('unsupported' in answer.value)) return answer.value.path;
        return own({ mode: 'save', title, name, extensions: [kind === 'plan' ? 'anju' : kind] });
      },
    }),
    [own],
  );

  return (
    <PickerContext.Provider value={picker}>
      {children}
      {question && <FilePicker question={question} onAnswer={question.answer} />}
    </PickerContext.Provider>
  );
}
