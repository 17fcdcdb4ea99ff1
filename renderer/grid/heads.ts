// Header cells: title, unit on its own line, 自动 where the cells below compute themselves; a click selects the columns below.
//
// They are plain elements, registered so that a selection can tint the heads of its columns without asking the grid to
// refresh anything.

import type { IHeaderComp, IHeaderGroupComp, IHeaderGroupParams, IHeaderParams } from 'ag-grid-community';
import { gridWords } from '../words/grid.ts';
import type { HeadInfo } from './columns.ts';

/** Header elements now on the screen, with what they stand for. */
export class HeadRegistry {
  readonly heads = new Map<HTMLElement, HeadInfo>();
}

type WithHead = { head: HeadInfo; context: { heads: HeadRegistry } };

function fill(element: HTMLElement, head: HeadInfo, inline: boolean): void {
  element.className = inline ? 'gc-head gc-head-group' : 'gc-head';
  const title = document.createElement('span');
  title.className = 'gc-head-title';
  title.textContent = head.title;
  const parts: HTMLElement[] = [title];
  if (head.unit) {
    const unit = document.createElement('span');
    unit.className = 'gc-head-unit';
    unit.textContent = `（${head.unit}）`;
    parts.push(unit);
  }
  if (head.automatic) {
    const mark = document.createElement('span');
    mark.className = 'gc-head-auto';
    mark.textContent = gridWords.automatic;
    if (inline) parts.push(mark);
    else title.append(' ', mark);
  }
  element.replaceChildren(...parts);
  element.title = head.title;
}

class Head {
  private readonly element = document.createElement('div');
  private registry: HeadRegistry | null = null;

  protected show(params: WithHead, inline: boolean): void {
    this.registry = params.context.heads;
    this.registry.heads.set(this.element, params.head);
    fill(this.element, params.head, inline);
  }

  getGui(): HTMLElement {
    return this.element;
  }

  destroy(): void {
    this.registry?.heads.delete(this.element);
  }
}

export class ColumnHead extends Head implements IHeaderComp {
  init(params: IHeaderParams & WithHead): void {
    this.show(params, false);
  }

  refresh(params: IHeaderParams): boolean {
    this.show(params as IHeaderParams & WithHead, false);
    return true;
  }
}

export class GroupHead extends Head implements IHeaderGroupComp {
  init(params: IHeaderGroupParams & WithHead): void {
    this.show(params, true);
  }

  refresh(params: IHeaderGroupParams): boolean {
    this.show(params as IHeaderGroupParams & WithHead, true);
    return true;
  }
}
