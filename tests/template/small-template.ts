// The smallest template that uses everything: a region tree, a table with groups, formulas and values, text with fields and an annex.

export type Parts = Record<string, unknown>;

export function smallTemplate(): Parts {
  return structuredClone({
    'template.json': {
      format: 1,
      id: 'small',
      version: '1.0.0',
      title: '小模板',
      kind: 'annual-plan',
      minApp: '0.1.0',
      numbering: 'official',
      parameters: { title: '{地区}{年}年计划', region: 'area', year: 2025 },
      tables: ['homes', 'list'],
    },
    'regions.json': {
      regions: [
        { key: 'area', code: null, name: '甲地区', short: null, aliases: [], level: 2, parent: null },
        { key: 'east', code: '990001', name: '东县', short: '东', aliases: ['东山县'], level: 3, parent: 'area' },
        { key: 'west', code: null, name: '西县', short: null, aliases: [], level: 3, parent: 'area' },
      ],
    },
    'tables/homes.json': {
      title: '{年}年住房',
      unitPlace: 'header',
      columns: [
        { key: 'region', title: '县', role: 'label' },
        {
          key: 'new',
          title: '新建',
          columns: [
            { key: 'units', title: '套数', unit: '套', decimals: 0 },
            { key: 'area', title: '面积', unit: '万平方米', decimals: 2 },
          ],
        },
        { key: 'mean', title: '套均', unit: '平方米', decimals: 1, formula: '[面积] * 10000 / [套数]' },
        { key: 'goal', title: '目标', forms: ['number', 'bound', 'text'] },
      ],
      rowsFrom: 'regions',
      rows: [
        { key: 'total', label: '总计', kind: 'total', place: 'last' },
        { key: 'last_year', label: '{年-1}年', kind: 'of_which', formula: '[总计, 本列] - 1' },
      ],
      cells: [{ row: 'west', column: 'area', formula: '[east, 面积] + 1' }],
      notes: ['{地区}数据。'],
    },
    'tables/list.json': {
      title: '名单',
      place: 'annex',
      role: 'text',
      columns: [{ key: 'name', title: '名称', kind: 'text' }],
      rows: [{ key: 'first', label: '' }],
    },
    'outline.json': {
      blocks: [
        { kind: 'title', text: '{地区}{年}年计划' },
        { kind: 'heading', level: 1, text: '目标', key: 'goals' },
        {
          kind: 'para',
          text: [
            '{年-1}年后，新建',
            { field: 'homes[总计, 新建/套数]', fmt: { approx: '约' } },
            '套，见',
            { ref: 'homes' },
            '和',
            { ref: 'list_page' },
            { text: '。', marks: ['bold'] },
            { foot: ['按{地区}口径', { br: true }, { field: 'homes[east, 面积]' }] },
          ],
        },
        { kind: 'table-ref', table: 'homes' },
        { kind: 'annex', table: 'list', key: 'list_page' },
      ],
    },
    'values.json': {
      homes: { east: { units: '300', area: '2.50', goal: '≥65%' }, west: { units: '-', goal: '应保尽保' } },
      list: { first: { name: '123' } },
    },
  });
}

/** Sets what stands at a JSON pointer of a part; undefined takes it away. */
export function put(parts: Parts, file: string, pointer: string, value: unknown): Parts {
  if (pointer === '') {
    if (value === undefined) delete parts[file];
    else parts[file] = value;
    return parts;
  }
  const steps = pointer.slice(1).split('/');
  const last = steps.pop() as string;
  const target = steps.reduce((at, step) => (at as Record<string, unknown>)[step], parts[file]) as Record<string, unknown>;
  if (value === undefined) delete target[last];
  else target[last] = value;
  return parts;
}
