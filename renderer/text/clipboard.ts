// What leaves by the clipboard: for other programs plain words with heading numbers and figures, for ourselves blocks and fields.

import { DOMSerializer, type Node, type Slice } from 'prosemirror-model';
import type { BlockId } from '../../shared/model/ids.ts';
import { numberGap } from '../../shared/outline/numbering.ts';
import type { LiveText } from './live-text.ts';
import { blockAttrs, textSchema } from './schema.ts';

/** The words an inline node shows. */
export function leafText(node: Node, text: LiveText): string {
  const { attrs } = node;
  switch (node.type.name) {
    case 'field':
      return text.field(attrs.expr, attrs.fmt).text;
    case 'year':
      return text.year(attrs.d);
    case 'token':
      return text.token(attrs.s);
    case 'ref':
      return text.element({ t: 'ref', to: attrs.to, ...(attrs.form !== null && { form: attrs.form }) }).text;
    case 'br':
      return '\n';
    case 'carried':
      return attrs.element.t === 'foot' ? '' : text.element(attrs.element).text;
    default:
      return node.text ?? '';
  }
}

export function blockText(node: Node, text: LiveText): string {
  let words = '';
  node.forEach((child) => {
    words += leafText(child, text);
  });
  return words;
}

/** The selection as plain text, one block a line. */
export function sliceText(slice: Slice, text: LiveText, numbers: Map<BlockId, string>): string {
  const lines: string[] = [];
  slice.content.forEach((node, _offset, index) => {
    if (node.isInline) {
      lines.push(leafText(node, text));
      return;
    }
    const { id, kind, props } = blockAttrs(node);
    if (kind === 'table-ref' && props.tableId !== undefined && text.live.state.records.tbl.has(props.tableId)) {
      const shape = text.live.shape(props.tableId);
      lines.push([shape.number, shape.title].filter(Boolean).join('　'));
      return;
    }
    const whole = index > 0 || slice.openStart === 0;
    const number = whole ? (numbers.get(id) ?? '') : '';
    lines.push(`${number}${number && numberGap(number)}${blockText(node, text)}`);
  });
  return lines.join('\n');
}

/** Our HTML, with an atom's words inside for programs that don't know atoms. */
export function clipboardSerializer(text: LiveText): DOMSerializer {
  const nodes = DOMSerializer.nodesFromSchema(textSchema);
  for (const name of ['field', 'year', 'token', 'ref', 'carried']) {
    nodes[name] = (node) => {
      if (name === 'carried') return ['span', { 'data-inline': 'carried' }, leafText(node, text)];
      return ['span', { 'data-inline': name, 'data-value': JSON.stringify(node.attrs) }, leafText(node, text)];
    };
  }
  return new DOMSerializer(nodes, DOMSerializer.marksFromSchema(textSchema));
}
