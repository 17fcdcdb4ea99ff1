// A new plan from a template's parts: keys become ids, names become references by id, regions become rows.
//
// The result is a whole state as a snapshot, which the store writes as its first transaction; nothing here touches a file or a
// clock. The same parts, mint and choices give the same snapshot, bit for bit. Years stay tokens, so the plan can be rolled over.

import { fail, ok, type Result } from '../contract/failure.ts';
import { openLivePlan } from '../formulas/live-plan.ts';
import { parseByName } from '../formulas/parse.ts';
import { writeStored } from '../formulas/stored.ts';
import { keyOf, type MintId, type RegionId, type TableId } from '../model/ids.ts';
import { keysBetween } from '../model/order.ts';
import { ENTITIES, type PlanProperties, type RegionRecord } from '../model/records.ts';
import { type PlanSnapshot, stateOf } from '../model/snapshot.ts';
import { expandYears, planPeriod } from '../model/year-tokens.ts';
import { type FaultCode, faultFailure, pointerOf, type TemplateFault } from './faults.ts';
import type { RegionPart } from './format.ts';
import { makeRules } from './make-rules.ts';
import { makeTable, type OpenFormula } from './make-tables.ts';
import { makeText, type OpenField } from './make-text.ts';
import { dataRegions } from './part-walks.ts';
import { readParts, type Template, type TemplateParts } from './read-parts.ts';
import { type RegionCatalogue, regionByName } from './region-catalogue.ts';

export interface PlanChoices {
  mint: MintId;
  /** a region's name, short name, alias or code; absent = the template's own, else none */
  region?: string;
  /** absent = the template's own, else the year of `now` */
  year?: number;
  /** ISO time */
  now: string;
  /** where `region` is looked up beside the template's own regions */
  catalogue?: RegionCatalogue;
}

/** What stands for the region's name while the plan has none. */
const NO_REGION = '××地区';

/**
 * The first state of a new plan. `template-error` {template, count, faults}, `no-such-region` {region, near},
 * `ambiguous` {region, candidates}, `bad-value` for a year outside 1949–2200.
 */
export function planFromTemplate(parts: TemplateParts, choices: PlanChoices): Result<PlanSnapshot> {
  const template = readParts(parts);
  return template.ok ? planFrom(template.value, choices) : template;
}

/** Like planFromTemplate, for parts that are read already. */
export function planFrom(template: Template, choices: PlanChoices): Result<PlanSnapshot> {
  const { manifest } = template;
  const { mint } = choices;
  const wanted = choices.year ?? manifest.parameters.year ?? Number(choices.now.slice(0, 4));
  if (!Number.isInteger(wanted) || wanted < 1949 || wanted > 2200)
    return fail('bad-value', { why: 'year', value: String(choices.year), property: 'year' });
  const year = manifest.parameters.period ? planPeriod(wanted, manifest.parameters.period).year : wanted;
  const chosen = chooseRegions(template, choices);
  if (!chosen.ok) return chosen;
  const { regions, own } = chosen.value;

  const snapshot = emptySnapshot();
  const { records } = snapshot;
  const regionIds = new Map<string, RegionId>(regions.map((region) => [region.key, mint<'region'>()]));
  records.region = regionRecords(regions, regionIds);
  const regionName = regions.find((region) => region.key === own)?.name ?? NO_REGION;
  const named = (text: string): string => text.replaceAll('{地区}', regionName);
  records.plan = planProperties(
    template,
    year,
    own === null ? null : (regionIds.get(own) ?? null),
    named(manifest.parameters.title),
    mint,
  );

  const order = keysBetween(null, null, template.tables.length);
  const formulas: OpenFormula[] = [];
  const tableIds = new Map<string, TableId>();
  const setting = { mint, regionIds, dataRegions: dataRegions(regions, own ?? undefined), named };
  template.tables.forEach(({ key, part }, i) => {
    const made = makeTable(key, part, order[i] as string, template.values[key] ?? {}, setting);
    records.tbl.push(made.table);
    records.col.push(...made.columns);
    records.row.push(...made.rows);
    records.cell_formula.push(...made.cellFormulas);
    snapshot.cells.push(...made.cells);
    formulas.push(...made.formulas);
    tableIds.set(key, made.table.id);
  });
  const text = makeText(template.outline.blocks, { tables: tableIds, region: regionName, mint });
  records.block = text.blocks;
  for (const block of text.blocks) {
    const table =
      block.kind === 'box' && block.props.tableId !== undefined ? records.tbl.find((t) => t.id === block.props.tableId) : undefined;
    if (table) table.boxId = block.id;
  }

  const rules = makeRules(template.checks, { tables: tableIds, blocks: text.keys, columns: records.col, rows: records.row });
  records.rule = rules.records;
  const faults = writeFormulas(snapshot, [...formulas, ...text.fields.map(openOf), ...rules.formulas]);
  if (faults.length) return faultFailure(faults, manifest.id);
  const cycles = findCycles(snapshot, formulas);
  return cycles.length ? faultFailure(cycles, manifest.id) : ok(snapshot);
}

