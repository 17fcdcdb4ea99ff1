// The one text area of the grid: over the active cell, always focused, unseen until something is typed.
//
// A worksheet's cell is ready for typing without being entered. A focused text area is the only thing on a page that also
// receives an input method's composition, so it lies over the active cell all the time: keys that move are taken from it,
// everything else it types into itself, and the first text makes it visible as the editor. Nothing is handed from one
// element to another, so no letter of a composition is lost. While a composition runs, no key is ours.

export type EditMode = 'idle' | 'typing' | 'editing';

export interface EditorEvents {
  /** the first text arrived in the idle box; answer false to refuse it */
  started(): boolean;
  changed(): void;
  key(event: KeyboardEvent): void;
  left(): void;
}

const IDLE_SIZE = 1;

export class EditorBox {
  readonly element = document.createElement('textarea');
  /** idle: unseen; typing: arrows commit and move (typing replaced the cell); editing: arrows move the caret */
  mode: EditMode = 'idle';
  composing = false;
  private refusing = false;
  private readonly events: EditorEvents;

  constructor(events: EditorEvents) {
    this.events = events;
    const box = this.element;
    box.className = 'gc-editor';
    box.spellcheck = false;
    box.autocomplete = 'off';
    box.setAttribute('autocapitalize', 'off');
    box.rows = 1;
    box.dataset.mode = 'idle';
    box.addEventListener('keydown', this.onKey);
    box.addEventListener('input', this.onInput);
    box.addEventListener('compositionstart', this.onCompositionStart);
    box.addEventListener('compositionend', this.onCompositionEnd);
    box.addEventListener('blur', this.onBlur);
  }

  get text(): string {
    return this.element.value;
  }

  get isOpen(): boolean {
    return this.mode !== 'idle';
  }

  focus(): void {
    if (document.activeElement !== this.element) this.element.focus({ preventScroll: true });
  }

  /** Shows the editor with a text and the caret at its end. */
  open(text: string, mode: 'typing' | 'editing'): void {
    this.element.value = text;
    this.show(mode);
    this.element.setSelectionRange(text.length, text.length);
    this.focus();
  }

  private show(mode: EditMode): void {
    this.mode = mode;
    this.element.dataset.mode = mode;
  }

  /** F2 while typing: from now on arrows move the caret, and back again. */
  toggleMode(): void {
    if (this.mode !== 'idle') this.show(this.mode === 'typing' ? 'editing' : 'typing');
  }

  close(): void {
    this.element.value = '';
    this.show('idle');
    this.element.style.width = `${IDLE_SIZE}px`;
    this.element.style.height = `${IDLE_SIZE}px`;
  }

  insert(text: string): void {
    this.element.setRangeText(text, this.element.selectionStart, this.element.selectionEnd, 'end');
    this.events.changed();
  }

  /** Lays the box over a rectangle of the layer; while open it grows with its text up to `room`. */
  place(rect: { left: number; top: number; width: number; height: number }, room: { right: number; bottom: number }): void {
    const { style } = this.element;
    style.left = `${rect.left}px`;
    style.top = `${rect.top}px`;
    if (this.mode === 'idle') {
      // Over the whole cell, so that an input method opens its window beside it.
      style.width = `${rect.width}px`;
      style.height = `${rect.height}px`;
      return;
    }
    style.minWidth = `${rect.width}px`;
    style.maxWidth = `${Math.max(rect.width, room.right - rect.left)}px`;
    style.width = `${rect.width}px`;
    style.height = `${rect.height}px`;
    const wanted = this.element.scrollWidth + 4;
    if (wanted > rect.width) style.width = `${Math.min(wanted + 8, Math.max(rect.width, Math.min(420, room.right - rect.left)))}px`;
    style.maxHeight = `${Math.max(rect.height, room.bottom - rect.top)}px`;
    if (this.element.scrollHeight > this.element.clientHeight + 2) style.height = `${this.element.scrollHeight + 4}px`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    // 229 and isComposing: the key is the input method's, the Enter that ends a composition included.
    if (event.isComposing || event.keyCode === 229 || this.composing) return;
    this.events.key(event);
  };

  private readonly onCompositionStart = (): void => {
    this.composing = true;
    if (this.mode !== 'idle') return;
    if (this.events.started()) this.show('typing');
    else this.refusing = true;
    this.events.changed();
  };

  private readonly onCompositionEnd = (): void => {
    this.composing = false;
    if (this.refusing) {
      this.refusing = false;
      this.element.value = '';
    }
  };

  private readonly onInput = (): void => {
    if (this.refusing) return;
    if (this.mode === 'idle') {
      if (this.element.value === '') return;
      if (!this.events.started()) {
        this.element.value = '';
        return;
      }
      this.show('typing');
    }
    this.events.changed();
  };

  private readonly onBlur = (): void => {
    // Another window came to the front: the editor waits where it is.
    if (document.activeElement === this.element) return;
    this.events.left();
  };
}
