// The editor's document: a flat list of blocks in reading order, each a paragraph-like text or a fixed thing.
//
// A block's id, kind and props are node attributes, so every BLOCK_KIND comes in and goes out whole, those the editor has no
// special hand for included. A field is an atom without text: what it shows is looked up in the living plan by its node view.
// Reading HTML (paste) goes through the rules below and through nothing else: what no rule names is dropped.

import { type Attrs, type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { BLOCK_KINDS, type BlockKind, type BlockProps, type FieldFormat } from '../../shared/model/blocks.ts';
import type { BlockId } from '../../shared/model/ids.ts';
import { YEAR_TOKEN } from '../../shared/model/year-tokens.ts';
import { TEXT_MARKS } from '../../shared/outline/inline.ts';

/** Kinds whose content is typed in the page; the others are shown whole and changed elsewhere. */
export const TEXT_KINDS: ReadonlySet<BlockKind> = new Set([
  'title',
  'stage-line',
  'attached-mark',
  'heading',
  'para',
  'label-line',
  'table-note',
  'box',
  'annex',
  'term',
  'signature',
  'notes-line',
]);

export interface BlockAttrs {
  /** 0 = has none yet; the block-ids plugin gives it one */
  id: BlockId;
  parent: BlockId | null;
  kind: BlockKind;
  props: BlockProps;
}

const MAX_ATTRIBUTE = 100_000;

function readJson(text: string | null): unknown {
  if (text === null || text.length > MAX_ATTRIBUTE) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only what a stranger's HTML may say about a block: its kind and the props that are plain words. Ids are always fresh. */
function blockAttrsFrom(dom: HTMLElement, wanted: (kind: BlockKind) => boolean): Attrs | false {
  const kind = dom.getAttribute('data-block') as BlockKind;
  if (!BLOCK_KINDS.includes(kind) || !wanted(kind)) return false;
  const given = readJson(dom.getAttribute('data-props'));
  const props: BlockProps = {};
  if (isObject(given)) {
    if (typeof given.level === 'number' && Number.isInteger(given.level) && given.level >= 1 && given.level <= 9)
      props.level = given.level;
    if (given.runIn === true) props.runIn = true;
    if (given.number === 'auto') props.number = 'auto';
    else if (isObject(given.number) && typeof given.number.as === 'string') props.number = { as: given.number.as.slice(0, 50) };
    if (typeof given.tableId === 'number' && Number.isSafeInteger(given.tableId)) props.tableId = given.tableId;
    if (typeof given.label === 'string') props.label = given.label.slice(0, 200);
    if (given.align === 'left' || given.align === 'center' || given.align === 'right') props.align = given.align;
  }
  return { id: 0, parent: null, kind, props };
}

const blockAttributes = {
  id: { default: 0 },
  parent: { default: null },
  kind: { default: 'para' },
  props: { default: {} },
};

function blockDom(attrs: Attrs): { tag: string; dom: Record<string, string> } {
  const { kind, props } = attrs as BlockAttrs;
  const level = props.level ?? 1;
  const dom: Record<string, string> = { 'data-block': kind, class: `block ${kind}` };
  if (Object.keys(props).length) dom['data-props'] = JSON.stringify(props);
  if (kind === 'heading') {
    dom.class += ` level-${Math.min(level, 5)}${props.runIn ? ' run-in' : ''}${props.align ? ` align-${props.align}` : ''}`;
    return { tag: props.runIn ? 'p' : `h${Math.min(level + 1, 6)}`, dom };
  }
  if (props.align) dom.class += ` align-${props.align}`;
  return { tag: kind === 'title' ? 'h1' : 'p', dom };
}

/** An inline atom: its data travel in one attribute; the text inside is for other programs and never read back. */
function atom(
  tag: string,
  attributes: Record<string, { default: unknown }>,
  accept: (data: Record<string, unknown>) => Attrs | false,
): NodeSpec {
  return {
    group: 'inline',
    inline: true,
    atom: true,
    // A click puts the cursor beside it: a selected atom would be overwritten by the next letter.
    selectable: false,
    attrs: attributes,
    toDOM: (node): DOMOutputSpec => ['span', { 'data-inline': tag, 'data-value': JSON.stringify(node.attrs) }],
    parseDOM: [
      {
        tag: `span[data-inline="${tag}"]`,
        getAttrs: (dom) => {
          const data = readJson(dom.getAttribute('data-value'));
          return isObject(data) ? accept(data) : false;
        },
      },
    ],
  };
}

function readFormat(given: unknown): FieldFormat | null {
  if (!isObject(given)) return null;
  const fmt: FieldFormat = {};
  if (typeof given.decimals === 'number' && given.decimals >= 0 && given.decimals <= 20) fmt.decimals = Math.trunc(given.decimals);
  if (given.scale === '万' || given.scale === '亿') fmt.scale = given.scale;
  if (typeof given.unit === 'string') fmt.unit = given.unit.slice(0, 50);
  if (given.approx === '约' || given.approx === '约…余' || given.approx === '近' || given.approx === '超')
    fmt.approx = given.approx;
  if (given.abs === true) fmt.abs = true;
  if (given.percent === true) fmt.percent = true;
  return fmt;
}

const nodes = {
  doc: { content: 'block+' },
  text_block: {
    group: 'block',
    content: 'inline*',
    attrs: blockAttributes,
    defining: true,
    toDOM: (node): DOMOutputSpec => {
      const { tag, dom } = blockDom(node.attrs);
      return [tag, dom, 0];
    },
    parseDOM: [
      { tag: '[data-block]', priority: 60, getAttrs: (dom) => blockAttrsFrom(dom, (kind) => TEXT_KINDS.has(kind)) },
      { tag: 'p' },
    ],
  },
  fixed_block: {
    group: 'block',
    atom: true,
    selectable: true,
    attrs: { ...blockAttributes, content: { default: [] } },
    toDOM: (node): DOMOutputSpec => ['div', blockDom(node.attrs).dom],
    parseDOM: [
      {
        tag: 'div[data-block]',
        priority: 60,
        getAttrs: (dom) => blockAttrsFrom(dom, (kind) => kind === 'table-ref' || kind === 'page-break' || kind === 'blank'),
      },
    ],
  },
  text: { group: 'inline' },
  field: atom('field', { id: { default: 0 }, expr: { default: '' }, fmt: { default: null } }, (data) =>
    typeof data.expr === 'string' && data.expr.length > 0 && data.expr.length <= 2000
      ? { id: 0, expr: data.expr, fmt: readFormat(data.fmt) }
      : false,
  ),
  year: atom('year', { d: { default: 0 } }, (data) =>
    typeof data.d === 'number' && Number.isInteger(data.d) && Math.abs(data.d) <= 200 ? { d: data.d } : false,
  ),
  ref: atom('ref', { to: { default: {} }, form: { default: null } }, (data) => {
    if (!isObject(data.to)) return false;
    const { table, block } = data.to;
    const to = Number.isSafeInteger(table) ? { table } : Number.isSafeInteger(block) ? { block } : null;
    return to ? { to, form: typeof data.form === 'string' ? data.form.slice(0, 50) : null } : false;
  }),
  /** `{年}` `{年-1}` `{起年}` `{期}` inside a text: shown as the year it means, kept as the text it is */
  token: atom('token', { s: { default: '' } }, (data) =>
    typeof data.s === 'string' && YEAR_TOKEN.test(data.s) ? { s: data.s } : false,
  ),
  /** foot, each, choose: carried whole in `element`, never taken from pasted HTML */
  carried: {
    group: 'inline',
    inline: true,
    atom: true,
    selectable: false,
    attrs: { element: {} },
    toDOM: (): DOMOutputSpec => ['span', { 'data-inline': 'carried' }],
  },
  br: {
    group: 'inline',
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    toDOM: (): DOMOutputSpec => ['br'],
    parseDOM: [{ tag: 'br' }],
  },
} satisfies Record<string, NodeSpec>;

const markDom: Record<(typeof TEXT_MARKS)[number], MarkSpec> = {
  bold: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }], excludes: 'bold' },
  italic: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }], excludes: 'italic' },
  underline: { toDOM: () => ['u', 0], parseDOM: [{ tag: 'u' }], excludes: 'underline' },
  sup: { toDOM: () => ['sup', 0], parseDOM: [{ tag: 'sup' }], excludes: 'sup' },
  sub: { toDOM: () => ['sub', 0], parseDOM: [{ tag: 'sub' }], excludes: 'sub' },
};

export const textSchema = new Schema({
  nodes,
  marks: Object.fromEntries(TEXT_MARKS.map((mark) => [mark, markDom[mark]])) as Record<(typeof TEXT_MARKS)[number], MarkSpec>,
});

export const blockAttrs = (node: { attrs: Attrs }): BlockAttrs => node.attrs as BlockAttrs;
