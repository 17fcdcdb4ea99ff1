// The page the browser tests drive: the text editor on the Kashgar sample, with the session and the events at `window.probe`.

import { useState } from 'react';
/// <reference types="vite/client" />
import { createRoot } from 'react-dom/client';
import { type FieldTarget, TextEditor, type TextPlace, type TextStatus } from '../../../renderer/text/TextEditor.tsx';
import { ThemeRoot } from '../../../renderer/theme/theme-root.tsx';
import { must } from '../../../shared/contract/failure.ts';
import { documentText } from '../../../shared/outline/plain-text.ts';
import { documentView } from '../../../shared/outline/view.ts';
import { planFromTemplate } from '../../../shared/template/make-plan.ts';
import { countingMint, FakeSession } from '../fake-session.ts';

const folder = '../../../resources/samples/kashgar-2025-annual-plan/';
const files = import.meta.glob('../../../resources/samples/kashgar-2025-annual-plan/**/*.json', { eager: true, import: 'default' });
const parts = Object.fromEntries(Object.entries(files).map(([path, part]) => [path.slice(folder.length), part]));
const mint = countingMint();
const session = new FakeSession(must(planFromTemplate(parts, { mint, now: '2025-03-01T00:00:00Z' })), mint);

const events = {
  fields: [] as FieldTarget[],
  tables: [] as number[],
  places: [] as TextPlace[],
  status: null as TextStatus | null,
};
const probe = {
  session,
  events,
  text: () => documentText(documentView(session.live)),
  mounted: (_on: boolean): void => undefined,
  focusBlock: (_block: number): void => undefined,
};
export type Probe = typeof probe;
declare global {
  interface Window {
    probe: Probe;
  }
}
window.probe = probe;

function Page() {
  const [active, setActive] = useState<number | null>(null);
  const [shown, setShown] = useState(true);
  const [focusBlock, setFocusBlock] = useState<{ block: number; n: number } | null>(null);
  probe.mounted = setShown;
  probe.focusBlock = (block) => setFocusBlock((before) => ({ block, n: (before?.n ?? 0) + 1 }));
  if (!shown) return null;
  return (
    <TextEditor
      session={session}
      focusBlock={focusBlock}
      activeField={active}
      onField={(target) => {
        events.fields.push(target);
        setActive(target.field);
      }}
      onTable={(table) => events.tables.push(table)}
      onPlace={(place) => events.places.push(place)}
      onStatus={(status) => {
        events.status = status;
      }}
    />
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <ThemeRoot>
    <Page />
  </ThemeRoot>,
);
