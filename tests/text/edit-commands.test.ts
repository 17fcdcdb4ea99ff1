import { type Command, EditorState, NodeSelection, TextSelection } from 'prosemirror-state';
import { describe, expect, it, test } from 'vitest';
import { blockIds } from '../../renderer/text/block-ids.ts';
import { blocksOf, docOf, type TextBlock } from '../../renderer/text/convert.ts';
import { backspace, deleteForward, setBlocks, shiftHeadings, splitBlock, toggleRunIn } from '../../renderer/text/edit-commands.ts';
import { numbersOf } from '../../renderer/text/numbers.ts';
import { sliceOfText } from '../../renderer/text/paste.ts';
import { pasteSlice } from '../../renderer/text/paste-slice.ts';
import { SCHEMES } from '../../shared/outline/schemes.ts';
import { countingMint } from './fake-session.ts';
import { field, heading, para } from './samples.ts';

/** The state of a page; `at` = block index and letter of the cursor, or of both ends. */
function page(blocks: readonly TextBlock[], at: [number, number], to: [number, number] = at): EditorState {
  const state = EditorState.create({ doc: docOf(blocks, 999), plugins: [blockIds(countingMint(100))] });
  const place = ([index, letter]: [number, number]): number => {
    let pos = 1;
    for (let i = 0; i < index; i++) pos += state.doc.child(i).nodeSize;
    return pos + letter;
  };
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, place(at), place(to))));
}

function pressed(state: EditorState, ...commands: Command[]): EditorState {
  let now = state;
  for (const command of commands) {
    command(now, (tr) => {
      now = now.apply(tr);
    });
  }
  return now;
}

/** One line a block: `kind level#id words`. */
const say = (state: EditorState): string[] =>
  blocksOf(state.doc).map(({ id, kind, props, content }) =>
    `${kind}${props.level ?? ''}#${id} ${content.map((c) => (c.t === 'text' ? c.s : `[${c.t}]`)).join('')}`.trim(),
  );

const three = [heading(1, 1, '目标'), para(2, '新建住房', field(7), '套'), para(3, '尾段')];

describe('Enter', () => {
  const cases: [string, [number, number], string[]][] = [
    [
      'splits a paragraph, the first half keeps its id',
      [1, 2],
      ['heading1#1 目标', 'para#2 新建', 'para#100 住房[field]套', 'para#3 尾段'],
    ],
    [
      'in front of words makes room above and the words keep their id',
      [1, 0],
      ['heading1#1 目标', 'para#100', 'para#2 新建住房[field]套', 'para#3 尾段'],
    ],
    ['behind a heading begins a paragraph', [0, 2], ['heading1#1 目标', 'para#100', 'para#2 新建住房[field]套', 'para#3 尾段']],
    [
      'inside a heading makes two headings',
      [0, 1],
      ['heading1#1 目', 'heading1#100 标', 'para#2 新建住房[field]套', 'para#3 尾段'],
    ],
  ];
  test.each(cases)('%s', (_name, at, expected) => {
    expect(say(pressed(page(three, at), splitBlock))).toEqual(expected);
  });
  it('makes an empty heading a paragraph', () => {
    expect(say(pressed(page([{ ...heading(1, 2, ''), content: [] }], [0, 0]), splitBlock))).toEqual(['para#1']);
  });
  it('behind a table makes room to type', () => {
    const table: TextBlock = { id: 5, parentId: null, kind: 'table-ref', props: { tableId: 8 }, content: [] };
    const state = page([para(1, '前'), table], [0, 0]);
    const chosen = state.apply(state.tr.setSelection(NodeSelection.create(state.doc, 3)));
    expect(say(pressed(chosen, splitBlock))).toEqual(['para#1 前', 'table-ref#5', 'para#100']);
  });
  it('inside a box begins a block of the box', () => {
    const box: TextBlock = { id: 1, parentId: null, kind: 'box', props: {}, content: [{ t: 'text', s: '专栏' }] };
    expect(blocksOf(pressed(page([box], [0, 2]), splitBlock).doc).map(({ id, parentId }) => [id, parentId])).toEqual([
      [1, null],
      [100, 1],
    ]);
  });
});

describe('Backspace and Delete', () => {
  const cases: [string, Command[], [number, number], string[]][] = [
    ['joins with the paragraph before', [backspace], [2, 0], ['heading1#1 目标', 'para#2 新建住房[field]套尾段']],
    ['a heading first gives up its number', [backspace], [0, 0], ['para#1 目标', 'para#2 新建住房[field]套', 'para#3 尾段']],
    ['takes a field with one key', [backspace], [1, 5], ['heading1#1 目标', 'para#2 新建住房套', 'para#3 尾段']],
    ['Delete takes the field behind the cursor', [deleteForward], [1, 4], ['heading1#1 目标', 'para#2 新建住房套', 'para#3 尾段']],
    ['Delete at the end joins what follows', [deleteForward], [1, 6], ['heading1#1 目标', 'para#2 新建住房[field]套尾段']],
    [
      'at the very start of a paragraph nothing is lost',
      [backspace, backspace],
      [0, 0],
      ['para#1 目标', 'para#2 新建住房[field]套', 'para#3 尾段'],
    ],
  ];
  test.each(cases)('%s', (_name, commands, at, expected) => {
    expect(say(pressed(page(three, at), ...commands))).toEqual(expected);
  });
  it('an empty paragraph before just goes, the words keep their id', () => {
    expect(say(pressed(page([para(1), para(2, '后')], [1, 0]), backspace))).toEqual(['para#2 后']);
  });
  it('never pulls a block out of its box', () => {
    const blocks: TextBlock[] = [
      { id: 1, parentId: null, kind: 'box', props: {}, content: [{ t: 'text', s: '专栏' }] },
      { ...para(2, '里'), parentId: 1 },
      para(3, '外'),
    ];
    expect(say(pressed(page(blocks, [2, 0]), backspace))).toHaveLength(3);
  });
  it('takes a selection over several blocks as one', () => {
    expect(say(pressed(page(three, [0, 1], [2, 1]), backspace))).toEqual(['heading1#1 目段']);
  });
});

