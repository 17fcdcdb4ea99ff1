// The figures of the official layout, read back from the .docx (official profile: page, pitch, fonts, levels, page numbers).
import { describe, expect, it } from 'vitest';
import { composeDocx, exportDocx } from '../../../electron/export/docx.ts';
import { samplePlan } from '../../outline/sample.ts';
import { everything, heading, LONG, para, text, title, view } from './documents.ts';
import { all, at, elements, openDocx, styleOf, textIn, type XmlElement } from './reading.ts';

const sample = openDocx(await exportDocx(samplePlan()));
const every = openDocx(await composeDocx(everything()));

/** An attribute of an element inside a style: `rule('Normal', 'w:pPr', 'w:spacing', 'w:line')`. */
const rule = (opened: typeof sample, style: string, ...path: string[]): string | undefined => {
  const attribute = path.pop() as string;
  return at(opened.styles.get(style), ...path)?.attributes[attribute];
};

describe('page', () => {
  it.each([
    ['w:pgSz', 'w:w', '11906'],
    ['w:pgSz', 'w:h', '16838'],
    ['w:pgMar', 'w:top', '2098'],
    ['w:pgMar', 'w:left', '1588'],
    ['w:pgMar', 'w:bottom', '1984'],
    ['w:pgMar', 'w:right', '1474'],
    ['w:pgMar', 'w:footer', '1417'],
    ['w:docGrid', 'w:type', 'lines'],
    ['w:docGrid', 'w:linePitch', '579'],
  ])('%s %s is %s', (element, attribute, value) => {
    expect(at(sample.body, 'w:sectPr', element)?.attributes[attribute]).toBe(value);
  });

  it('turns with its margins for a landscape annex', () => {
    const sections = all(every.body, 'w:sectPr');
    expect(sections).toHaveLength(3);
    expect(at(sections[1], 'w:pgSz')?.attributes).toMatchObject({ 'w:w': '16838', 'w:h': '11906', 'w:orient': 'landscape' });
    expect(at(sections[1], 'w:pgMar')?.attributes).toMatchObject({
      'w:top': '1588',
      'w:right': '2098',
      'w:bottom': '1474',
      'w:left': '1984',
    });
    expect(at(sections[2], 'w:pgSz')?.attributes).toMatchObject({ 'w:w': '11906', 'w:h': '16838' });
  });
});

describe('styles', () => {
  const spacing = (line: string) => ({ 'w:line': line, 'w:lineRule': 'exact' });

  it.each([
    ['Normal', '仿宋_GB2312', '32', '579', 'both'],
    ['Title', '方正小标宋简体', '44', '660', 'center'],
    ['Heading1', '黑体', undefined, '579', undefined],
    ['Heading2', '楷体_GB2312', undefined, '579', undefined],
    ['Heading3', '仿宋_GB2312', undefined, '579', undefined],
    ['Heading4', '仿宋_GB2312', undefined, '579', undefined],
    ['StageLine', '楷体_GB2312', undefined, '579', 'center'],
    ['AttachedMark', '黑体', undefined, '579', 'left'],
    ['TableCaption', '黑体', '28', '579', 'center'],
    ['TableUnit', '仿宋_GB2312', '24', '440', 'right'],
    ['TableHead', '黑体', '24', '440', 'center'],
    ['TableText', '仿宋_GB2312', '24', '440', 'left'],
    ['TableNumber', '仿宋_GB2312', '24', '440', 'right'],
    ['Footer', '宋体', '28', '360', 'left'],
  ])('%s: %s, size %s, line %s, %s', (style, font, size, line, jc) => {
    expect(rule(sample, style, 'w:rPr', 'w:rFonts', 'w:eastAsia')).toBe(font);
    expect(rule(sample, style, 'w:rPr', 'w:rFonts', 'w:ascii')).toBe(font);
    expect(rule(sample, style, 'w:rPr', 'w:sz', 'w:val')).toBe(size);
    expect(at(sample.styles.get(style), 'w:pPr', 'w:spacing')?.attributes).toMatchObject(spacing(line));
    expect(rule(sample, style, 'w:pPr', 'w:jc', 'w:val')).toBe(jc);
  });

  it('tightens body characters by 5 and nothing of another size', () => {
    expect(rule(sample, 'Normal', 'w:rPr', 'w:spacing', 'w:val')).toBe('-5');
    for (const style of ['Title', 'TableCaption', 'TableText', 'Footer'])
      expect(rule(sample, style, 'w:rPr', 'w:spacing', 'w:val')).toBe('0');
  });

  it('indents by two characters, keeps widows, and names Word’s own styles', () => {
    expect(at(sample.styles.get('BodyTextFirstIndent'), 'w:pPr', 'w:ind')?.attributes).toEqual({
      'w:firstLineChars': '200',
      'w:firstLine': '630',
    });
    expect(rule(sample, 'Normal', 'w:pPr', 'w:widowControl', 'w:val')).toBe('0');
    const names = [
      'Normal',
      'Title',
      'Heading1',
      'Heading2',
      'Heading3',
      'Heading4',
      'TableCaption',
      'Footer',
      'BodyTextFirstIndent',
    ];
    expect(names.map((id) => rule(sample, id, 'w:name', 'w:val'))).toEqual([
      'Normal',
      'Title',
      'heading 1',
      'heading 2',
      'heading 3',
      'heading 4',
      'caption',
      'footer',
      'Body Text First Indent',
    ]);
  });

  it('gives headings outline levels and keeps them with their text, never bold', () => {
    for (const level of [1, 2, 3, 4]) {
      expect(rule(sample, `Heading${level}`, 'w:pPr', 'w:outlineLvl', 'w:val')).toBe(String(level - 1));
      expect(at(sample.styles.get(`Heading${level}`), 'w:pPr', 'w:keepNext')).toBeDefined();
    }
    expect(sample.parts['word/styles.xml']).not.toMatch(/<w:b\/>|Theme=/);
  });

  it('takes cells, title and page numbers off the grid', () => {
    for (const style of ['Title', 'TableText', 'TableHead', 'TableNumber', 'Footer']) {
      expect(rule(sample, style, 'w:pPr', 'w:snapToGrid', 'w:val')).toBe('0');
    }
  });
});

