// The handlers without any shell: real files, real stores, real threads; two clients stand in for windows.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../electron/handlers/client.ts';
import { type Services, shellServices } from '../../electron/handlers/services.ts';
import { createHandlers, type Handlers } from '../../electron/handlers.ts';
import type { Failure, Result } from '../../shared/contract/failure.ts';
import type { AnswerOf, EventName, OpenedPlan, RequestName } from '../../shared/contract/messages.ts';

class Window implements Client {
  readonly id: string;
  readonly heard: { name: EventName; event: unknown }[] = [];
  constructor(id: string) {
    this.id = id;
  }
  send(name: EventName, event: unknown) {
    this.heard.push({ name, event });
  }
  of<T>(name: EventName): T[] {
    return this.heard.filter((one) => one.name === name).map((one) => one.event as T);
  }
}

const home = mkdtempSync(path.join(tmpdir(), 'anju-handlers-'));
const documents = path.join(home, '我的 文档');
const folders = {
  data: path.join(home, 'data'),
  documents,
  plans: path.join(documents, '住房计划'),
  backups: path.join(home, 'backups'),
  temporary: home,
};
let services: Services;
let handlers: Handlers;
const [first, second] = [new Window('一'), new Window('二')];

const raw = (name: string, body: unknown, client: Client = first) => handlers.call(client, name, body);
async function ask<N extends RequestName>(name: N, body: unknown, client: Client = first): Promise<AnswerOf<N>> {
  const answer = (await raw(name, body, client)) as Result<AnswerOf<N>>;
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  return answer.value;
}
async function refusal(name: string, body: unknown, client: Client = first): Promise<Failure> {
  const answer = await raw(name, body, client);
  if (answer.ok) throw new Error(`${name} was answered: ${JSON.stringify(answer.value)}`);
  return answer.failure;
}

beforeAll(() => {
  mkdirSync(documents);
  services = shellServices({ folders, user: '张三' });
  handlers = createHandlers(services);
});
afterAll(() => handlers.close());

async function newPlan(name: string): Promise<string> {
  const { path: place } = await ask('plan.suggest-path', { name });
  return (await ask('plan.new', { path: place, sample: 'kashgar-2025-annual-plan' })).path;
}

/** The first input cell of the first table, and its text. */
function firstCell({ snapshot }: OpenedPlan): { row: number; col: number } {
  const block = snapshot.cells[0];
  return { row: block?.rows[0] as number, col: block?.col as number };
}
const setCell = (opened: OpenedPlan, n: number, value: string) => ({
  plan: opened.plan,
  n,
  base: opened.snapshot.seq,
  command: { type: 'set-cells', cells: [{ ...firstCell(opened), value }] },
});

describe('a request', () => {
  test.each<[string, string, unknown]>([
    ['of no known name', 'plan.destroy', {}],
    ['named like what every object has', 'constructor', {}],
    ['named like a prototype', '__proto__', {}],
    ['without a body', 'plan.open', undefined],
    ['with a body of another kind', 'plan.open', 'x'],
    ['with an empty path', 'plan.open', { path: '' }],
    ['with an endless path', 'plan.open', { path: 'x'.repeat(5000) }],
    ['with an unknown command', 'plan.command', { plan: 'p', n: 1, base: 0, command: { type: 'drop-everything' } }],
    ['with a year beyond years', 'plan.new', { path: '/x.anju', year: 99999 }],
  ])('%s is refused', async (_what, name, body) => {
    expect((await refusal(name, body)).code).toBe('bad-usage');
  });

  test('that meets a bug is answered, and the bug is in the log', async () => {
    const broken = createHandlers({
      ...services,
      recent: {
        ...services.recent,
        list: () => {
          throw new TypeError('a bug in the list');
        },
      },
    });
    expect(await broken.call(first, 'recent.list', {})).toMatchObject({ ok: false, failure: { code: 'program-error' } });
    expect(readFileSync(services.log.file, 'utf8')).toContain('a bug in the list');
  });
});

