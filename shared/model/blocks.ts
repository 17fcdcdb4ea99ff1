// The text of a plan: a tree of blocks, each with inline content.
//
// A number in the text is a `field`: it names a cell, a total or a formula, and its digits are looked up when the text is
// shown or released, never stored. Heading numbers are computed too, unless an imported heading keeps its printed one.

import type { BlockId, FieldId } from './ids.ts';

export const BLOCK_KINDS = [
  'title',
  'stage-line',
  'attached-mark',
  'heading',
  'para',
  'label-line',
  'table-ref',
  'table-note',
  'box',
  'annex',
  'annex-list',
  'glossary',
  'term',
  'figure',
  'cover',
  'toc',
  'signature',
  'notes-line',
  'imprint',
  'page-break',
  'blank',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export interface BlockProps {
  /** heading: 1 = 一、 or 第一章 … */
  level?: number;
  /** heading: text goes on in the same paragraph after the heading's first 。 */
  runIn?: boolean;
  /** heading: counted by itself, or kept as printed in the source */
  number?: 'auto' | { as: string };
  /** table-ref, annex: the table's id */
  tableId?: number;
  /** label-line: 规划期限, 责任单位 … */
  label?: string;
  /** box, annex, figure: number as printed where it is not automatic */
  numberAs?: string;
  landscape?: boolean;
  align?: 'left' | 'center' | 'right';
  assetId?: string;
  alt?: string;
}

export type TextMark = 'bold' | 'italic' | 'underline' | 'sup' | 'sub';

/** How a field prints; without anything exactly the cell's printed text. */
export interface FieldFormat {
  decimals?: number;
  scale?: '万' | '亿';
  /** printed after the number */
  unit?: string;
  approx?: '约' | '约…余' | '近' | '超';
  abs?: boolean;
  percent?: boolean;
}

export type Inline =
  | { t: 'text'; s: string; m?: TextMark[] }
  | { t: 'field'; id: FieldId; expr: string; fmt?: FieldFormat }
  | { t: 'year'; d: number }
  | { t: 'ref'; to: { table?: number; block?: BlockId }; form?: string }
  | { t: 'foot'; id: number; content: Inline[] }
  | { t: 'each'; rows: string; where?: string; item: Inline[]; sep: string; last?: string; sort?: string }
  | { t: 'choose'; expr: string; up: Inline[]; down: Inline[]; flat: Inline[] }
  | { t: 'br' };
