// Identity: every record is a random integer, never reused, never a position.
//
// Ids are minted by whoever makes a command (window, command line, import), never by the code that applies it, so the
// window's replica and the store arrive at the same records. Each kind has its own brand: a row can't pass for a column.

declare const brand: unique symbol;
export type Id<Kind extends string = string> = number & { readonly [brand]?: Kind };

export type RegionId = Id<'region'>;
export type TableId = Id<'table'>;
export type ColumnId = Id<'column'>;
export type RowId = Id<'row'>;
export type BlockId = Id<'block'>;
export type FieldId = Id<'field'>;
export type NoteId = Id<'note'>;
export type SourceId = Id<'source'>;

/** Mints an id: a random integer 1…2^53−1. `random` gives bytes and is handed in (the core has no randomness of its own). */
export type MintId = <Kind extends string>() => Id<Kind>;

export function mintFrom(random: (bytes: Uint8Array) => Uint8Array): MintId {
  return () => {
    const bytes = random(new Uint8Array(7));
    let id = (bytes[0] ?? 0) & 0x1f;
    for (let i = 1; i < 7; i++) id = id * 256 + (bytes[i] ?? 0);
    return id === 0 ? 1 : id;
  };
}

/** The readable key of a record that was given none: a letter and base 36 of its id. */
export function keyOf(letter: string, id: number): string {
  return letter + id.toString(36);
}

/** One string for a cell's place; the id of exceptions, cell formulas and cell origins. */
export function cellKey(row: RowId, column: ColumnId): string {
  return `${row}:${column}`;
}

export function splitCellKey(key: string): { row: RowId; column: ColumnId } {
  const at = key.indexOf(':');
  return { row: Number(key.slice(0, at)), column: Number(key.slice(at + 1)) };
}
