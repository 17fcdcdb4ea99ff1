// The headings above the cursor, from the first level down, with their numbers.

import type { BlockId } from '../../shared/model/ids.ts';
import { blockText } from './clipboard.ts';
import { currentBlock } from './edit-commands.ts';
import type { PageEditor } from './page-editor.ts';
import { numbersIn } from './page-marks.ts';
import { blockAttrs } from './schema.ts';

export interface EditPlace {
  block: BlockId;
  number: string;
  title: string;
}

export function placeOf(editor: PageEditor): EditPlace[] {
  const { state } = editor.view;
  const at = currentBlock(state);
  const numbers = numbersIn(state);
  const places: EditPlace[] = [];
  let above = Number.MAX_SAFE_INTEGER;
  for (let i = at?.index ?? -1; i >= 0 && above > 1; i--) {
    const node = state.doc.child(i);
    const { id, kind, props } = blockAttrs(node);
    const level = kind === 'heading' ? (props.level ?? 1) : kind === 'annex' ? 0 : Number.MAX_SAFE_INTEGER;
    if (level >= above) continue;
    above = level;
    const words = blockText(node, editor.text);
    places.unshift({ block: id, number: numbers.get(id) ?? '', title: props.runIn ? words.replace(/。.*$/s, '') : words });
    if (kind === 'annex') break;
  }
  return places;
}
