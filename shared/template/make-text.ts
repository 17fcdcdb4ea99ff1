// A template's outline as blocks: pieces of text become inline content, year tokens become year fields, {地区} the region's name.
//
// Fields are made with their formula still by name; make-plan.ts reads them once every table and row has its id.

import type { BlockProps, Inline } from '../model/blocks.ts';
import type { BlockId, MintId, TableId } from '../model/ids.ts';
import { keysBetween } from '../model/order.ts';
import type { BlockRecord } from '../model/records.ts';
import { type BlockPart, type ContentPart, type InlinePart, TOKEN } from './format.ts';

/** A field that waits for its formula's ids: the element in the block's content, the formula by name, where it stands. */
export interface OpenField {
  field: Extract<Inline, { t: 'field' }>;
  formula: string;
  path: PropertyKey[];
}

export interface MadeText {
  blocks: BlockRecord[];
  fields: OpenField[];
  /** blocks that have a key */
  keys: ReadonlyMap<string, BlockId>;
}

interface Names {
  tables: ReadonlyMap<string, TableId>;
  region: string;
  mint: MintId;
}

function splitTokens(text: string, region: string): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = (): void => {
    if (plain) out.push({ t: 'text', s: plain });
    plain = '';
  };
  for (const match of text.matchAll(TOKEN)) {
    plain += text.slice(at, match.index);
    at = match.index + match[0].length;
    const year = /^年([+-]\d+)?$/.exec(match[1] as string);
    if (year) {
      flush();
      out.push({ t: 'year', d: Number(year[1] ?? 0) });
    } else plain += match[1] === '地区' ? region : match[0];
  }
  plain += text.slice(at);
  flush();
  return out;
}

/** Blocks in reading order with fresh ids; children (of annexes and boxes) point to their parent. */
export function makeText(parts: readonly BlockPart[], names: Names): MadeText {
  const blocks: BlockRecord[] = [];
  const fields: OpenField[] = [];
  const blockIds = new Map<string, BlockId>();
  const ids = new Map<BlockPart, BlockId>();
  const mintAll = (list: readonly BlockPart[]): void => {
    for (const part of list) {
      const id = names.mint<'block'>();
      ids.set(part, id);
      if (part.key !== undefined) blockIds.set(part.key, id);
      mintAll(part.blocks ?? []);
    }
  };
  mintAll(parts);

  const inline = (piece: InlinePart, path: PropertyKey[]): Inline[] => {
    if (typeof piece === 'string') return splitTokens(piece, names.region);
    if ('text' in piece) {
      return splitTokens(piece.text, names.region).map((element) =>
        element.t === 'text' ? { ...element, m: piece.marks } : element,
      );
    }
    if ('field' in piece) {
      const field: OpenField['field'] = { t: 'field', id: names.mint<'field'>(), expr: '', ...(piece.fmt && { fmt: piece.fmt }) };
      fields.push({ field, formula: piece.field, path: [...path, 'field'] });
      return [field];
    }
    if ('ref' in piece) {
      const table = names.tables.get(piece.ref);
      const to = table === undefined ? { block: blockIds.get(piece.ref) } : { table };
      return [{ t: 'ref', to, ...(piece.form !== undefined && { form: piece.form }) }];
    }
    if ('foot' in piece) {
      return [{ t: 'foot', id: names.mint(), content: piece.foot.flatMap((inner, i) => inline(inner, [...path, 'foot', i])) }];
    }
    return [{ t: 'br' }];
  };
  const content = (text: ContentPart | undefined, path: PropertyKey[]): Inline[] =>
    text === undefined
      ? []
      : typeof text === 'string'
        ? splitTokens(text, names.region)
        : text.flatMap((piece, i) => inline(piece, [...path, i]));

  const walk = (list: readonly BlockPart[], parentId: BlockId | null, path: PropertyKey[]): void => {
    const order = keysBetween(null, null, list.length);
    list.forEach((part, i) => {
      const id = ids.get(part) as BlockId;
      blocks.push({
        id,
        parentId,
        ord: order[i] as string,
        kind: part.kind,
        props: propsOf(part, names.tables),
        content: content(part.text, [...path, i, 'text']),
      });
      walk(part.blocks ?? [], id, [...path, i, 'blocks']);
    });
  };
  walk(parts, null, ['blocks']);
  return { blocks, fields, keys: blockIds };
}

function propsOf(part: BlockPart, tables: ReadonlyMap<string, TableId>): BlockProps {
  const tableId = part.table === undefined ? undefined : tables.get(part.table);
  return {
    ...(part.level !== undefined && { level: part.level }),
    ...(part.runIn !== undefined && { runIn: part.runIn }),
    ...(part.kind === 'heading' && { number: part.number ?? 'auto' }),
    ...(tableId !== undefined && { tableId }),
    ...(part.label !== undefined && { label: part.label }),
    ...(part.numberAs !== undefined && { numberAs: part.numberAs }),
    ...(part.landscape !== undefined && { landscape: part.landscape }),
    ...(part.align !== undefined && { align: part.align }),
    ...(part.alt !== undefined && { alt: part.alt }),
  };
}
