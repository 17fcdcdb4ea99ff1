// WordprocessingML as plain trees in the form that docx writes out itself, wrapped where docx asks for a component.
//
// docx has classes for most elements, but not for the paragraph switches of the official layout (snapToGrid, hanging characters)
// nor for inline content controls, and a class instance per element is slow for tables. A tree of plain objects has neither
// limit; packing, parts, relationships, sections and pictures stay docx's.

import { FileChild, type IContext, type IXmlableObject } from 'docx';

export type Attributes = Record<string, string | number>;
/** An element as docx's writer takes it: `{name: [{_attr}, child, …]}`. */
export type XmlNode = Record<string, unknown>;
export type XmlChild = XmlNode | string | null | undefined | false | 0;

/** An element. Children that are null, undefined, false or 0 are left out, so optional parts can stand inline. */
export function el(name: string, attributes?: Attributes | null, ...children: XmlChild[]): XmlNode {
  const kept = children.filter((child) => child !== null && child !== undefined && child !== false && child !== 0);
  const parts: unknown[] = attributes ? [{ _attr: attributes }, ...kept] : kept;
  return { [name]: parts.length === 1 && attributes ? parts[0] : parts.length ? parts : {} };
}

/** An element with one attribute `w:val`. */
export const val = (name: string, value: string | number): XmlNode => ({ [name]: { _attr: { 'w:val': value } } });

/** A switch that is on. */
export const on = (name: string): XmlNode => ({ [name]: {} });

/** A switch that is off although a style above turns it on. */
export const off = (name: string): XmlNode => val(name, 0);

/** Text without the characters that no XML file can hold (pasted control codes, half surrogates). */
export const xmlText = (text: string): string => text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '');

export function escapeXml(text: string): string {
  return xmlText(text).replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'));
}

/** A paragraph or table of ours among docx's own. */
export class Raw extends FileChild {
  private readonly node: XmlNode;

  constructor(node: XmlNode) {
    super(Object.keys(node)[0] ?? 'w:p');
    this.node = node;
  }

  override prepForXml(_context: IContext): IXmlableObject {
    return this.node as IXmlableObject;
  }
}