describe('the start screen', () => {
  test('knows who and where it is', async () => {
    expect(await ask('app.info', {})).toMatchObject({ shell: 'browser', user: '张三', backupFolder: folders.backups });
    expect((await ask('app.info', {})).version).toMatch(/^\d+\.\d+\.\d+$/);
    expect((await ask('samples.list', {})).map((sample) => sample.id)).toContain('kashgar-2025-annual-plan');
    expect((await ask('templates.list', {})).map((template) => template.id)).toContain('annual-plan');
  });

  test('suggests a path nobody uses', async () => {
    const one = await newPlan('喀什 计划/2025');
    expect(path.basename(one)).toBe('喀什 计划_2025.anju');
    expect(path.basename((await ask('plan.suggest-path', { name: '喀什 计划/2025' })).path)).toBe('喀什 计划_2025（2）.anju');
  });

  test.each<[string, object, string]>([
    ['a sample that is not there', { sample: 'none' }, 'no-such-sample'],
    ['a template that is not there', { template: 'none' }, 'no-such-template'],
    ['neither', {}, 'bad-usage'],
  ])('a new plan from %s is refused', async (_what, choice, code) => {
    const target = path.join(documents, '新.anju');
    expect((await refusal('plan.new', { path: target, ...choice })).code).toBe(code);
    expect(existsSync(target)).toBe(false);
  });

  test('a new plan never goes over a file, nor into a folder that is not there', async () => {
    const there = path.join(documents, '已有.anju');
    writeFileSync(there, 'x');
    const sample = 'kashgar-2025-annual-plan';
    expect((await refusal('plan.new', { path: there, sample })).code).toBe('file-exists');
    expect(readFileSync(there, 'utf8')).toBe('x');
    expect((await refusal('plan.new', { path: path.join(documents, '没有', 'a.anju'), sample })).code).toBe('file-not-found');
  });
});

describe('recent plans', () => {
  test('name what was opened, newest first, who has it open, and what is gone', async () => {
    const [kept, gone] = [await newPlan('留下'), await newPlan('移走')];
    for (const file of [gone, kept]) await ask('plan.open', { path: file });
    const list = await ask('recent.list', {});
    expect(list.slice(0, 2)).toMatchObject([
      { path: kept, title: '喀什地区2025年住房发展年度计划', region: '喀什地区', year: '2025', missing: false },
      { path: gone, missing: false },
    ]);
    // Open here is open for writing here: nobody else holds it.
    expect(list[0]?.lockedBy).toBeNull();
    await handlers.leave(first);
    rmSync(gone);
    const after = await ask('recent.list', {});
    expect(after.find((plan) => plan.path === gone)?.missing).toBe(true);
    await ask('recent.remove', { path: gone });
    expect((await ask('recent.list', {})).map((plan) => plan.path)).not.toContain(gone);
  });

  test('know by what name, stage and time a plan was left', async () => {
    const opened = await ask('plan.open', { path: await newPlan('改名') });
    const change = (n: number, command: object) => ask('plan.command', { plan: opened.plan, n, base: n - 1, command });
    await change(1, { type: 'set-plan', set: { title: '{年}年新名称' } });
    const { savedAt } = await change(2, { type: 'set-stage', stage: '送审稿' });
    await ask('plan.close', { plan: opened.plan });
    expect((await ask('recent.list', {}))[0]).toMatchObject({
      title: '2025年新名称',
      stage: '送审稿',
      editedAt: savedAt,
      missing: false,
    });
  });

  test('an unreadable list is put aside, not in the way', async () => {
    const file = path.join(folders.data, 'recent.json');
    writeFileSync(file, '{"format":1,"plans":[{"path":');
    expect(await ask('recent.list', {})).toEqual([]);
    expect(existsSync(`${file}.unreadable`)).toBe(true);
  });
});

