// How atoms and fixed blocks show what they look up, as plain DOM: hundreds of them repaint at each keystroke in a table.
//
// Each view registers itself; when the plan moves, `LiveViews.refresh` asks every one to look again, and a view touches its DOM only
// where its words changed, so a selection or a composition beside it is not disturbed.

import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import type { Inline } from '../../shared/model/blocks.ts';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import type { Moved } from '../../shared/model/live-plan.ts';
import { BLOCK_WORDS, textWords } from '../words/text.ts';
import type { LiveText } from './live-text.ts';
import { blockAttrs } from './schema.ts';
import { tableFigure } from './table-figure.ts';

export interface LiveView {
  /** `moved` null: look at everything again */
  refresh(moved: Moved | null): void;
}

export class LiveViews {
  readonly text: LiveText;
  /** the table block that was clicked */
  readonly openTable: (table: TableId, block: BlockId) => void;
  private readonly views = new Set<LiveView>();
  private active: FieldId | null = null;

  constructor(text: LiveText, openTable: (table: TableId, block: BlockId) => void) {
    this.text = text;
    this.openTable = openTable;
  }

  add(view: LiveView): void {
    this.views.add(view);
  }

  remove(view: LiveView): void {
    this.views.delete(view);
  }

  get activeField(): FieldId | null {
    return this.active;
  }

  setActiveField(field: FieldId | null): void {
    if (this.active === field) return;
    this.active = field;
    this.refresh(null);
  }

  refresh(moved: Moved | null): void {
    for (const view of this.views) view.refresh(moved);
  }
}

function setText(dom: HTMLElement, text: string): void {
  if (dom.textContent !== text) dom.textContent = text;
}

/** An inline atom whose words are looked up. */
class AtomView implements NodeView {
  readonly dom: HTMLElement;
  protected node: Node;
  protected readonly views: LiveViews;

  constructor(node: Node, views: LiveViews) {
    this.node = node;
    this.views = views;
    this.dom = document.createElement('span');
    this.dom.className = 'atom';
    views.add(this);
    this.refresh();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.refresh();
    return true;
  }

  refresh(): void {
    const { text, title, className } = this.show();
    setText(this.dom, text);
    const selected = this.dom.classList.contains('ProseMirror-selectednode') ? ' ProseMirror-selectednode' : '';
    const wanted = `atom ${className}${selected}`;
    if (this.dom.className !== wanted) this.dom.className = wanted;
    if (this.dom.title !== title) this.dom.title = title;
  }

  protected show(): { text: string; title: string; className: string } {
    const { type, attrs } = this.node;
    const { text: live } = this.views;
    if (type.name === 'year') return { text: live.year(attrs.d), title: textWords.year, className: 'year' };
    if (type.name === 'token') return { text: live.token(attrs.s), title: textWords.year, className: 'year' };
    if (type.name === 'ref') {
      const shown = live.element({ t: 'ref', to: attrs.to, ...(attrs.form !== null && { form: attrs.form }) });
      return { text: shown.text, title: textWords.reference(shown.text), className: shown.dead ? 'reference dead' : 'reference' };
    }
    const element = attrs.element as Inline;
    const shown = live.element(element);
    if (element.t === 'foot') return { text: '', title: textWords.foot(shown.text), className: 'foot' };
    return { text: shown.text, title: element.t === 'each' ? textWords.listed : textWords.chosen, className: 'listed' };
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.views.remove(this);
  }
}

class FieldView extends AtomView {
  protected override show(): { text: string; title: string; className: string } {
    const { id, expr, fmt } = this.node.attrs;
    const { text, error } = this.views.text.field(expr, fmt);
    const name = this.views.text.fieldName(expr);
    const title =
      error === 'dead'
        ? textWords.fieldDead(name)
        : error === 'blank'
          ? textWords.fieldBlank(name)
          : error === 'error'
            ? textWords.fieldError(name)
            : `${textWords.fieldHover(name)}\n${textWords.fieldKeys}`;
    const active = this.views.activeField === id ? ' active' : '';
    if (this.dom.dataset.field !== String(id)) this.dom.dataset.field = String(id);
    return { text, title, className: `field${error ? ' broken' : ''}${active}` };
  }
}

/** A block that is shown whole: a table in its place, or a quiet labelled line. */
class FixedView implements NodeView {
  readonly dom: HTMLElement;
  private node: Node;
  private readonly views: LiveViews;
  private shown = '';

  constructor(node: Node, views: LiveViews) {
    this.node = node;
    this.views = views;
    this.dom = document.createElement('div');
    this.dom.contentEditable = 'false';
    this.dom.addEventListener('click', this.open);
    views.add(this);
    this.paint();
  }

  private readonly open = (): void => {
    const { id, props } = blockAttrs(this.node);
    if (props.tableId !== undefined && this.views.text.live.state.records.tbl.has(props.tableId))
      this.views.openTable(props.tableId, id);
  };

  update(node: Node): boolean {
    if (node.type !== this.node.type || blockAttrs(node).kind !== blockAttrs(this.node).kind) return false;
    const same = node.eq(this.node);
    this.node = node;
    if (!same) this.paint();
    return true;
  }

  refresh(moved: Moved | null): void {
    const { kind, props } = blockAttrs(this.node);
    if (kind === 'table-ref' && moved && !moved.other) {
      const mine = moved.tables.length > 0 || moved.cells.some((cell) => cell.table === props.tableId);
      if (!mine) return;
    }
    this.paint();
  }

  private paint(): void {
    const { id, kind, props } = blockAttrs(this.node);
    const { live } = this.views.text;
    this.dom.dataset.blockId = String(id);
    if (kind === 'table-ref' && props.tableId !== undefined && live.state.records.tbl.has(props.tableId)) {
      this.dom.className = 'block fixed table-place';
      this.dom.replaceChildren(tableFigure(live, props.tableId));
      this.shown = '';
      return;
    }
    this.dom.className = `block fixed ${kind}${kind === 'table-ref' ? ' gone' : ''}`;
    const words = this.words(kind);
    if (this.shown === words && this.dom.childElementCount) return;
    this.shown = words;
    const label = document.createElement('span');
    label.className = 'fixed-label';
    label.textContent = BLOCK_WORDS[kind];
    const text = document.createElement('span');
    text.className = 'fixed-text';
    text.textContent = words;
    this.dom.replaceChildren(label, text);
  }

  private words(kind: ReturnType<typeof blockAttrs>['kind']): string {
    switch (kind) {
      case 'table-ref':
        return textWords.tableGone;
      case 'toc':
        return textWords.fixedToc;
      case 'page-break':
        return textWords.fixedPageBreak;
      case 'blank':
        return '';
      case 'annex-list': {
        const printed = this.views.text.printed(blockAttrs(this.node).id);
        const items = printed?.kind === 'annex-list' ? printed.items : [];
        return items.map((item) => item.map((run) => run.text).join('')).join('；') || textWords.fixedNothing;
      }
      default:
        return this.views.text.inline(this.node.attrs.content as Inline[]) || this.node.attrs.props.alt || textWords.fixedNothing;
    }
  }

  stopEvent(): boolean {
    return false;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.dom.removeEventListener('click', this.open);
    this.views.remove(this);
  }
}

export function nodeViews(views: LiveViews): Record<string, NodeViewConstructor> {
  const atom = (node: Node, _view: EditorView): NodeView => new AtomView(node, views);
  return {
    field: (node) => new FieldView(node, views),
    year: atom,
    token: atom,
    ref: atom,
    carried: atom,
    fixed_block: (node) => new FixedView(node, views),
  };
}
