// The values a choice column knows, under the cell while it is edited: typing narrows them, arrows and Enter take one.
//
// The list only helps to type; what counts is the text in the editor, and the column decides about it when it is committed.

export class ChoiceList {
  readonly element = document.createElement('ul');
  private all: readonly string[] = [];
  private shown: string[] = [];
  private at = -1;
  private readonly take: (text: string) => void;

  /** `take` is called with a value that was clicked. */
  constructor(take: (text: string) => void) {
    this.take = take;
    this.element.className = 'gc-choices';
    this.element.setAttribute('role', 'listbox');
    this.element.hidden = true;
    this.element.addEventListener('mousedown', (event) => {
      event.preventDefault();
      event.stopPropagation();
      const item = (event.target as Element).closest('li');
      if (item) this.take(item.textContent ?? '');
    });
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  /** The value that Enter takes; null where the typed text stands. */
  get chosen(): string | null {
    return this.shown[this.at] ?? null;
  }

  open(choices: readonly string[]): void {
    this.all = choices;
    this.narrow('');
  }

  /** Shows the values that hold the typed text; all of them where it is one of them or empty. */
  narrow(typed: string): void {
    const text = typed.trim();
    const isWhole = text === '' || this.all.includes(text);
    this.shown = isWhole ? [...this.all] : this.all.filter((choice) => choice.includes(text));
    this.at = isWhole ? this.shown.indexOf(text) : this.shown.length === 1 ? 0 : -1;
    this.element.hidden = this.shown.length === 0;
    this.element.replaceChildren(
      ...this.shown.map((choice) => {
        const item = document.createElement('li');
        item.setAttribute('role', 'option');
        item.textContent = choice;
        return item;
      }),
    );
    this.mark();
  }

  move(step: 1 | -1): void {
    if (this.shown.length === 0) return;
    const from = this.at < 0 && step < 0 ? 0 : this.at;
    this.at = (from + step + this.shown.length) % this.shown.length;
    this.mark();
  }

  private mark(): void {
    [...this.element.children].forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === this.at));
      if (i === this.at) item.scrollIntoView({ block: 'nearest' });
    });
  }

  close(): void {
    this.element.hidden = true;
    this.all = [];
    this.shown = [];
    this.at = -1;
  }

  /** Under the cell, or above it where there is no room below. */
  place(cell: { left: number; top: number; width: number; height: number }, room: { bottom: number }): void {
    if (!this.isShown) return;
    const { style } = this.element;
    style.minWidth = `${cell.width}px`;
    style.left = `${cell.left}px`;
    const below = cell.top + cell.height + 2;
    const { offsetHeight } = this.element;
    style.top = `${below + offsetHeight <= room.bottom || cell.top < offsetHeight ? below : cell.top - offsetHeight - 2}px`;
  }
}
