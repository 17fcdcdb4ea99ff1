// A plan saved as a template and made again is the same plan without its figures: tables, columns, rows, formulas, rules and every
// sentence, for all samples and for templates.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { listSamples, listTemplates, makeNewPlan } from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { documentView, printTable } from '../../shared/outline/view.ts';
import { planFromTemplate } from '../../shared/template/make-plan.ts';
import { savePlanAsTemplate } from '../../shared/template/save-parts.ts';
import { json, runAnju } from '../command-line/run-anju.ts';
import { seededMint } from './seeded-mint.ts';

const NOW = '2026-11-29T00:00:00Z';
const WHERE = { id: 'our-own', title: '本地模板' };

const planOf = (request: { sample: string } | { template: string; region: string; year: number }): LivePlan =>
  openLivePlan(stateOf(must(makeNewPlan({ ...request, mint: seededMint(7), now: NOW })).snapshot));

function remade(live: LivePlan): LivePlan {
  const { parts } = savePlanAsTemplate(live, WHERE);
  const year = live.state.property('year') ?? 2026;
  return openLivePlan(stateOf(must(planFromTemplate(parts, { mint: seededMint(8), now: NOW, year }))));
}

/** What a template carries of a plan, without ids, order keys and figures. */
function structure(live: LivePlan) {
  return live.tables().map((table) => {
    const { rows, leaves, header, title, number } = live.shape(table.id);
    const { columns: _, rows: __, ...printed } = printTable(live, table.id);
    return {
      key: table.key,
      title,
      number,
      unitLine: printed.unitLine,
      role: table.role,
      place: table.place,
      landscape: table.landscape,
      shown: table.props.shown,
      header: header.map((level) => level.map(({ text, colSpan, rowSpan }) => ({ text, colSpan, rowSpan }))),
      leaves: leaves.map(({ id: _id, tableId: _t, parentId: _p, ord: _o, formula, ...rest }) => ({
        ...rest,
        computed: formula !== null,
      })),
      rows: rows.map(({ kind, key, label, unit, decimals, place, counts, props, hidden }) => ({
        kind,
        key,
        label,
        unit,
        decimals,
        place,
        counts,
        hidden,
        props: { ...props, joined: props.joined?.map((id) => live.state.records.col.get(id)?.key) },
      })),
      rules: rows.map((row) => leaves.map((column) => live.rule(row.id, column.id).by)),
    };
  });
}

const SOURCES: [string, () => LivePlan][] = [
  ...listSamples().map(({ id }): [string, () => LivePlan] => [id, () => planOf({ sample: id })]),
  ...listTemplates().map(({ id }): [string, () => LivePlan] => [
    `${id} for 达州市`,
    () => planOf({ template: id, region: '达州市', year: 2028 }),
  ]),
];

describe.each(SOURCES)('%s', (_, open) => {
  const first = open();
  const second = remade(first);

  it('has the same tables, columns, rows and rules for each cell', () => {
    expect(structure(second)).toEqual(structure(first));
  });

  it('has the same text: kinds, numbers, words', () => {
    // A new plan has no stage yet, so its stage line does not print.
    const kinds = (live: LivePlan) =>
      documentView(live)
        .blocks.map(({ kind }) => kind)
        .filter((kind) => kind !== 'stage-line');
    expect(kinds(second)).toEqual(kinds(first));
    // Fields print what is there: nothing yet. Words around them are the same.
    expect(savePlanAsTemplate(second, WHERE).parts['outline.json']).toEqual(
      rekeyed(first, second, savePlanAsTemplate(first, WHERE).parts['outline.json']),
    );
  });

  it('saved again is the same folder, formulas, fields and checks by name', () => {
    const one = savePlanAsTemplate(first, WHERE).parts;
    const two = savePlanAsTemplate(second, WHERE).parts;
    expect(Object.keys(two).sort()).toEqual(Object.keys(one).sort());
    for (const file of Object.keys(one)) expect([file, two[file]]).toEqual([file, rekeyed(first, second, one[file])]);
  });
});

/** Blocks and regions go by keys made of their ids: those of `first` as `second` has them. */
function rekeyed(first: LivePlan, second: LivePlan, part: unknown): unknown {
  let text = JSON.stringify(part);
  for (const [entity, letter] of [
    ['block', 'b'],
    ['region', 'g'],
  ] as const) {
    const before = [...first.state.records[entity].values()].map(({ id }) => letter + id.toString(36));
    const after = [...second.state.records[entity].values()].map(({ id }) => letter + id.toString(36));
    before.forEach((key, i) => {
      text = text.replaceAll(`"${key}"`, `"${after[i]}"`);
    });
  }
  return JSON.parse(text);
}

describe('template save', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'anju 模板 '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const plan = path.join(folder, '喀什.anju');

  test('writes a folder that passes template check and makes a plan', () => {
    runAnju(folder, 'new', plan, '--sample', 'kashgar-2025-annual-plan');
    const target = path.join(folder, 'kashgar-own');
    expect(json(folder, ['template', 'save', plan, target])).toEqual({ path: target, left: [] });
    expect(json(folder, ['template', 'check', target])).toEqual([]);
    expect(readdirSync(target).sort()).toEqual(['outline.json', 'regions.json', 'tables', 'template.json']);
    expect(JSON.parse(readFileSync(path.join(target, 'template.json'), 'utf8'))).toMatchObject({
      id: 'kashgar-own',
      title: '喀什地区住房发展年度计划',
      tables: ['commodity_area', 'allocation', 'land'],
    });
    // Nothing half-written stays beside it.
    expect(readdirSync(folder).filter((name) => name.startsWith('.anju'))).toEqual([]);
  });

  test.each([
    ['a folder with something in it', () => 'full', 'file-exists'],
    ['a built-in name', () => 'annual-plan', 'template-error'],
    ['a folder in no folder', () => 'nowhere/own', 'file-not-found'],
  ])('%s is refused', (_, name, code) => {
    mkdirSync(path.join(folder, 'full'), { recursive: true });
    writeFileSync(path.join(folder, 'full', 'notes.txt'), '');
    const done = runAnju(folder, 'template', 'save', plan, path.join(folder, name()), '--json');
    expect([done.code, JSON.parse(done.stdout).error.code]).toEqual([3, code]);
    expect(readdirSync(path.join(folder, 'full'))).toEqual(['notes.txt']);
  });

  test('a folder with a Chinese name holds a template too', () => {
    const target = path.join(folder, '我们的模板');
    expect(json<{ path: string }>(folder, ['template', 'save', plan, target]).path).toBe(target);
    expect(json(folder, ['template', 'check', target])).toEqual([]);
  });
});
