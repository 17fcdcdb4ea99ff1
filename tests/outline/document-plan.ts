// A small plan with a text, for tests of the document: tables by plan-builder, blocks by a terse list.

import type { BlockProps, Inline } from '../../shared/model/blocks.ts';
import { keysBetween } from '../../shared/model/order.ts';
import type { BlockRecord } from '../../shared/model/records.ts';
import { childrenOf } from '../../shared/model/shape.ts';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';

export interface BlockSpec {
  kind: BlockRecord['kind'];
  content?: string | Inline[];
  props?: BlockProps;
  children?: BlockSpec[];
}

export const block = (
  kind: BlockRecord['kind'],
  content: BlockSpec['content'] = '',
  props: BlockProps = {},
  children: BlockSpec[] = [],
): BlockSpec => ({
  kind,
  content,
  props,
  children,
});
export const heading = (level: number, text: string, props: BlockProps = {}, children: BlockSpec[] = []): BlockSpec =>
  block('heading', text, { level, ...props }, children);

export class DocumentPlan extends TestPlan {
  /** ids of blocks in the order written */
  readonly blocks: number[] = [];

  constructor() {
    super([
      table(
        '供应计划',
        [
          col('套数', { decimals: 0, unit: '套', forms: ['number', 'none', 'na', 'bound', 'range', 'text'] }),
          col('面积', { decimals: 2 }),
        ],
        [
          row('甲市', { 套数: '300', 面积: '51.00' }),
          row('乙县', { 套数: '20', 面积: '2.00' }),
          row('丙县', { 套数: '-' }),
          total('总计'),
        ],
      ),
      table('分配计划', [col('套数', { decimals: 0 })], [row('乙县', { 套数: '7' }), row('甲市', { 套数: '9' })]),
    ]);
  }

  tableId(title: string): number {
    return this.at(title, '甲市', '套数').table;
  }

  /** `#c…@r…` of a cell; without a row the bare column. */
  ref(tableName: string, columnName: string, rowName?: string): string {
    const at = this.at(tableName, rowName ?? '甲市', columnName);
    return rowName ? `#c${at.col}@r${at.row}` : `#c${at.col}`;
  }

  set property(value: [string, unknown]) {
    this.live.apply([{ k: 'rec', e: 'plan', id: value[0], was: null, now: { id: value[0], value: value[1] } }]);
  }

  write(specs: BlockSpec[], parent: number | null = null): this {
    const last = (childrenOf(this.live.state.records.block.values()).get(parent ?? 0) ?? []).at(-1)?.ord ?? null;
    const keys = keysBetween(last, null, specs.length);
    specs.forEach((spec, i) => {
      const id = this.id();
      this.blocks.push(id);
      const content: Inline[] =
        typeof spec.content === 'string' ? (spec.content ? [{ t: 'text', s: spec.content }] : []) : (spec.content ?? []);
      this.live.apply([
        {
          k: 'rec',
          e: 'block',
          id,
          was: null,
          now: { id, parentId: parent, ord: keys[i], kind: spec.kind, props: spec.props ?? {}, content },
        },
      ]);
      this.write(spec.children ?? [], id);
    });
    return this;
  }
}
