// Names that the text side needs from the table side, in one place (keeps outline/ free of the engine).
export type { HeaderCell } from './live-plan.ts';
export type { ColumnRecord, RowKind } from './records.ts';
