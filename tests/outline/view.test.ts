import { describe, expect, it } from 'vitest';
import type { Inline } from '../../shared/model/blocks.ts';
import type { DocumentBlock, Run } from '../../shared/outline/document.ts';
import { documentText, outlineOf } from '../../shared/outline/plain-text.ts';
import { textOfRuns } from '../../shared/outline/runs.ts';
import { documentView, printTable } from '../../shared/outline/view.ts';
import { type BlockSpec, block, DocumentPlan, heading } from './document-plan.ts';
import { samplePlan } from './sample.ts';

const textOf = (specs: BlockSpec[], prepare: (plan: DocumentPlan) => void = () => {}): string => {
  const plan = new DocumentPlan();
  prepare(plan);
  plan.write(specs);
  return documentText(documentView(plan.live));
};

const runsOfFirst = (blocks: DocumentBlock[]): Run[] => (blocks[0] && 'runs' in blocks[0] ? blocks[0].runs : []);

/** The text of one paragraph with the given inline content. */
const sentence = (content: (plan: DocumentPlan) => Inline[]): { text: string; runs: Run[]; plan: DocumentPlan } => {
  const plan = new DocumentPlan();
  plan.write([block('para', content(plan))]);
  const runs = runsOfFirst(documentView(plan.live).blocks);
  return { text: textOfRuns(runs), runs, plan };
};

describe('reading order', () => {
  it('is the tree depth first, whether paragraphs stand under their heading or beside it', () => {
    const under = [
      heading(1, '目标', {}, [block('para', '正文'), heading(2, '数量', {}, [block('para', '细目')])]),
      heading(1, '任务'),
    ];
    const beside = [heading(1, '目标'), block('para', '正文'), heading(2, '数量'), block('para', '细目'), heading(1, '任务')];
    expect(textOf(under)).toBe('一、目标\n正文\n（一）数量\n细目\n二、任务\n');
    expect(textOf(beside)).toBe(textOf(under));
  });

  it('numbers by chapters where the plan says so, where it is a five-year plan, or where its headings keep chapter numbers', () => {
    const specs = [heading(1, '基础'), heading(2, '成就'), heading(3, '问题')];
    const chapters = '第一章　基础\n第一节　成就\n一、问题\n';
    expect(textOf(specs)).toBe('一、基础\n（一）成就\n1.问题\n');
    expect(
      textOf(specs, (plan) => {
        plan.property = ['numbering', 'chapters'];
      }),
    ).toBe(chapters);
    expect(
      textOf(specs, (plan) => {
        plan.property = ['kind', 'five-year-plan'];
      }),
    ).toBe(chapters);
    expect(textOf([heading(1, '思路', { number: { as: '第二章' } }), heading(1, '任务')])).toBe('第二章　思路\n第三章　任务\n');
  });

  it('keeps a printed number and counts on from it', () => {
    expect(textOf([heading(1, '甲'), heading(1, '乙', { number: { as: '4、 ' } }), heading(1, '丙')])).toBe(
      '一、甲\n4、 乙\n五、丙\n',
    );
  });

  it('numbers annexes and boxes for themselves', () => {
    const inner = [heading(1, '一项'), heading(1, '二项')];
    expect(textOf([heading(1, '正文'), block('annex', '清单', {}, inner), block('annex', '名单', {}, inner)])).toBe(
      '一、正文\n附件1\n清单\n一、一项\n二、二项\n附件2\n名单\n一、一项\n二、二项\n',
    );
  });
});

