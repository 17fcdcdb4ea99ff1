// Pictures, title page and 版记: what a release may carry beside text and tables.
import { describe, expect, it } from 'vitest';
import { composeDocx } from '../../../electron/export/docx.ts';
import { pictureOf } from '../../../electron/export/word/figures.ts';
import type { DocumentBlock, Run } from '../../../shared/outline/document.ts';
import { LONG, para, text, title, view } from './documents.ts';
import { all, at, elements, openDocx, schemaFaults, styleOf, textIn, validatorPath, type XmlElement } from './reading.ts';

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
/** one dark pixel each */
const PNG = bytes('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');
const GIF = bytes('R0lGODlhAgADAIAAAAAAAP///ywAAAAAAgADAAACAoRRADs=');
const JPG_FRAME = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 7, 0, 9, 1, 1, 0x11, 0]);

const figure = (assetId: string | null): DocumentBlock => ({
  kind: 'figure',
  id: 3,
  number: '图1',
  assetId,
  alt: '空间布局图',
  runs: text('住房空间布局'),
});
const lines = (...words: string[]): Run[] =>
  words.flatMap((word, i) => [...(i ? [{ text: '', br: true as const }] : []), { text: word }]);

describe('pictures', () => {
  it.each([
    ['png', PNG, { type: 'png', width: 1, height: 1 }],
    ['gif', GIF, { type: 'gif', width: 2, height: 3 }],
    ['jpg', JPG_FRAME, { type: 'jpg', width: 9, height: 7 }],
    ['a cut file', PNG.slice(0, 10), null],
    ['words', new TextEncoder().encode('不是图片'), null],
    ['nothing', new Uint8Array(), null],
  ])('%s is known by its first bytes', (_, data, expected) => {
    expect(pictureOf(data)).toEqual(expected);
  });

  it('stand centred above their caption, with words for those who can’t see them', async () => {
    const opened = openDocx(await composeDocx(view([title(), figure('a1')]), { asset: (id) => (id === 'a1' ? PNG : null) }));
    const at3 = opened.paragraphs.findIndex((p) => all(p, 'w:drawing').length > 0);
    expect(at3).toBeGreaterThan(0);
    expect(textIn(opened.paragraphs[at3 + 1] as XmlElement)).toBe('图1　住房空间布局');
    expect(all(opened.paragraphs[at3] as XmlElement, 'wp:docPr')[0]?.attributes.descr).toBe('空间布局图');
    expect(Object.keys(opened.parts).filter((part) => part.startsWith('word/media/'))).toHaveLength(1);
  });

  it('that are missing show their place', async () => {
    for (const source of [() => null, () => new Uint8Array([1, 2, 3])]) {
      const { paragraphs } = openDocx(await composeDocx(view([title(), figure('a1')]), { asset: source }));
      expect(paragraphs.map(textIn)).toContain('【缺图：空间布局图】');
    }
  });

  it('give equal bytes each time', async () => {
    const once = () => composeDocx(view([title(), figure('a1')]), { asset: () => PNG });
    expect(Buffer.from(await once()).equals(Buffer.from(await once()))).toBe(true);
  });
});

describe('title page, signature and 版记', () => {
  const document = view([
    { kind: 'cover', id: 1, runs: lines('某市', '“十五五”城镇住房发展规划', '某市住房和城乡建设局', '2026年3月') },
    title(),
    para(LONG),
    { kind: 'signature', id: 4, runs: lines('某某市住房和城乡建设局', '2026年3月5日') },
    figure(null),
    { kind: 'imprint', id: 5, runs: lines('抄送：各县市。', '某市人民政府办公室　　2026年3月6日印发') },
  ]);

  it('has the title page alone on its page', async () => {
    const { paragraphs } = openDocx(await composeDocx(document));
    const broken = paragraphs.findIndex((p) => at(p, 'w:pPr', 'w:pageBreakBefore'));
    const first = paragraphs.slice(0, broken).map(textIn).filter(Boolean);
    expect(first).toEqual(['某市', '“十五五”城镇住房发展规划', '某市住房和城乡建设局', '2026年3月']);
    expect(styleOf(paragraphs[broken + 1] as XmlElement)).toBe('Title');
  });

  it.each([
    ['某某市住房和城乡建设局', '2026年3月5日', [200, 500]],
    ['某某局', '2026年12月25日', [800, 200]],
  ])('sets the date two characters right of the name %s', async (name, date, [nameRight, dateRight]) => {
    const { paragraphs } = openDocx(await composeDocx(view([{ kind: 'signature', id: 4, runs: lines(name, date) }])));
    const right = paragraphs.filter((p) => textIn(p)).map((p) => Number(at(p, 'w:pPr', 'w:ind')?.attributes['w:rightChars']));
    expect(right).toEqual([nameRight, dateRight]);
  });

  it('floats the 版记 at the foot of the type area, thick rules outside, thin inside', async () => {
    const { tables, body } = openDocx(await composeDocx(document));
    const imprint = tables.at(-1) as XmlElement;
    expect(at(imprint, 'w:tblPr', 'w:tblpPr')?.attributes).toMatchObject({ 'w:vertAnchor': 'margin', 'w:tblpYSpec': 'bottom' });
    const borders = Object.fromEntries(elements(at(imprint, 'w:tblPr', 'w:tblBorders')).map((b) => [b.name, b.attributes['w:sz']]));
    expect(borders).toMatchObject({ 'w:top': '8', 'w:bottom': '8', 'w:insideH': '6' });
    expect(all(imprint, 'w:tab').length).toBeGreaterThan(1);
    expect(elements(body).at(-2)?.name).toBe('w:p');
  });

  const validator = validatorPath();
  it.skipIf(!validator)('is valid with all of them (skipped: no validator for this platform)', async () => {
    expect(schemaFaults(await composeDocx(document, { asset: () => PNG }), validator as string)).toEqual([]);
    const pictured = view([...document.blocks, figure('a1'), figure('a2')]);
    expect(schemaFaults(await composeDocx(pictured, { asset: () => PNG }), validator as string)).toEqual([]);
  });
});
