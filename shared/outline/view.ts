// The document as it is read: the tree of blocks walked in order, numbers counted, fields looked up.
//
// Depth-first order of the tree is the reading order, whether paragraphs stand under their heading or beside it; only boxes and
// annexes keep their blocks inside. Two passes: the first counts everything that has a number, so that the second can write
// references to what comes later (附件1, 表3). Nothing is cached here; the caller builds it again when a block or field moved.

import type { BlockId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { BlockRecord, Stage } from '../model/records.ts';
import { type Counted, countDocument } from './count.ts';
import type { DocumentBlock, DocumentView, Run } from './document.ts';
import { DEAD_SOURCE } from './fields.ts';
import { type Names, runsOf, textOfRuns } from './runs.ts';
import { printTable } from './table.ts';

export { printTable } from './table.ts';

export interface ViewOptions {
  /** shown instead of the plan's own stage; null = none */
  stage?: Stage | string | null;
}

/** Stages that a draft carries under its title; a 正式稿 carries none. */
const isDraftStage = (stage: string | null): stage is string => stage !== null && stage !== '' && stage !== '正式稿';

/** The whole document. Blocks without a record of their own have negative ids (see document.ts). */
export function documentView(live: LivePlan, options: ViewOptions = {}): DocumentView {
  return new Walk(live, options).view();
}

class Walk {
  private readonly live: LivePlan;
  private readonly stage: string | null;
  private readonly counted: Counted;
  private readonly names: Names;

  constructor(live: LivePlan, options: ViewOptions) {
    this.live = live;
    this.stage = options.stage === undefined ? live.state.property('stage') : options.stage;
    this.counted = countDocument(live);
    this.names = {
      table: (id) => {
        if (!live.state.records.tbl.has(id)) return undefined;
        const holder = this.counted.holderOf.get(id);
        const shape = live.shape(id);
        return { number: (holder && this.counted.numbers.get(holder.id)) || shape.number, title: shape.title };
      },
      block: (id) => {
        const record = live.state.records.block.get(id);
        return record && { number: this.counted.numbers.get(id) ?? '', title: this.counted.titleOf(record) };
      },
    };
  }

  view(): DocumentView {
    const blocks = this.withStageLine(this.below(null));
    blocks.push(...this.looseAnnexes());
    const title = blocks.find((block) => block.kind === 'title');
    const own = title && 'runs' in title ? textOfRuns(title.runs).replace(/\n/g, '') : '';
    return {
      title: own || this.live.expandYears(this.live.state.property('title') ?? ''),
      stage: this.stage,
      year: this.live.state.property('year') ?? 0,
      blocks,
    };
  }

  private childrenOf(parent: BlockId | null): BlockRecord[] {
    return this.counted.childrenOf(parent);
  }

  private below(parent: BlockId | null): DocumentBlock[] {
    return this.childrenOf(parent).flatMap((block) => {
      const own = this.one(block);
      const holds = block.kind === 'box' || block.kind === 'annex';
      return holds ? own : [...own, ...this.below(block.id)];
    });
  }

  private runs(block: BlockRecord): Run[] {
    return runsOf(this.live, block.content, this.names);
  }

  private one(block: BlockRecord): DocumentBlock[] {
    const { id, kind, props } = block;
    switch (kind) {
      case 'title':
      case 'attached-mark': {
        const runs = this.runs(block);
        if (runs.length > 0) return [{ kind, id, runs }];
        return [
          {
            kind,
            id,
            runs: [{ text: kind === 'title' ? this.live.expandYears(this.live.state.property('title') ?? '') : '附件' }],
          },
        ];
      }
      case 'stage-line':
        return this.stageLine(block);
      case 'heading':
        return [
          {
            kind,
            id,
            level: props.level ?? 1,
            number: this.counted.numbers.get(id) ?? '',
            runIn: props.runIn === true,
            runs: this.runs(block),
            ...(props.align && { align: props.align }),
          },
        ];
      case 'para':
        return [{ kind, id, runs: this.runs(block), ...(props.align && { align: props.align }) }];
      case 'label-line':
        return [{ kind, id, label: props.label ?? '', runs: this.runs(block) }];
      case 'table-ref':
        return [this.tableBlock(block)];
      case 'box':
        return [{ kind, id, number: this.counted.numbers.get(id) ?? '', runs: this.titleRuns(block), blocks: this.inside(block) }];
      case 'annex':
        return [
          {
            kind,
            id,
            number: this.counted.numbers.get(id) ?? '',
            landscape: props.landscape ?? this.ownLandscape(block),
            runs: this.titleRuns(block),
            blocks: this.inside(block),
          },
        ];
      case 'annex-list':
        return [{ kind, id, items: this.annexItems(block) }];
      case 'term':
        return [{ kind, id, number: this.counted.numbers.get(id) ?? '', runs: this.runs(block) }];
      case 'figure':
        return [
          {
            kind,
            id,
            number: this.counted.numbers.get(id) ?? '',
            assetId: props.assetId ?? null,
            alt: props.alt ?? '',
            runs: this.runs(block),
          },
        ];
      case 'page-break':
      case 'blank':
        return [{ kind, id }];
      default:
        return [{ kind, id, runs: this.runs(block) }];
    }
  }

  /** The annex's or box's title; where it has none of its own, the title of the table it shows. */
  private titleRuns(block: BlockRecord): Run[] {
    const own = this.runs(block);
    const title = own.length ? '' : this.counted.titleOf(block);
    return title ? [{ text: title }] : own;
  }

  private inside(block: BlockRecord): DocumentBlock[] {
    const referenced = new Set(this.childrenOf(block.id).map((child) => child.props.tableId));
    const own = this.counted
      .ownTables(block)
      .filter((table) => !referenced.has(table))
      .map(
        (table): DocumentBlock => ({
          kind: 'table',
          id: -table as BlockId,
          table: printTable(this.live, table),
          ...(this.counted.isTitleOf(block, table) && { bare: true }),
        }),
      );
    return [...own, ...this.below(block.id)];
  }

  private ownLandscape(block: BlockRecord): boolean {
    const tables = [
      ...this.counted.ownTables(block),
      ...this.childrenOf(block.id).flatMap((child) => this.counted.tableOf(child) ?? []),
    ];
    return tables.some((table) => this.live.state.records.tbl.get(table)?.landscape === true);
  }

  private tableBlock(block: BlockRecord): DocumentBlock {
    const table = this.counted.tableOf(block);
    if (table === null)
      return { kind: 'para', id: block.id, runs: [{ text: DEAD_SOURCE, ref: { table: block.props.tableId, error: 'dead' } }] };
    const holder = block.parentId === null ? undefined : this.counted.holderOf.get(table);
    return {
      kind: 'table',
      id: block.id,
      table: printTable(this.live, table),
      ...(holder?.id === block.parentId && holder && { bare: true }),
    };
  }

  /** Items as written, one a line; an empty list lists the document's annexes. */
  private annexItems(block: BlockRecord): Run[][] {
    const runs = this.runs(block);
    if (runs.length) {
      const items: Run[][] = [[]];
      for (const run of runs) {
        if (run.br) items.push([]);
        else (items.at(-1) as Run[]).push(run);
      }
      return items.filter((item) => item.length > 0);
    }
    const titles: Run[][] = [];
    const walk = (parent: BlockId | null): void => {
      for (const child of this.childrenOf(parent)) {
        if (child.kind === 'annex') titles.push([{ text: this.counted.titleOf(child), ref: { block: child.id } }]);
        walk(child.id);
      }
    };
    walk(null);
    return titles;
  }

  private stageLine(block: BlockRecord): DocumentBlock[] {
    if (!isDraftStage(this.stage)) return [];
    const own = this.runs(block);
    return [{ kind: 'stage-line', id: block.id, runs: own.length ? own : [{ text: `（${this.stage}）` }] }];
  }

  /** A draft carries its stage under the title even where nobody placed a line for it. */
  private withStageLine(blocks: DocumentBlock[]): DocumentBlock[] {
    const title = blocks.findIndex((block) => block.kind === 'title');
    const stage = this.stage;
    if (title < 0 || !isDraftStage(stage) || blocks.some((block) => block.kind === 'stage-line')) return blocks;
    const heading = blocks[title];
    if (heading && 'runs' in heading && textOfRuns(heading.runs).includes(stage)) return blocks;
    const line: DocumentBlock = { kind: 'stage-line', id: -(heading?.id ?? 1) as BlockId, runs: [{ text: `（${stage}）` }] };
    return [...blocks.slice(0, title + 1), line, ...blocks.slice(title + 1)];
  }

  /** Annex tables that no block shows: each prints on an annex page of its own, so that nothing of the plan is left out. */
  private looseAnnexes(): DocumentBlock[] {
    return this.live
      .tables()
      .filter((table) => table.place === 'annex' && !table.props.hidden && !this.counted.shown.has(table.id))
      .map((record): DocumentBlock => {
        const table = printTable(this.live, record.id);
        const id = -record.id as BlockId;
        return {
          kind: 'annex',
          id,
          number: table.number,
          landscape: table.landscape,
          runs: [{ text: table.title }],
          blocks: [{ kind: 'table', id, table, bare: true }],
        };
      });
  }
}