describe('fields', () => {
  it('print what the cell prints and follow it', () => {
    const { text, plan } = sentence((p) => [
      { t: 'field', id: 9, expr: p.ref('供应计划', '面积', '总计') },
      { t: 'text', s: '万平方米' },
    ]);
    expect(text).toBe('53.00万平方米');
    plan.set('供应计划', '甲市', '面积', '52.00');
    expect(textOfRuns(runsOfFirst(documentView(plan.live).blocks))).toBe('54.00万平方米');
  });

  it('compute', () => {
    const { text } = sentence((p) => [
      {
        t: 'field',
        id: 9,
        expr: `${p.ref('供应计划', '套数', '甲市')}/${p.ref('供应计划', '套数', '总计')}`,
        fmt: { percent: true, decimals: 1 },
      },
    ]);
    expect(text).toBe('93.8%');
  });

  it.each<[string, (p: DocumentPlan) => string, string, string]>([
    ['a blank cell', (p) => p.ref('供应计划', '面积', '丙县'), '【待填】', 'blank'],
    ['a column that is gone', () => '#c999999@r999999', '【引用失效】', 'dead'],
    ['no formula at all', () => '(((', '【引用失效】', 'dead'],
    ['a division by zero', () => '1/0', '【公式错误】', 'error'],
  ])('%s shows', (_, expr, text, error) => {
    const { runs } = sentence((p) => [{ t: 'field', id: 9, expr: expr(p) }]);
    expect(runs).toEqual([{ text, field: { id: 9, expr: runs[0]?.field?.expr, error } }]);
  });
});

describe('other inline content', () => {
  it('counts years and period tokens from the plan', () => {
    const { text } = sentence(() => [
      { t: 'year', d: -1 },
      { t: 'text', s: '年至{年}年' },
    ]);
    expect(text).toBe('2024年至2025年');
  });

  it('lists rows of a table, sorted, filtered, each in its own words', () => {
    const each = (more: Partial<Extract<Inline, { t: 'each' }>>) =>
      sentence((p) => [
        {
          t: 'each',
          rows: `${p.ref('供应计划', '套数')}@all`,
          item: [
            { t: 'field', id: 1, expr: p.ref('供应计划', '名称') },
            { t: 'field', id: 2, expr: p.ref('供应计划', '套数'), fmt: { unit: '套' } },
          ],
          sep: '、',
          last: '和',
          ...more,
        },
      ]);
    const col = new DocumentPlan().ref('供应计划', '套数');
    expect(each({}).text).toBe('甲市300套、乙县20套和丙县-');
    expect(each({ sort: col }).text).toBe('乙县20套、甲市300套和丙县-');
    expect(each({ sort: `-${col}`, where: `${col}>10` }).text).toBe('甲市300套和乙县20套');
    expect(each({ where: `${col}>9999` }).text).toBe('');
    expect(each({ rows: '#c999999@all' }).text).toBe('【引用失效】');
  });

  it('finds the like row of another table inside a list', () => {
    const { text } = sentence((p) => [
      {
        t: 'each',
        rows: `${p.ref('供应计划', '套数')}@all`,
        item: [{ t: 'field', id: 1, expr: `${p.ref('分配计划', '套数')}@same` }],
        sep: '；',
      },
    ]);
    expect(text).toBe('9；7；【待填】');
  });

  it.each([
    ['300', '增加'],
    ['-5', '减少'],
    ['0', '持平'],
    ['-', '持平'],
    ['', '【待填】'],
    ['-3—5', '持平'],
    ['>37', '增加'],
  ])('chooses the word for %s: %s', (value, word) => {
    const plan = new DocumentPlan();
    plan.set('供应计划', '甲市', '套数', value);
    const t = (s: string): Inline[] => [{ t: 'text', s }];
    plan.write([
      block('para', [{ t: 'choose', expr: plan.ref('供应计划', '套数', '甲市'), up: t('增加'), down: t('减少'), flat: t('持平') }]),
    ]);
    expect(textOfRuns(runsOfFirst(documentView(plan.live).blocks))).toBe(word);
  });

  it('writes references by number or title, also to what comes later, and shows dead ones', () => {
    const plan = new DocumentPlan();
    const supply = plan.tableId('供应计划');
    plan.write([block('annex', '任务清单'), block('annex', '名单')]);
    const [, second] = plan.blocks;
    plan.write([
      block('para', [
        { t: 'text', s: '见' },
        { t: 'ref', to: { table: supply } },
        { t: 'ref', to: { table: supply }, form: 'title' },
        { t: 'ref', to: { block: second } },
        { t: 'ref', to: { table: 424242 } },
      ]),
    ]);
    const last = documentView(plan.live).blocks.at(-1) as Extract<DocumentBlock, { kind: 'para' }>;
    expect(textOfRuns(last.runs)).toBe('见表1供应计划附件2【引用失效】');
    expect(last.runs.at(-1)?.ref?.error).toBe('dead');
  });

  it('collects footnotes and writes them at the end of plain text', () => {
    expect(
      textOf([
        block('para', [
          { t: 'text', s: '中圈' },
          { t: 'foot', id: 1, content: [{ t: 'text', s: '指五市。' }] },
        ]),
        block('para', '尾'),
      ]),
    ).toBe('中圈①\n尾\n①指五市。\n');
  });
});

