// Tables that an annex or a box shows as its own, with no block in the text: drawn under its title, as the release prints them.

import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { LiveViews } from './node-views.ts';
import { pageMarksKey } from './page-marks.ts';
import { blockAttrs } from './schema.ts';
import { tableFigure } from './table-figure.ts';

const ownTablesKey = new PluginKey<DecorationSet>('own-tables');

function tableWidget(views: LiveViews, table: TableId, block: BlockId, pos: number): Decoration {
  const { live } = views.text;
  let release = (): void => undefined;
  const draw = (): HTMLElement => {
    const dom = document.createElement('div');
    dom.className = 'block fixed table-place own';
    dom.contentEditable = 'false';
    const paint = (): void => {
      if (live.state.records.tbl.has(table)) dom.replaceChildren(tableFigure(live, table, views.text.counted.holderOf.has(table)));
    };
    paint();
    dom.addEventListener('click', () => views.openTable(table, block));
    const view = {
      refresh: (moved: Parameters<LiveViews['refresh']>[0]) => {
        if (!moved || moved.other || moved.tables.length || moved.cells.some((cell) => cell.table === table)) paint();
      },
    };
    views.add(view);
    release = () => views.remove(view);
    return dom;
  };
  return Decoration.widget(pos, draw, { side: 1, key: `own-table-${table}`, ignoreSelection: true, destroy: () => release() });
}

function widgets(doc: Node, views: LiveViews): DecorationSet {
  const list: Decoration[] = [];
  doc.forEach((node, pos) => {
    const { id, kind } = blockAttrs(node);
    if (kind !== 'annex' && kind !== 'box') return;
    for (const table of views.text.ownTables(id)) list.push(tableWidget(views, table, id, pos + node.nodeSize));
  });
  return DecorationSet.create(doc, list);
}

export function ownTables(views: LiveViews): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: ownTablesKey,
    state: {
      init: (_config, state) => widgets(state.doc, views),
      apply: (tr, set) => (tr.docChanged || tr.getMeta(pageMarksKey) ? widgets(tr.doc, views) : set),
    },
    props: { decorations: (state) => ownTablesKey.getState(state) },
  });
}
