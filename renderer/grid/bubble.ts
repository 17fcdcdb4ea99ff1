// What the grid says at a cell: why a value was refused, how a computed cell comes about, what a paste left out.
//
// One at a time, under its cell, gone with the next move. A refusal stands on the error ground and is announced at once; a hint
// is quiet. Buttons offer what can be done about it.

export interface BubbleAction {
  label: string;
  act(): void;
}

export class Bubble {
  readonly element = document.createElement('div');
  private shown = false;

  constructor() {
    this.element.className = 'gc-bubble';
    this.element.hidden = true;
  }

  get isShown(): boolean {
    return this.shown;
  }

  show(kind: 'error' | 'hint', text: string, actions: readonly BubbleAction[] = []): void {
    this.element.dataset.kind = kind;
    this.element.setAttribute('role', kind === 'error' ? 'alert' : 'status');
    const words = document.createElement('span');
    words.textContent = text;
    const buttons = actions.map((action) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = action.label;
      button.addEventListener('mousedown', (event) => event.preventDefault());
      button.addEventListener('click', () => {
        this.hide();
        action.act();
      });
      return button;
    });
    this.element.replaceChildren(words, ...buttons);
    this.element.hidden = false;
    this.shown = true;
  }

  hide(): void {
    if (!this.shown) return;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.shown = false;
  }

  /** Under the cell, or above it where there is no room below. */
  place(cell: { left: number; top: number; width: number; height: number }, room: { right: number; bottom: number }): void {
    if (!this.shown) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.max(4, Math.min(cell.left, room.right - width - 4));
    const below = cell.top + cell.height + 4;
    const top = below + height <= room.bottom ? below : Math.max(4, cell.top - height - 4);
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }
}
