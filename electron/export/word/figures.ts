// Pictures of the text: as wide as the type area at most, centred, 图1　名称 below.
//
// Bytes of attached files stay in the store, so the caller hands in how to get them. A picture that is not there prints its place
// and its words in a frame: a release shows what is missing instead of dropping it.

import { AlignmentType, ImageRun, LineRuleType, Paragraph } from 'docx';
import type { DocumentBlock } from '../../../shared/outline/document.ts';
import type { BodyItem } from './item.ts';
import { paragraph } from './paragraphs.ts';
import { runNodes, textRun, type Writing } from './runs.ts';

/** The bytes of an attached file, or null where it is not to be had. */
export type FigureSource = (assetId: string) => Uint8Array | null;

type Figure = Extract<DocumentBlock, { kind: 'figure' }>;

interface Picture {
  type: 'png' | 'jpg' | 'gif';
  width: number;
  height: number;
}

/** Kind and size in pixels from a picture's first bytes; null for anything that Word would not show. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47)
    return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes.length > 10 && view.getUint32(0) === 0x47494638) {
    return { type: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: 'jpg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

export function figureBlocks(block: Figure, writing: Writing, source: FigureSource, width: number): BodyItem[] {
  const bytes = block.assetId === null ? null : source(block.assetId);
  const picture = bytes && pictureOf(bytes);
  const caption = paragraph(
    'TableCaption',
    [...(block.number ? [textRun(`${block.number}　`)] : []), ...runNodes(block.runs, writing)],
    { bookmark: writing.bookmark({ block: block.id }) },
    writing,
  );
  if (!bytes || !picture || picture.width === 0 || picture.height === 0) {
    return [paragraph('TableCaption', [textRun(`【缺图：${block.alt || '未附图片'}】`)]), caption];
  }
  // 96 pixels an inch, shrunk to the type area and to two thirds of its height.
  const most = { width: width / 15, height: 540 };
  const scale = Math.min(1, most.width / picture.width, most.height / picture.height);
  const image = new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { line: 240, lineRule: LineRuleType.AUTO },
    children: [
      new ImageRun({
        type: picture.type,
        data: bytes,
        transformation: { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) },
        altText: { name: block.number || 'figure', title: block.alt, description: block.alt },
      }),
    ],
  });
  return [image, caption];
}
