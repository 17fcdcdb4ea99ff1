// Schema 1: everything a plan is made of. Frozen: a released migration is never edited, a later one only adds.
//
// The text below is what SQLite keeps in `sqlite_schema`, letter for letter, and a plan is refused where it differs; so the comments
// inside are the schema's own documentation, readable with any SQLite tool. Truth stands in the tables; the v_ views spell it out
// for people and other tools, and the program never reads through them. Booleans are 0 and 1, JSON is text, times are ISO 8601 UTC,
// ids are random integers 1…2^53−1, `ord` is a text key that sorts siblings.

import type { SchemaObject } from '../schema-object.ts';

const table = (name: string, body: string, options = 'STRICT'): SchemaObject => ({
  type: 'table',
  name,
  sql: `CREATE TABLE ${name} (\n${body.replace(/^\n/, '').trimEnd().replace(/^ {4}/gm, '  ')}\n) ${options}`,
});
const view = (name: string, body: string): SchemaObject => ({
  type: 'view',
  name,
  sql: `CREATE VIEW ${name} AS\n${body.trim().replace(/^ {4}/gm, '')}`,
});

export const FIRST_SCHEMA: readonly SchemaObject[] = [
  table(
    'plan',
    `
    name TEXT NOT NULL PRIMARY KEY, -- id kind title region_id year period_from period_to stage template_id … seq min_reader
    value TEXT NOT NULL             -- JSON
`,
    'STRICT, WITHOUT ROWID',
  ),
  table(
    'region',
    `
    id INTEGER PRIMARY KEY,
    code TEXT,
    name TEXT NOT NULL,
    short TEXT,
    aliases TEXT NOT NULL,   -- JSON list of other spellings
    level INTEGER NOT NULL,  -- 1 province, 2 prefecture, 3 county …
    parent_id INTEGER,
    ord TEXT NOT NULL
`,
  ),
  table(
    'tbl',
    `
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    number_as TEXT,          -- printed number such as 表1; null = counted
    title TEXT NOT NULL,
    unit TEXT,
    role TEXT NOT NULL,      -- table, ledger, text
    place TEXT NOT NULL,     -- text, box, annex, none
    box_id INTEGER,
    ord TEXT NOT NULL,
    landscape INTEGER NOT NULL,
    props TEXT NOT NULL      -- JSON: notes under the table, signatures, place of the unit
`,
  ),
  table(
    'col',
    `
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    parent_id INTEGER,       -- the column group it prints under
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    ord TEXT NOT NULL,
    role TEXT NOT NULL,      -- group, label, group_label, serial, region, unit, value, note
    kind TEXT NOT NULL,      -- number, text, choice, date, year, codes
    unit TEXT,
    decimals INTEGER,
    forms TEXT,              -- JSON list: what an input takes
    min TEXT,
    max TEXT,
    required INTEGER NOT NULL,
    choices TEXT,            -- JSON list
    width INTEGER,
    align TEXT,
    year_offset INTEGER,     -- -1 = last year's figures
    formula TEXT,            -- by id: #c<column>, #c<column>@r<row>, @children, @all, @total, @same
    total TEXT,              -- sum, formula, none; null = by the column
    precision TEXT NOT NULL, -- printed, exact
    hidden INTEGER NOT NULL,
    props TEXT NOT NULL      -- JSON
`,
  ),
  table(
    'row',
    `
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    parent_id INTEGER,       -- the row group it stands in
    key TEXT NOT NULL,
    label TEXT NOT NULL,     -- text of the label column; a row with a region shows the region's name
    ord TEXT NOT NULL,
    kind TEXT NOT NULL,      -- data, group, subtotal, total, of_which
    place TEXT,              -- of a total: first, last
    counts INTEGER NOT NULL, -- 0 keeps the row out of totals
    region_id INTEGER,
    unit TEXT,
    decimals INTEGER,
    formula TEXT,
    hidden INTEGER NOT NULL,
    props TEXT NOT NULL      -- JSON
`,
  ),
  table(
    'cell',
    `
    row_id INTEGER NOT NULL,
    col_id INTEGER NOT NULL,
    form TEXT NOT NULL,      -- number, none, na, bound, range, text; an empty cell has no record
    num INTEGER,             -- the number is num / 10^dec …
    dec INTEGER,
    text TEXT,               -- … unless its print stands here: other forms, marks, numbers beyond 2^53
    PRIMARY KEY (row_id, col_id)
`,
    'STRICT, WITHOUT ROWID',
  ),
  table(
    'cell_formula',
    `
    row_id INTEGER NOT NULL,
    col_id INTEGER NOT NULL,
    formula TEXT NOT NULL,   -- of this one cell, by id as in col.formula
    PRIMARY KEY (row_id, col_id)
`,
    'STRICT, WITHOUT ROWID',
  ),
  table(
    'exception',
    `
    row_id INTEGER NOT NULL,
    col_id INTEGER NOT NULL,
    printed TEXT NOT NULL,   -- kept as printed although it does not add up
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (row_id, col_id)
`,
    'STRICT, WITHOUT ROWID',
  ),
  table(
    'block',
    `
    id INTEGER PRIMARY KEY,
    parent_id INTEGER,
    ord TEXT NOT NULL,
    kind TEXT NOT NULL,      -- title, heading, para, table-ref, box, annex, glossary …
    props TEXT NOT NULL,     -- JSON
    content TEXT NOT NULL    -- JSON list of text, fields, year tokens, references
`,
  ),
  table(
    'note',
    `
    id INTEGER PRIMARY KEY,
    row_id INTEGER,
    col_id INTEGER,
    block_id INTEGER,
    kind TEXT NOT NULL,      -- comment, evidence
    text TEXT NOT NULL,
    asset_id TEXT,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    done INTEGER NOT NULL
`,
  ),
  table(
    'asset',
    `
    sha256 TEXT NOT NULL PRIMARY KEY,
    name TEXT,               -- null: taken back by an undo; the bytes wait for a redo
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
`,
  ),
  table(
    'rule',
    `
    code TEXT NOT NULL PRIMARY KEY,
    off INTEGER NOT NULL,
    severity TEXT,           -- error, warning, hint; null = as the rule says
    params TEXT              -- JSON
`,
  ),
  table(
    'answer',
    `
    finding TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    seen TEXT NOT NULL,      -- what the finding said when it was answered
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL
`,
  ),
  table(
    'opinion',
    `
    id INTEGER PRIMARY KEY,
    block_id INTEGER,
    unit TEXT NOT NULL,      -- who gave the opinion
    text TEXT NOT NULL,
    decision TEXT,
    reason TEXT,
    ord TEXT NOT NULL
`,
  ),
  table(
    'step',
    `
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    via TEXT NOT NULL,       -- window, cli, import, collect, system
    code TEXT NOT NULL,      -- the command, or undo, redo, batch
    args TEXT NOT NULL,      -- JSON: what the step's label needs
    undoes INTEGER,          -- undo: the step taken back; redo: the undo taken back
    source_id INTEGER,
    changes TEXT NOT NULL    -- JSON list, each with what it was and what it became
`,
  ),
  table(
    'mark',
    `
    id INTEGER PRIMARY KEY,
    name TEXT UNIQUE,        -- null: taken back by an undo; the state waits for a redo
    stage TEXT,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    state BLOB NOT NULL      -- the whole plan as it was, JSON, deflated (RFC 1950)
`,
  ),
  table(
    'source',
    `
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,      -- file, paste, collect, text
    name TEXT NOT NULL,
    sha256 TEXT,
    sheet TEXT,
    at TEXT NOT NULL,
    asset_sha256 TEXT
`,
  ),
  table(
    'cell_origin',
    `
    row_id INTEGER NOT NULL,
    col_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    ref TEXT NOT NULL,       -- the source's own cell, such as G18
    printed TEXT NOT NULL,
    PRIMARY KEY (row_id, col_id)
`,
    'STRICT, WITHOUT ROWID',
  ),
  table(
    'dispatch',
    `
    region_id INTEGER PRIMARY KEY,
    due TEXT,
    sent_at TEXT,
    sent_sha256 TEXT,
    state TEXT NOT NULL,
    returned TEXT            -- JSON
`,
  ),
  table(
    'template_part',
    `
    path TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    bytes BLOB NOT NULL
`,
  ),
  view(
    'v_plan',
    `
    SELECT name, json_extract(value, '$') AS value FROM plan
`,
  ),
  view(
    'v_region',
    `
    SELECT r.id, r.code, r.name, r.short, r.aliases, r.level, p.name AS parent, r.ord
    FROM region r LEFT JOIN region p ON p.id = r.parent_id
`,
  ),
  view(
    'v_table',
    `
    SELECT t.id, t.key, t.number_as, t.title, t.unit, t.role, t.place, t.ord,
      (SELECT count(*) FROM "row" r WHERE r.table_id = t.id) AS rows,
      (SELECT count(*) FROM col c WHERE c.table_id = t.id AND c.role <> 'group') AS columns
    FROM tbl t
`,
  ),
  view(
    'v_column',
    `
    WITH RECURSIVE path(id, table_id, path, depth) AS (
      SELECT id, table_id, title, 0 FROM col WHERE parent_id IS NULL
      UNION ALL
      SELECT c.id, c.table_id, p.path || '/' || c.title, p.depth + 1 FROM col c JOIN path p ON c.parent_id = p.id WHERE p.depth < 32
    )
    SELECT t.key AS "table", c.key, p.path, c.role, c.kind, c.unit, c.decimals, c.formula, c.total, c.ord, c.id, c.table_id
    FROM col c JOIN path p ON p.id = c.id JOIN tbl t ON t.id = c.table_id
`,
  ),
  view(
    'v_row',
    `
    SELECT t.key AS "table", r.key, coalesce(g.name, r.label) AS label, r.kind, r.counts, r.unit, r.formula, r.ord, p.key AS parent, r.id, r.table_id
    FROM "row" r JOIN tbl t ON t.id = r.table_id LEFT JOIN region g ON g.id = r.region_id LEFT JOIN "row" p ON p.id = r.parent_id
`,
  ),
  view(
    'v_cell',
    `
    WITH digits AS (
      SELECT *, CASE WHEN num < 0 THEN '-' ELSE '' END AS sign, printf('%0*d', dec + 1, abs(num)) AS d FROM cell
    )
    SELECT t.key AS "table", r.key AS "row", coalesce(g.name, r.label) AS label, c.key AS "column", x.form,
      CASE WHEN x.text IS NOT NULL THEN x.text
        WHEN x.dec = 0 THEN CAST(x.num AS TEXT)
        ELSE x.sign || substr(x.d, 1, length(x.d) - x.dec) || '.' || substr(x.d, -x.dec) END AS printed,
      x.row_id, x.col_id
    FROM digits x JOIN "row" r ON r.id = x.row_id JOIN col c ON c.id = x.col_id JOIN tbl t ON t.id = c.table_id
    LEFT JOIN region g ON g.id = r.region_id
`,
  ),
  view(
    'v_text',
    `
    SELECT b.id, b.parent_id, b.ord, b.kind, json_extract(b.props, '$.level') AS level,
      (SELECT group_concat(CASE json_extract(i.value, '$.t')
          WHEN 'text' THEN json_extract(i.value, '$.s') WHEN 'br' THEN char(10) ELSE '{' || json_extract(i.value, '$.t') || '}' END, '')
        FROM json_each(b.content) i) AS text
    FROM block b
`,
  ),
  view(
    'v_history',
    `
    SELECT s.seq, s.at, s."by", s.via, s.code, s.args, s.undoes, o.name AS source
    FROM step s LEFT JOIN source o ON o.id = s.source_id
`,
  ),
  view(
    'v_mark',
    `
    SELECT id, name, stage, seq, at, "by" FROM mark WHERE name IS NOT NULL
`,
  ),
  view(
    'v_origin',
    `
    SELECT t.key AS "table", r.key AS "row", c.key AS "column", o.printed, o.ref, s.name AS source, s.sheet, s.sha256, s.at
    FROM cell_origin o JOIN source s ON s.id = o.source_id JOIN "row" r ON r.id = o.row_id JOIN col c ON c.id = o.col_id
    JOIN tbl t ON t.id = c.table_id
`,
  ),
];
