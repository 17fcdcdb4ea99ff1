// One object of a plan's schema as SQLite keeps it in `sqlite_schema`.

export interface SchemaObject {
  type: 'table' | 'index' | 'view';
  name: string;
  /** letter for letter what `sqlite_schema.sql` holds */
  sql: string;
}
