import type { TableEditorHandle } from '../../../renderer/grid/TableEditor.tsx';
import type { MemorySession } from './memory-session.ts';

declare global {
  interface Window {
    test: { session: MemorySession; table: number; editor: TableEditorHandle | null };
  }
}