describe('an open plan', () => {
  test('is good for the client that opened it, and for nobody else', async () => {
    const opened = await ask('plan.open', { path: await newPlan('各管各') });
    expect((await refusal('plan.history', { plan: opened.plan, limit: 5 }, second)).code).toBe('not-ready');
    expect((await refusal('plan.command', setCell(opened, 1, '1'), second)).code).toBe('not-ready');
    await ask('plan.close', { plan: opened.plan }, second);
    expect(await ask('plan.history', { plan: opened.plan, limit: 5 })).toEqual([]);
    await ask('plan.close', { plan: opened.plan });
    expect((await refusal('plan.history', { plan: opened.plan, limit: 5 })).code).toBe('not-ready');
  });

  test('tells the others each step, and the asker only its answer', async () => {
    const file = await newPlan('两个窗口');
    const [mine, yours] = [await ask('plan.open', { path: file }), await ask('plan.open', { path: file }, second)];
    first.heard.length = 0;
    second.heard.length = 0;
    const accepted = await ask('plan.command', setCell(mine, 1, '52.00'));
    expect(accepted).toMatchObject({ n: 1, step: { seq: 1, by: '张三', via: 'window', code: 'set-cells' } });
    await expect.poll(() => second.of('plan.step')).toMatchObject([{ plan: yours.plan, step: { seq: 1 } }]);
    const undone = await ask('plan.undo', { plan: yours.plan, n: 1, base: 1 }, second);
    expect(undone.step).toMatchObject({ seq: 2, undoes: 1 });
    await expect.poll(() => first.of('plan.step')).toMatchObject([{ plan: mine.plan, step: { seq: 2 } }]);
    expect((await ask('plan.steps', { plan: mine.plan, after: 1 })).map((step) => step.seq)).toEqual([2]);
    expect(await ask('plan.verify', { plan: mine.plan })).toEqual({ ok: true, problems: [] });
    await Promise.all([handlers.leave(first), handlers.leave(second)]);
    expect(readdirSync(path.dirname(file)).filter((name) => name.startsWith('~$'))).toEqual([]);
  });

  test('by another way to the same file is the same plan', async () => {
    const file = await newPlan('同一个');
    const [one, two] = [
      await ask('plan.open', { path: file }),
      await ask('plan.open', { path: path.join(path.dirname(file), '.', '..', '住房计划', path.basename(file)) }, second),
    ];
    expect(two.readOnly).toBeNull();
    expect(two.path).toBe(one.path);
    await Promise.all([handlers.leave(first), handlers.leave(second)]);
  });

  test('closed and opened again at once is open for writing', async () => {
    const file = await newPlan('来回');
    const one = await ask('plan.open', { path: file });
    const closing = ask('plan.close', { plan: one.plan });
    expect((await ask('plan.open', { path: file })).readOnly).toBeNull();
    await closing;
    await handlers.leave(first);
  });

  test('that another program holds says who, is shown, and takes no change', async () => {
    const file = await newPlan('别人在改');
    await ask('plan.close', { plan: (await ask('plan.open', { path: file })).plan });
    const other = spawn(process.execPath, [path.join(import.meta.dirname, 'hold-plan.ts'), file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const holder = (await ask('recent.list', {})).find((plan) => plan.path === file)?.lockedBy;
    expect(holder).toContain(hostname());
    const opened = await ask('plan.open', { path: file });
    expect(opened.readOnly).toEqual({ reason: 'locked', holder });
    expect((await refusal('plan.command', setCell(opened, 1, '1'))).code).toBe('plan-locked');
    await handlers.leave(first);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    expect((await ask('plan.open', { path: file })).readOnly).toBeNull();
    await handlers.leave(first);
  });

  test('is copied and backed up whole', async () => {
    const opened = await ask('plan.open', { path: await newPlan('原件') });
    const copy = path.join(documents, '副本 一.anju');
    expect(await ask('plan.save-as', { plan: opened.plan, path: copy })).toEqual({ path: copy });
    expect((await refusal('plan.save-as', { plan: opened.plan, path: copy })).code).toBe('file-exists');
    const { path: backup } = await ask('plan.backup', { plan: opened.plan });
    expect(path.relative(folders.backups, backup)).not.toMatch(/^\.\./);
    await handlers.leave(first);
    for (const file of [copy, backup]) expect((await ask('plan.open', { path: file })).snapshot.records.tbl).toHaveLength(3);
    await handlers.leave(first);
  });

  test.each<[string, string | null, string]>([
    ['is not there', null, 'file-not-found'],
    ['is no plan', '这不是计划', 'not-a-plan'],
    ['is empty', '', 'not-a-plan'],
  ])('a file that %s is refused', async (_what, content, code) => {
    const file = path.join(documents, `坏 ${code}.anju`);
    if (content !== null) writeFileSync(file, content);
    expect((await refusal('plan.open', { path: file })).code).toBe(code);
    expect(readdirSync(documents).filter((name) => name.startsWith('~$'))).toEqual([]);
  });
});

describe('a release', () => {
  async function start(client: Window, name: string) {
    const opened = await ask('plan.open', { path: await newPlan(name) }, client);
    client.heard.length = 0;
    const request = { plan: opened.plan, folder: documents, name, docx: true, xlsx: false, options: { fonts: 'gov' } };
    return { request, job: (await ask('plan.export', request, client)).job };
  }

  test('is told to its client as it goes, then where it lies', async () => {
    const { job } = await start(first, '发布 一');
    await expect.poll(() => first.of('job.done'), { timeout: 30_000 }).toHaveLength(1);
    const file = path.join(documents, '发布 一.docx');
    expect(first.of('job.done')).toEqual([{ job, files: [{ path: file, bytes: readFileSync(file).length }] }]);
    expect(first.of('job.progress').at(0)).toEqual({ job, file: 'docx', done: 0, word: '读取计划' });
    expect(first.of('job.progress').at(-1)).toEqual({ job, file: 'docx', done: 1, word: '完成' });
    expect(second.of('job.progress')).toEqual([]);
    await handlers.leave(first);
  });

  test('is cancelled by its client only', async () => {
    const { job } = await start(first, '取消');
    await ask('job.cancel', { job }, second);
    await ask('job.cancel', { job });
    await expect.poll(() => first.of('job.failed')).toEqual([{ job, failure: { code: 'interrupted', details: {} } }]);
    expect(existsSync(path.join(documents, '取消.docx'))).toBe(false);
    await handlers.leave(first);
  });

  test('of a client that is gone stops', async () => {
    await start(first, '走了');
    await handlers.leave(first);
    await expect.poll(() => first.of('job.failed')).toHaveLength(1);
    expect(readdirSync(documents).filter((name) => /走了|anju-tmp/.test(name))).toEqual([]);
  });

  test('that runs when the program ends leaves nothing lying about', async () => {
    const ending = createHandlers(services);
    const file = await newPlan('结束');
    const opened = (await ending.call(first, 'plan.open', { path: file })) as { value: OpenedPlan };
    const request = { plan: opened.value.plan, folder: documents, name: '结束', docx: true, xlsx: true, options: {} };
    expect((await ending.call(first, 'plan.export', request)).ok).toBe(true);
    await ending.close();
    expect(readdirSync(documents).filter((name) => /结束|anju-tmp/.test(name))).toEqual([]);
    expect(readdirSync(path.dirname(file)).filter((name) => name.startsWith('~$'))).toEqual([]);
  });

  test.each<[string, object]>([
    ['of nothing', { docx: false }],
    ['under a name that leads elsewhere', { name: '../外面' }],
    ['into a folder without a place', { folder: '相对' }],
  ])('%s is refused', async (_what, change) => {
    const { request } = await start(first, `不行`);
    expect((await refusal('plan.export', { ...request, ...change })).code).toBe('bad-usage');
    await handlers.leave(first);
    rmSync(path.join(folders.plans, '不行.anju'));
  });
});

describe('the page’s own picker', () => {
  test('shows the usual places, the plans’ own first', async () => {
    const places = await ask('files.places', {});
    expect(places[0]).toEqual({ name: '住房计划', path: folders.plans });
    for (const place of places) expect(existsSync(place.path), place.path).toBe(true);
  });

  test('lists folders first, files by ending, nothing hidden', async () => {
    const folder = path.join(home, '列 表');
    mkdirSync(path.join(folder, '子 文件夹'), { recursive: true });
    for (const name of ['表10.xls', '表2.XLS', '说明.txt', '.hidden', '~$表2.xls']) writeFileSync(path.join(folder, name), 'x');
    const { files, parent } = await ask('files.list', { folder, extensions: ['xls', 'xlsx'] });
    expect(files.map((file) => file.name)).toEqual(['子 文件夹', '表2.XLS', '表10.xls']);
    expect(files[0]).toMatchObject({ folder: true, path: path.join(folder, '子 文件夹') });
    expect(parent).toBe(home);
    expect((await ask('files.list', { folder: path.parse(folder).root })).parent).toBeNull();
  });

  test('says what is wrong with a folder', async () => {
    expect((await refusal('files.list', { folder: path.join(home, '没有') })).code).toBe('file-not-found');
    expect((await refusal('files.list', { folder: '相对/路径' })).code).toBe('bad-usage');
    expect((await refusal('files.make-folder', { folder: home, name: '列 表' })).code).toBe('file-exists');
    expect((await refusal('files.make-folder', { folder: home, name: '../外' })).code).toBe('bad-usage');
    expect((await ask('files.make-folder', { folder: home, name: '2026 年' })).path).toBe(path.join(home, '2026 年'));
  });

  test('stands in for dialogs that a browser does not have', async () => {
    expect(await ask('dialog.open', { kind: 'plan', title: '打开' })).toEqual({ unsupported: true });
    expect(await ask('dialog.save', { kind: 'plan', name: 'a', title: '另存' })).toEqual({ unsupported: true });
  });
});

test('an import looks into a file that is none and says so', async () => {
  const file = path.join(documents, '旧 表.xls');
  writeFileSync(file, 'PK nothing');
  expect((await refusal('import.inspect', { path: file })).code).toMatch(/^(file-corrupt|file-unsupported|no-table-found)$/);
  expect((await refusal('import.inspect', { path: path.join(documents, '没有.xls') })).code).toBe('file-not-found');
});

test('an import lays a found table onto the plan’s, and leaves the plan as it is', async () => {
  const sheet = path.join(documents, '表2 旧.csv');
  writeFileSync(sheet, '县（市）,公租房套数\n喀什市,3001\n疏附县,280\n合计,3281\n');
  const opened = await ask('plan.open', { path: await newPlan('导入') });
  const target = opened.snapshot.records.tbl[1]?.id as number;
  const request = { plan: opened.plan, path: sheet, sheet: (await sheetOf(sheet)).name, tableIndex: 0, target };
  const proposal = (await ask('import.propose', request)) as { mapping: { rows: { from: string; toLabel: string | null }[] } };
  expect(proposal.mapping.rows.slice(0, 2)).toMatchObject([{ from: '喀什市' }, { from: '疏附县' }]);
  expect(proposal.mapping.rows[0]?.toLabel).toBe('喀什市');
  expect((await refusal('import.propose', { ...request, map: { rows: 7 } })).code).toBe('bad-usage');
  expect((await refusal('import.propose', { ...request, plan: 'none' })).code).toBe('not-ready');
  expect(await ask('plan.history', { plan: opened.plan, limit: 1 })).toEqual([]);
  await handlers.leave(first);
});

async function sheetOf(file: string): Promise<{ name: string }> {
  const inspection = (await ask('import.inspect', { path: file })) as { sheets: { name: string }[] };
  return inspection.sheets[0] as { name: string };
}
