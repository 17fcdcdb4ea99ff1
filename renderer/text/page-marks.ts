// What the page shows around the words without being part of them: heading numbers, the heading part of a run-in heading, labels,
// hints in empty blocks, found words. All are decorations; none can be typed into, copied by accident or lost.

import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { BlockId } from '../../shared/model/ids.ts';
import { numberGap } from '../../shared/outline/numbering.ts';
import type { NumberingScheme } from '../../shared/outline/schemes.ts';
import { BLOCK_WORDS, textWords } from '../words/text.ts';
import { blocksOf } from './convert.ts';
import { numbersOf } from './numbers.ts';
import { blockAttrs } from './schema.ts';

export interface PageMarks {
  numbers: Map<BlockId, string>;
  decorations: DecorationSet;
}

export const pageMarksKey = new PluginKey<PageMarks>('page-marks');

/** Where the heading part of a run-in heading ends: behind its first 。; null without one. */
function headingEnd(node: Node): number | null {
  let end: number | null = null;
  node.forEach((child, offset) => {
    if (end !== null || !child.isText) return;
    const at = (child.text ?? '').indexOf('。');
    if (at >= 0) end = offset + at + 1;
  });
  return end;
}

function hintOf(node: Node, only: boolean, titleOf: (id: BlockId) => string): string {
  const { id, kind } = blockAttrs(node);
  if (kind === 'annex' || kind === 'box' || kind === 'stage-line' || kind === 'attached-mark')
    return titleOf(id) || BLOCK_WORDS[kind];
  if (kind === 'title') return titleOf(id) || textWords.emptyTitle;
  if (kind === 'heading') return textWords.emptyHeading;
  if (kind === 'para') return only ? textWords.emptyPara : '';
  return BLOCK_WORDS[kind];
}

export interface MarkSources {
  /** asked again whenever the page changes; it may follow the plan */
  scheme(): NumberingScheme;
  /** what a block without words prints all the same */
  titleOf(id: BlockId): string;
}

function marksOf(doc: Node, sources: MarkSources): PageMarks {
  const numbers = numbersOf(blocksOf(doc), sources.scheme());
  const list: Decoration[] = [];
  doc.forEach((node, pos) => {
    const { id, kind, props } = blockAttrs(node);
    const attributes: Record<string, string> = {};
    const number = numbers.get(id);
    if (number) attributes['data-number'] = `${number}${kind === 'heading' ? numberGap(number) : kind === 'term' ? '' : '　'}`;
    else if (kind === 'label-line' && props.label) attributes['data-number'] = `${props.label}：`;
    if (node.isTextblock && node.content.size === 0) {
      const hint = hintOf(node, doc.childCount === 1, sources.titleOf);
      if (hint) attributes['data-hint'] = hint;
    }
    if (kind === 'heading' && typeof props.number === 'object') attributes['data-kept'] = 'yes';
    // Only blocks that show something: a decoration on each of thousands would be searched through at every key.
    if (Object.keys(attributes).length) list.push(Decoration.node(pos, pos + node.nodeSize, attributes));
    if (kind === 'heading' && props.runIn) {
      const end = headingEnd(node);
      if (end)
        list.push(Decoration.inline(pos + 1, pos + 1 + end, { class: `run-in-head level-${Math.min(props.level ?? 1, 5)}` }));
    }
  });
  return { numbers, decorations: DecorationSet.create(doc, list) };
}

export function pageMarks(sources: MarkSources): Plugin<PageMarks> {
  return new Plugin<PageMarks>({
    key: pageMarksKey,
    state: {
      init: (_config, state) => marksOf(state.doc, sources),
      apply: (tr, marks) => (tr.docChanged || tr.getMeta(pageMarksKey) ? marksOf(tr.doc, sources) : marks),
    },
    props: { decorations: (state) => pageMarksKey.getState(state)?.decorations },
  });
}

export const numbersIn = (state: EditorState): Map<BlockId, string> => pageMarksKey.getState(state)?.numbers ?? new Map();
