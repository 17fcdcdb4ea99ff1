// The text editor's status as short phrases for the status bar.

import type { TextStatus } from '../text/TextEditor.tsx';
import { appWords as words } from '../words/app.ts';

export function textPhrases(status: TextStatus | null): string[] {
  if (!status) return [];
  const phrases: string[] = [];
  if (status.place.length) {
    const last = status.place.length - 1;
    phrases.push(
      status.place.map((place, i) => (i === last && i > 0 ? place.number || place.title : place.number + place.title)).join(' › '),
    );
  }
  phrases.push(words.blockFields(status.fields, status.offers));
  phrases.push(words.textLength(status.letters));
  return phrases.filter(Boolean);
}
