// Blocks of the plan ⇄ the editor's document, without loss either way.
//
// A node is never changed in place, so what a block node converts to is kept with it: comparing a long document after one key
// costs one block's work.

import { Fragment, type Mark, type Node } from 'prosemirror-model';
import type { Inline, TextMark } from '../../shared/model/blocks.ts';
import type { BlockId } from '../../shared/model/ids.ts';
import { byOrder } from '../../shared/model/order.ts';
import type { BlockRecord } from '../../shared/model/records.ts';
import { YEAR_TOKEN } from '../../shared/model/year-tokens.ts';
import { normaliseInline } from '../../shared/outline/inline.ts';
import { type BlockAttrs, blockAttrs, TEXT_KINDS, textSchema } from './schema.ts';

/** A block without its place; its place is its index in the list. */
export type TextBlock = Omit<BlockRecord, 'ord'>;

/** The blocks depth first, as they are read; one whose parent is gone comes at the end rather than nowhere. */
export function readingOrder(records: Iterable<BlockRecord>): BlockRecord[] {
  const all = [...records];
  const known = new Set(all.map((block) => block.id));
  const children = new Map<BlockId | null, BlockRecord[]>();
  const orphans: BlockRecord[] = [];
  for (const block of all) {
    if (block.parentId !== null && !known.has(block.parentId)) {
      orphans.push(block);
      continue;
    }
    const siblings = children.get(block.parentId);
    if (siblings) siblings.push(block);
    else children.set(block.parentId, [block]);
  }
  const result: BlockRecord[] = [];
  const seen = new Set<BlockId>();
  const walk = (block: BlockRecord): void => {
    if (seen.has(block.id)) return;
    seen.add(block.id);
    result.push(block);
    for (const child of (children.get(block.id) ?? []).sort(byOrder)) walk(child);
  };
  for (const root of (children.get(null) ?? []).sort(byOrder)) walk(root);
  for (const orphan of orphans.sort(byOrder)) walk(orphan);
  for (const block of all) walk(block);
  return result;
}

function marksOf(marks: readonly TextMark[] | undefined): Mark[] {
  return (marks ?? []).map((mark) => textSchema.marks[mark].create());
}

/** A text with its year tokens as atoms, so that the page shows the year and nobody half-deletes a token. */
function textNodes(s: string, marks: readonly Mark[]): Node[] {
  return s
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) =>
      YEAR_TOKEN.test(part) ? textSchema.nodes.token.create({ s: part }, null, marks) : textSchema.text(part, marks),
    );
}

function inlineNode(element: Exclude<Inline, { t: 'text' }>): Node {
  const { nodes } = textSchema;
  switch (element.t) {
    case 'field':
      return nodes.field.create({ id: element.id, expr: element.expr, fmt: element.fmt ?? null });
    case 'year':
      return nodes.year.create({ d: element.d });
    case 'ref':
      return nodes.ref.create({ to: element.to, form: element.form ?? null });
    case 'br':
      return nodes.br.create();
    default:
      return nodes.carried.create({ element });
  }
}

export function inlineFragment(content: readonly Inline[]): Fragment {
  return Fragment.from(
    content.flatMap((element) => (element.t === 'text' ? textNodes(element.s, marksOf(element.m)) : [inlineNode(element)])),
  );
}

/** The node of one block. */
export function blockNode(block: TextBlock): Node {
  const attrs: BlockAttrs = { id: block.id, parent: block.parentId, kind: block.kind, props: block.props };
  if (TEXT_KINDS.has(block.kind)) return textSchema.nodes.text_block.create(attrs, inlineFragment(block.content));
  return textSchema.nodes.fixed_block.create({ ...attrs, content: block.content });
}

/** The document of a list of blocks; an empty plan gets one empty paragraph to type in (`emptyId`), which is no block until used. */
export function docOf(blocks: readonly TextBlock[], emptyId: BlockId): Node {
  const list = blocks.length ? blocks : [emptyParagraph(emptyId)];
  return textSchema.nodes.doc.create(null, list.map(blockNode));
}

export const emptyParagraph = (id: BlockId): TextBlock => ({ id, parentId: null, kind: 'para', props: {}, content: [] });

function elementOf(node: Node): Inline {
  switch (node.type.name) {
    case 'text':
    case 'token': {
      const s = node.text ?? (node.attrs.s as string);
      const m = node.marks.map((mark) => mark.type.name as TextMark);
      return m.length ? { t: 'text', s, m } : { t: 'text', s };
    }
    case 'field': {
      const { id, expr, fmt } = node.attrs;
      return fmt === null ? { t: 'field', id, expr } : { t: 'field', id, expr, fmt };
    }
    case 'year':
      return { t: 'year', d: node.attrs.d };
    case 'ref': {
      const { to, form } = node.attrs;
      return form === null ? { t: 'ref', to } : { t: 'ref', to, form };
    }
    case 'br':
      return { t: 'br' };
    case 'carried':
      return node.attrs.element as Inline;
    default:
      throw new Error(`no inline element for ${node.type.name}`);
  }
}

/** Inline content of a node, in normal form. */
export function inlineOf(content: Fragment): Inline[] {
  const elements: Inline[] = [];
  content.forEach((child) => {
    elements.push(elementOf(child));
  });
  return normaliseInline(elements);
}

const converted = new WeakMap<Node, TextBlock>();

export function blockOf(node: Node): TextBlock {
  let block = converted.get(node);
  if (!block) {
    const { id, parent, kind, props } = blockAttrs(node);
    const content = node.type === textSchema.nodes.fixed_block ? (node.attrs.content as Inline[]) : inlineOf(node.content);
    block = { id, parentId: parent, kind, props, content };
    converted.set(node, block);
  }
  return block;
}

export function blocksOf(doc: Node): TextBlock[] {
  const blocks: TextBlock[] = [];
  doc.forEach((node) => {
    blocks.push(blockOf(node));
  });
  return blocks;
}
