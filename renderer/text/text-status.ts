// What a status bar says about the text: how many fields and offers the cursor's paragraph has, how long the whole text is.

import { type EditPlace, placeOf } from './edit-place.ts';
import { offersIn } from './offers.ts';
import type { PageEditor } from './page-editor.ts';
import { blockAttrs, textSchema } from './schema.ts';

export interface TextStatus {
  /** fields in the cursor's block */
  fields: number;
  /** typed numbers there that could be fields */
  offers: number;
  /** letters of the whole text, blanks left out */
  letters: number;
  /** 三、发展目标 › （二）保障性… */
  place: EditPlace[];
}

export function textStatus(editor: PageEditor): TextStatus {
  const { state } = editor.view;
  const place = editor.currentPlace();
  let fields = 0;
  state.doc.forEach((node) => {
    if (blockAttrs(node).id !== place?.block) return;
    node.forEach((child) => {
      if (child.type === textSchema.nodes.field) fields++;
    });
  });
  const offers = offersIn(state).filter((offer) => offer.block === place?.block).length;
  return { fields, offers, letters: editor.countLetters(), place: placeOf(editor) };
}
