// What the page shows around the words without being part of them: heading numbers, the heading part of a run-in heading, labels,
// hints in empty blocks, found words. All are decorations; none can be typed into, copied by accident or lost.

import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { BlockKind } from '../../shared/model/blocks.ts';
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

/** What an empty block says: `printed` stands on the paper all the same (a table's title, the stage), a hint only here. */
function wordsOf(node: Node, only: boolean, titleOf: (id: BlockId) => string): { printed?: string; hint?: string } {
  const { id, kind } = blockAttrs(node);
  const takesTitle = kind === 'annex' || kind === 'box' || kind === 'stage-line' || kind === 'attached-mark' || kind === 'title';
  const printed = takesTitle ? titleOf(id) : '';
  return printed ? { printed } : { hint: hintOf(kind, only) };
}

function hintOf(kind: BlockKind, only: boolean): string {
  if (kind === 'title') return textWords.emptyTitle;
  if (kind === 'heading') return textWords.emptyHeading;
  if (kind === 'para') return only ? textWords.emptyPara : '';
  return BLOCK_WORDS[kind];
}

/** Class words of the blocks that a box frames, and of the box itself where it holds any. */
function boxedBlocks(doc: Node): Map<BlockId, string> {
  const out = new Map<BlockId, string>();
  const boxOf = new Map<BlockId, BlockId>();
  let last: BlockId | null = null;
  doc.forEach((node) => {
    const { id, kind, parent } = blockAttrs(node);
    const box = parent === null ? undefined : boxOf.get(parent);
    if (kind === 'box') boxOf.set(id, id);
    else if (box !== undefined) {
      boxOf.set(id, box);
      out.set(box, 'framed');
      out.set(id, 'in-box');
      last = id;
      return;
    }
    if (last !== null) out.set(last, 'in-box box-end');
    last = null;
  });
  if (last !== null) out.set(last, 'in-box box-end');
  return out;
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
  const boxed = boxedBlocks(doc);
  doc.forEach((node, pos) => {
    const { id, kind, props } = blockAttrs(node);
    const attributes: Record<string, string> = {};
    const frame = boxed.get(id);
    if (frame) attributes.class = frame;
    const number = numbers.get(id);
    if (number) attributes['data-number'] = `${number}${kind === 'heading' ? numberGap(number) : kind === 'term' ? '' : '　'}`;
    else if (kind === 'label-line' && props.label) attributes['data-number'] = `${props.label}：`;
    if (node.isTextblock && node.content.size === 0) {
      const { printed, hint } = wordsOf(node, doc.childCount === 1, sources.titleOf);
      if (printed) attributes['data-printed'] = printed;
      else if (hint) attributes['data-hint'] = hint;
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