describe('settings', () => {
  it('compress nothing, count odd and even pages apart, and work as Word 2013 and later', () => {
    expect(at(sample.settings, 'w:characterSpacingControl')?.attributes['w:val']).toBe('doNotCompress');
    expect(at(sample.settings, 'w:evenAndOddHeaders')).toBeDefined();
    const compat = elements(at(sample.settings, 'w:compat'), 'w:compatSetting').map((s) => [
      s.attributes['w:name'],
      s.attributes['w:val'],
    ]);
    expect(compat).toContainEqual(['compatibilityMode', '15']);
    expect(at(sample.settings, 'w:themeFontLang')?.attributes['w:eastAsia']).toBe('zh-CN');
    expect(at(sample.settings, 'w:updateFields')).toBeUndefined();
  });

  it('names a substitute for every font', () => {
    const fonts = [
      ...(sample.parts['word/fontTable.xml'] ?? '').matchAll(/<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"/g),
    ].map((m) => m[1]);
    expect(fonts).toEqual(['方正小标宋简体', '仿宋_GB2312', '楷体_GB2312', '黑体', '宋体']);
  });
});

describe('page numbers', () => {
  const footers = (opened: typeof sample) =>
    Object.entries(opened.parts)
      .filter(([name]) => /^word\/footer\d+\.xml$/.test(name))
      .map(([, xml]) => xml);

  it('stand outside: odd right, even left, one character in, — n —', () => {
    const [odd, even] = footers(sample) as [string, string];
    expect(odd).toMatch(/<w:ind w:right="280"\/><w:jc w:val="right"\/>/);
    expect(even).toMatch(/<w:ind w:left="280"\/><w:jc w:val="left"\/>/);
    for (const footer of [odd, even]) {
      expect(footer).toMatch(/w:line="360" w:lineRule="exact"/);
      expect(footer.replace(/<[^>]+>/g, '')).toBe('— 1 —');
      expect(footer).toContain('w:instr="PAGE"');
    }
  });

  it('stand in the middle where asked, on one footer', async () => {
    const opened = openDocx(await composeDocx(view([title(), para(LONG)]), { pageNumbers: 'center' }));
    expect(footers(opened)).toHaveLength(1);
    expect(footers(opened)[0]).toContain('<w:jc w:val="center"/>');
    expect(at(opened.settings, 'w:evenAndOddHeaders')).toBeUndefined();
  });

  it('turn with a landscape page: a floating cell in the header, empty footers', () => {
    const headers = Object.entries(every.parts)
      .filter(([name, xml]) => /^word\/header\d+\.xml$/.test(name) && xml.includes('w:tbl>'))
      .map(([, xml]) => xml);
    expect(headers).toHaveLength(2);
    for (const header of headers) {
      expect(header).toMatch(/<w:tblpPr [^>]*w:tblpX="1304"[^>]*w:tblpY="1588"/);
      expect(header).toMatch(/<w:textDirection w:val="tbRl"\/>/);
      expect(header).toMatch(/<w:trHeight w:val="8844" w:hRule="exact"\/>/);
    }
  });
});

describe('text', () => {
  it('has a blank line, the title, a blank line, then the text', () => {
    const first = sample.paragraphs.slice(0, 4).map((p) => `${styleOf(p)}|${textIn(p).slice(0, 4)}`);
    expect(first).toEqual(['Normal|', 'Title|喀什地区', 'Normal|', 'BodyTextFirstIndent|为贯彻党']);
  });

  it('puts 附件 flush left and the title on the third line in the annex pattern', async () => {
    const { paragraphs } = openDocx(await composeDocx(view([title(), para(LONG)]), { pattern: 'annex' }));
    expect(paragraphs.slice(0, 3).map((p) => `${styleOf(p)}|${textIn(p).slice(0, 2)}`)).toEqual([
      'AttachedMark|附件',
      'Normal|',
      'Title|某市',
    ]);
  });

  it('leaves the mark out in the body pattern', async () => {
    const { paragraphs } = openDocx(await composeDocx(everything(), { pattern: 'body' }));
    expect(paragraphs.map(textIn)).not.toContain('附件');
  });

  it('writes heading numbers as literal text in the levels’ styles', () => {
    const headings = sample.paragraphs.filter((p) => styleOf(p).startsWith('Heading')).map((p) => `${styleOf(p)} ${textIn(p)}`);
    expect(headings.slice(0, 4)).toEqual([
      'Heading1 一、指导思想',
      'Heading1 二、编制原则',
      'Heading1 三、发展目标',
      'Heading2 （一）商品住房供应目标',
    ]);
    expect(sample.parts['word/document.xml']).not.toContain('w:numPr');
  });

  it('runs a heading into its paragraph: its words in the level’s character style, the rest in the body’s', () => {
    const paragraph = sample.paragraphs.find((p) => textIn(p).startsWith('（一）坚持完善住房供应体系。')) as XmlElement;
    expect(styleOf(paragraph)).toBe('BodyTextFirstIndent');
    const runs = elements(paragraph, 'w:r').map((r) => [at(r, 'w:rPr', 'w:rStyle')?.attributes['w:val'], textIn(r)]);
    expect(runs.slice(0, 2)).toEqual([
      ['Heading2Char', '（一）'],
      ['Heading2Char', '坚持完善住房供应体系。'],
    ]);
    expect(runs[2]?.[0]).toBeUndefined();
    expect(rule(sample, 'Heading2Char', 'w:rPr', 'w:rFonts', 'w:eastAsia')).toBe('楷体_GB2312');
  });

  it('gives every run the hint that sets “ ” … — in the Chinese font', () => {
    for (const run of all(sample.body, 'w:r')) {
      if (all(run, 'w:t').length) expect(at(run, 'w:rPr', 'w:rFonts')?.attributes['w:hint']).toBe('eastAsia');
    }
  });

  it('centres chapters and sections', () => {
    expect(rule(every, 'Heading1', 'w:pPr', 'w:jc', 'w:val')).toBe('center');
    expect(rule(every, 'Heading3', 'w:rPr', 'w:rFonts', 'w:eastAsia')).toBe('黑体');
    const annexHeading = every.paragraphs.find((p) => textIn(p) === '一、供应任务') as XmlElement;
    expect(styleOf(annexHeading)).toBe('Heading3');
  });

  it('breaks a long title into lines of like length', () => {
    const heading = every.paragraphs.find((p) => styleOf(p) === 'Title') as XmlElement;
    expect(all(heading, 'w:t').map((t) => t.children.join(''))).toEqual([
      '某某地区“十五五”城镇住房发展',
      '专项规划暨保障性住房建设实施方案',
    ]);
  });

  it('starts each annex on a page of its own: label, blank line, title', () => {
    const labels = every.paragraphs.filter((p) => /^附件\d$/.test(textIn(p)));
    expect(labels.map(styleOf)).toEqual(['AttachedMark', 'AttachedMark']);
    const after = every.paragraphs[every.paragraphs.indexOf(labels[0] as XmlElement) + 2] as XmlElement;
    expect(`${styleOf(after)} ${textIn(after)}`).toBe('AnnexTitle 城镇棚户区改造计划表');
  });

  it('breaks the page before a second annex of the same orientation', async () => {
    const annex = (number: string) => ({
      kind: 'annex' as const,
      id: 1,
      number,
      landscape: false,
      runs: text('清单'),
      blocks: [para(LONG)],
    });
    const { paragraphs } = openDocx(await composeDocx(view([title(), para(LONG), annex('附件1'), annex('附件2')])));
    const broken = paragraphs.filter((p) => at(p, 'w:pPr', 'w:pageBreakBefore')).map(textIn);
    expect(broken).toEqual(['附件1', '附件2']);
  });

  it('hangs the second line of an annex title and later numbers below the first', () => {
    const items = every.paragraphs.filter((p) => /棚户区改造计划表及|^2\.公租房/.test(textIn(p)));
    expect(items.map((p) => at(p, 'w:pPr', 'w:ind')?.attributes)).toEqual([
      { 'w:leftChars': '600', 'w:left': '1895', 'w:hangingChars': '400', 'w:hanging': '1263' },
      { 'w:leftChars': '600', 'w:left': '1895', 'w:hangingChars': '100', 'w:hanging': '316' },
    ]);
  });

  it('writes footnotes as ① below the text', () => {
    expect(every.parts['word/footnotes.xml']).toContain('中圈指毗邻的五个城市。');
    expect(all(every.body, 'w:footnoteReference')).toHaveLength(1);
    expect(all(every.body, 'w:numFmt')[0]?.attributes['w:val']).toBe('decimalEnclosedCircleChinese');
  });
});

describe('fields', () => {
  it('stand in content controls that name their source', () => {
    const controls = all(sample.body, 'w:sdt');
    expect(controls.length).toBeGreaterThanOrEqual(24);
    const total = controls.find((control) => textIn(control) === '92.02') as XmlElement;
    expect(at(total, 'w:sdtPr', 'w:tag')?.attributes['w:val']).toMatch(/^f\d+$/);
    const ids = controls.map((control) => at(control, 'w:sdtPr', 'w:id')?.attributes['w:val']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are plain text where no traces are wanted, letter for letter the same', async () => {
    const plain = openDocx(await exportDocx(samplePlan(), { traceable: false }));
    expect(all(plain.body, 'w:sdt')).toHaveLength(0);
    expect(plain.paragraphs.map(textIn)).toEqual(sample.paragraphs.map(textIn));
  });
});

describe('choices of a release', () => {
  it.each([
    ['gov', '方正小标宋简体', '仿宋_GB2312'],
    ['windows', '华文中宋', '仿宋'],
    ['gbk', '方正小标宋_GBK', '方正仿宋_GBK'],
  ] as const)('font set %s', async (fonts, titleFont, bodyFont) => {
    const opened = openDocx(await composeDocx(view([title()]), { fonts }));
    expect(rule(opened, 'Title', 'w:rPr', 'w:rFonts', 'w:eastAsia')).toBe(titleFont);
    expect(rule(opened, 'Normal', 'w:rPr', 'w:rFonts', 'w:eastAsia')).toBe(bodyFont);
  });

  it('prints the stage under the title in 楷体 and in the properties, and no name of a person', async () => {
    const draft = openDocx(await exportDocx(samplePlan(), { stage: '征求意见稿' }));
    expect(draft.paragraphs.slice(1, 4).map((p) => `${styleOf(p)} ${textIn(p)}`)).toEqual([
      'Title 喀什地区2025年住房发展年度计划',
      'StageLine （征求意见稿）',
      'Normal ',
    ]);
    expect(draft.parts['docProps/core.xml']).toContain('<cp:contentStatus>征求意见稿</cp:contentStatus>');
    const final = openDocx(await exportDocx(samplePlan(), { stage: '正式稿', at: '2025-03-05T02:00:00.000Z' }));
    expect(final.paragraphs.map(styleOf)).not.toContain('StageLine');
    expect(final.parts['docProps/core.xml']).toContain('>2025-03-05T02:00:00Z<');
    for (const { parts } of [draft, final]) expect(parts['docProps/core.xml']).not.toMatch(/creator|lastModifiedBy/);
  });

  it('gives equal bytes for equal plans', async () => {
    const [a, b] = [await exportDocx(samplePlan()), await exportDocx(samplePlan())];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const steps: number[] = [];
    const onProgress = (done: number) => {
      steps.push(done);
      stop.abort();
    };
    await expect(exportDocx(samplePlan(), { signal: stop.signal, onProgress })).rejects.toMatchObject({
      failure: { code: 'interrupted' },
    });
    expect(steps).toEqual([0]);
  });

  it('writes what no XML file can hold as nothing and everything else as it is', async () => {
    const nasty = '<w:t>&amp;"\u0000\u0008\ud800\ufffe甲\u{20BB7}';
    const { paragraphs } = openDocx(await composeDocx(view([heading(1, '一、', nasty)])));
    expect(paragraphs.map(textIn).join('')).toBe('一、<w:t>&amp;"\ufffd甲\u{20BB7}');
  });
});
