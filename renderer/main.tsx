// Where the window begins: our theme around the application, painted into the page.

import '../shared/contract/no-eval.ts';

import { createRoot } from 'react-dom/client';
import { Application } from './app/application.tsx';
import { CrashGuard } from './app/crash-guard.tsx';
import { PickerProvider } from './files/picker.tsx';
import { ThemeRoot } from './theme/theme-root.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <ThemeRoot>
    <CrashGuard>
      <PickerProvider>
        <Application />
      </PickerProvider>
    </CrashGuard>
  </ThemeRoot>,
);