/** The plan's title as it prints, year tokens replaced. */
export function titleOf(snapshot: PlanSnapshot): string {
  const state = stateOf({ ...snapshot, cells: [] });
  return expandYears(state, state.property('title') ?? '');
}

function emptySnapshot(): PlanSnapshot {
  return {
    seq: 0,
    records: Object.fromEntries(ENTITIES.map((entity) => [entity, []])) as unknown as PlanSnapshot['records'],
    cells: [],
  };
}

/** The regions the plan holds and which of them is its own. */
function chooseRegions(template: Template, choices: PlanChoices): Result<{ regions: readonly RegionPart[]; own: string | null }> {
  const own = template.manifest.parameters.region ?? null;
  const wanted = choices.region?.trim();
  if (!wanted) return ok({ regions: template.regions, own });
  if (own !== null) {
    // A template or sample with regions of its own is for that region only.
    const found = regionByName(template.regions, wanted);
    if (found.ok && found.value.key === own) return ok({ regions: template.regions, own });
    const mine = template.regions.find((region) => region.key === own);
    if (found.ok || found.failure.code === 'no-such-region')
      return fail('no-such-region', { region: wanted, near: mine ? [mine.name] : [] });
    return found;
  }
  const catalogue = template.regions.length ? template.regions : (choices.catalogue ?? []);
  const found = regionByName(catalogue, wanted);
  if (!found.ok) return found;
  const key = found.value.key;
  const below = catalogue.filter((region) => region.parent === key);
  return ok({ regions: [{ ...found.value, parent: null }, ...below], own: key });
}

function regionRecords(regions: readonly RegionPart[], ids: ReadonlyMap<string, RegionId>): RegionRecord[] {
  const order = keysBetween(null, null, regions.length);
  return regions.map((region, i) => ({
    id: ids.get(region.key) as RegionId,
    code: region.code,
    name: region.name,
    short: region.short,
    aliases: [...region.aliases],
    level: region.level,
    parentId: region.parent === null ? null : (ids.get(region.parent) ?? null),
    ord: order[i] as string,
  }));
}

function planProperties(
  { manifest }: Template,
  year: number,
  region: RegionId | null,
  title: string,
  mint: MintId,
): PlanSnapshot['records']['plan'] {
  const { period, stage } = manifest.parameters;
  const properties: Partial<PlanProperties> = {
    id: keyOf('p', mint()),
    kind: manifest.kind,
    title,
    region_id: region,
    year,
    period_from: period ? year + period.from : null,
    period_to: period ? year + period.to : null,
    stage: stage ?? null,
    template_id: manifest.id,
    template_version: manifest.version,
    numbering: manifest.numbering,
    min_reader: 1,
  };
  return Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([id, value]) => ({ id: id as keyof PlanProperties, value }));
}

/** A field as a formula that belongs to no table. */
const openOf = ({ field, formula, path }: OpenField): OpenFormula => ({
  table: null,
  formula,
  file: 'outline.json',
  path,
  set: (stored) => {
    field.expr = stored;
  },
});

/** Writes every formula, field and rule by id into the snapshot's records; what can't be read comes back as faults. */
function writeFormulas(snapshot: PlanSnapshot, formulas: readonly OpenFormula[]): TemplateFault[] {
  // Names are looked up in the bare tables: formulas of cells and fields have nothing to compute yet.
  const bare = { ...snapshot, records: { ...snapshot.records, cell_formula: [], block: [] } };
  const live = openLivePlan(stateOf(bare));
  const faults: TemplateFault[] = [];
  const stored = (formula: string, table: TableId | null, file: string, path: readonly PropertyKey[]): string | null => {
    const expression = parseByName(live.expandYears(formula), { live, table });
    if (expression.ok) return writeStored(expression.value);
    const { code, details } = expression.failure;
    faults.push({ file, pointer: pointerOf(path), code: 'bad-formula', details: { formula, ...details, reason: code } });
    return null;
  };
  for (const open of formulas) {
    const text = stored(open.formula, open.table, open.file, open.path);
    if (text !== null) open.set(text);
  }
  return faults;
}

function findCycles(snapshot: PlanSnapshot, formulas: readonly OpenFormula[]): TemplateFault[] {
  if (!formulas.length) return [];
  const live = openLivePlan(stateOf(snapshot));
  const faults: TemplateFault[] = [];
  for (const table of new Set(formulas.map((open) => open.table))) {
    if (table === null || !live.rings.some((ring) => ring.some((cell) => cell.table === table))) continue;
    const first = formulas.find((open) => open.table === table) as OpenFormula;
    faults.push({
      file: first.file,
      pointer: pointerOf(first.path),
      code: 'cycle' satisfies FaultCode,
      details: { formula: first.formula },
    });
  }
  return faults;
}