describe('tables', () => {
  it('stand where the text calls them, with caption, unit line, header and notes', () => {
    const plan = new DocumentPlan();
    const id = plan.tableId('分配计划');
    plan.run({ type: 'set-table', table: id, set: { unit: '套', props: { notes: ['含经开区。'] } } });
    plan.write([block('table-ref', '', { tableId: id })]);
    expect(documentText(documentView(plan.live))).toBe('表2　分配计划\n单位：套\n名称\t套数\n乙县\t7\n甲市\t9\n注：含经开区。\n');
  });

  it('show a table that is gone', () => {
    expect(textOf([block('table-ref', '', { tableId: 4242 })])).toBe('【引用失效】\n');
  });

  it('take the number and title of the annex that shows them', () => {
    const plan = new DocumentPlan();
    const id = plan.tableId('分配计划');
    plan.run({ type: 'set-table', table: id, set: { place: 'annex', landscape: true } });
    plan.write([block('annex', '', { tableId: id }), block('annex', '名单'), block('para', [{ t: 'ref', to: { table: id } }])]);
    const view = documentView(plan.live);
    expect(view.blocks[0]).toMatchObject({
      kind: 'annex',
      number: '附件1',
      landscape: true,
      runs: [{ text: '分配计划' }],
      blocks: [{ kind: 'table', bare: true }],
    });
    expect(textOfRuns(runsOfFirst(view.blocks.slice(2)))).toBe('附件1');
  });

  it('print on annex pages of their own where they are annexes and no block shows them', () => {
    const plan = new DocumentPlan();
    plan.run({ type: 'set-table', table: plan.tableId('分配计划'), set: { place: 'annex' } });
    plan.write([block('para', '正文')]);
    expect(documentText(documentView(plan.live))).toBe('正文\n附表1\n分配计划\n名称\t套数\n乙县\t7\n甲市\t9\n');
    expect(documentView(plan.live).blocks[1]?.id).toBeLessThan(0);
  });

  it('merge group labels down their rows', () => {
    const plan = new DocumentPlan();
    const t = plan.id();
    const group = plan.id();
    const [label, name, count] = [plan.id(), plan.id(), plan.id()];
    plan.run({
      type: 'add-table',
      table: { id: t, title: '指标' },
      place: 'last',
      columns: [
        { id: label, title: '类别', role: 'group_label', kind: 'text' },
        { id: name, title: '指标', role: 'label' },
        { id: count, title: '目标', role: 'value', decimals: 0 },
      ],
      rows: [
        { id: group, label: '保障', kind: 'group' },
        ...['公租房', '租赁房'].map((l) => ({ id: plan.id(), label: l, parent: group })),
        { id: plan.id(), label: '人均面积' },
      ],
    } as never);
    const rows = printTable(plan.live, t).rows;
    expect(rows.map((r) => `${r.cells[0]?.text}|${r.cells[0]?.rowSpan}|${r.cells[1]?.text}`)).toEqual([
      '保障|2|公租房',
      '|0|租赁房',
      '|1|人均面积',
    ]);
  });

  it.each([
    [[], []],
    [['只有一条。'], ['注：只有一条。']],
    [
      ['甲。', '乙。'],
      ['注：1.甲。', '2.乙。'],
    ],
    [
      ['注：自带。', '数据来源：统计局。'],
      ['注：自带。', '数据来源：统计局。'],
    ],
  ])('notes %j print as %j', (notes, printed) => {
    const plan = new DocumentPlan();
    const id = plan.tableId('分配计划');
    plan.run({ type: 'set-table', table: id, set: { props: { notes } } });
    expect(printTable(plan.live, id).notes).toEqual(printed);
  });
});

