// A table's place in the text: behind the block at the cursor.

import { NodeSelection } from 'prosemirror-state';
import type { TableId } from '../../shared/model/ids.ts';
import { currentBlock } from './edit-commands.ts';
import type { PageEditor } from './page-editor.ts';
import { textSchema } from './schema.ts';

export function insertTable(editor: PageEditor, table: TableId): void {
  editor.do((state, dispatch) => {
    const block = currentBlock(state);
    const at = block ? block.pos + block.node.nodeSize : state.doc.content.size;
    const node = textSchema.nodes.fixed_block.create({
      id: 0,
      parent: block?.attrs.parent ?? null,
      kind: 'table-ref',
      props: { tableId: table },
    });
    if (dispatch) {
      const tr = state.tr.insert(at, node);
      dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)).scrollIntoView());
    }
    return true;
  });
  editor.sync.commit();
}