describe('kinds and levels', () => {
  it('a paragraph becomes a numbered heading and back', () => {
    const state = pressed(page(three, [1, 0]), setBlocks({ kind: 'heading', level: 2 }));
    expect(blocksOf(state.doc)[1]).toMatchObject({ kind: 'heading', props: { level: 2, number: 'auto' } });
    expect(say(pressed(state, setBlocks({ kind: 'para' })))).toEqual(say(page(three, [1, 0])));
  });
  it('Tab goes down a level, Shift+Tab up, never beyond the ends', () => {
    const down = pressed(page(three, [0, 0]), ...Array.from({ length: 6 }, () => shiftHeadings(1)));
    expect(blocksOf(down.doc)[0]?.props.level).toBe(4);
    const up = pressed(down, ...Array.from({ length: 6 }, () => shiftHeadings(-1)));
    expect(blocksOf(up.doc)[0]?.props.level).toBe(1);
  });
  it('a heading goes on in its paragraph, or stands alone', () => {
    const on = pressed(page(three, [0, 0]), toggleRunIn);
    expect(blocksOf(on.doc)[0]?.props.runIn).toBe(true);
    expect(blocksOf(pressed(on, toggleRunIn).doc)[0]?.props).toEqual({ level: 1, number: 'auto' });
  });
  it('numbers follow at once', () => {
    const blocks = [
      heading(1, 1, 'a'),
      heading(2, 2, 'b'),
      heading(3, 2, 'c'),
      heading(4, 1, 'd'),
      heading(5, 2, 'e', { number: { as: '（五）' } }),
      heading(6, 2, 'f'),
    ];
    expect([...numbersOf(blocks, SCHEMES.official).values()]).toEqual(['一、', '（一）', '（二）', '二、', '（五）', '（六）']);
  });
});

describe('pasted text', () => {
  const paste = (blocks: TextBlock[], at: [number, number], words: string, plain = false): string[] => {
    const state = page(blocks, at);
    const tr = pasteSlice(state, sliceOfText(words, plain));
    return say(tr ? state.apply(tr) : state);
  };
  const cases: [string, TextBlock[], [number, number], string, string[]][] = [
    ['one line goes into the sentence', three, [1, 2], '商品', ['heading1#1 目标', 'para#2 新建商品住房[field]套', 'para#3 尾段']],
    [
      'several lines keep their paragraphs',
      [para(1, '头尾')],
      [0, 1],
      '甲\n乙\r\n丙',
      ['para#1 头甲', 'para#100 乙', 'para#101 丙尾'],
    ],
    [
      'headings are told by their numbers',
      [para(1)],
      [0, 0],
      '一、目标\n（一）商品住房\n正文。',
      ['heading1#100 目标', 'heading2#101 商品住房', 'para#102 正文。'],
    ],
    [
      'an empty paragraph takes the kind of what comes',
      [para(1), para(2, '后')],
      [0, 0],
      '（二）保障性住房',
      ['heading2#100 保障性住房', 'para#2 后'],
    ],
    ['a heading into words is words', [para(1, '见')], [0, 1], '（二）保障性住房', ['para#1 见保障性住房']],
    ['invisible signs and blanks go', [para(1)], [0, 0], '\u3000\u3000一\u200b段\u00a0\n\n', ['para#1 一段']],
    [
      'behind a heading pasted in the middle the rest goes on',
      [para(1, '头尾')],
      [0, 1],
      '甲\n一、目标',
      ['para#1 头甲', 'heading1#100 目标', 'para#101 尾'],
    ],
  ];
  test.each(cases)('%s', (_name, blocks, at, words, expected) => {
    expect(paste(blocks, at, words)).toEqual(expected);
  });
  it('as text keeps everything a paragraph', () => {
    expect(paste([para(1)], [0, 0], '一、目标\n正文', true)).toEqual(['para#1 一、目标', 'para#100 正文']);
  });
});

describe('ids', () => {
  it('a block and its fields pasted twice are four of their own', () => {
    const state = page(three, [2, 2]);
    const slice = state.doc.slice(state.doc.child(0).nodeSize, state.doc.child(0).nodeSize + state.doc.child(1).nodeSize);
    let now = state;
    for (let i = 0; i < 2; i++) {
      const tr = now.tr.insert(now.doc.content.size, slice.content);
      now = now.apply(tr);
    }
    const blocks = blocksOf(now.doc);
    expect(new Set(blocks.map((block) => block.id)).size).toBe(blocks.length);
    const fields = blocks.flatMap((block) => block.content.flatMap((c) => (c.t === 'field' ? [c.id] : [])));
    expect(new Set(fields).size).toBe(3);
    expect(fields[0]).toBe(7);
  });
});