describe('stage', () => {
  it.each([
    ['征求意见稿', '标题\n（征求意见稿）\n'],
    ['正式稿', '标题\n'],
    [null, '标题\n'],
  ])('%s', (stage, text) => {
    const plan = new DocumentPlan().write([block('title', '标题')]);
    expect(documentText(documentView(plan.live, { stage }))).toBe(text);
  });

  it('keeps the place and words of a stage line of its own, and drops it in the final text', () => {
    const plan = new DocumentPlan().write([block('title', '标题'), block('stage-line', '（讨论稿，三月）'), block('para', '正文')]);
    expect(documentText(documentView(plan.live, { stage: '讨论稿' }))).toBe('标题\n（讨论稿，三月）\n正文\n');
    expect(documentText(documentView(plan.live, { stage: '正式稿' }))).toBe('标题\n正文\n');
  });
});

describe('lists of annexes', () => {
  it('follow the annexes where they have no words of their own', () => {
    expect(textOf([block('annex-list'), block('annex', '甲表'), block('annex', '乙表')])).toBe(
      '附件：1.甲表\n2.乙表\n附件1\n甲表\n附件2\n乙表\n',
    );
  });

  it('number a single annex not at all, and keep numbers that are written', () => {
    expect(textOf([block('annex-list', '甲表')])).toBe('附件：甲表\n');
    expect(textOf([block('annex-list', [{ t: 'text', s: '1.甲' }, { t: 'br' }, { t: 'text', s: '2.乙' }])])).toBe(
      '附件：1.甲\n2.乙\n',
    );
  });
});

describe('the Kashgar sample', () => {
  const view = documentView(samplePlan());
  const text = documentText(view);

  it('carries the figures of its tables in its sentences', () => {
    expect(text).toContain('计划供应商品住房建筑面积92.02万平方米');
    expect(text).toContain('分配保障性住房12469套');
    expect(text).not.toMatch(/【/);
  });

  it('numbers its outline', () => {
    const outline = outlineOf(view).map(({ level, number, title }) => `${level} ${number}${title}`);
    expect(outline.slice(0, 3)).toEqual(['1 一、指导思想', '1 二、编制原则', '2 （一）坚持完善住房供应体系']);
    expect(outline).toContain('3 4.推进既有建筑节能改造，推动建筑绿色化发展');
    expect(outline.at(-1)).toBe('2 （五）加大统筹协调力度');
    expect(outline).toHaveLength(46);
  });

  it('prints its three tables in the text, header levels side by side', () => {
    const lines = text.split('\n');
    const at = lines.indexOf('表2　2025年计划分配保障性住房规模');
    expect(lines.slice(at + 1, at + 4)).toEqual([
      '县（市、开发区）\t公租房\t\t保障性租赁住房\t\t小计\t',
      '\t套数（套）\t建筑面积（万平方米）\t套数（套）\t建筑面积（万平方米）\t套数（套）\t建筑面积（万平方米）',
      '喀什市\t3000\t11.70\t280\t1.26\t3280\t12.96',
    ]);
  });
});
