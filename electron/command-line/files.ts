// Commands of the command line that make, copy or serve plan files.

import path from 'node:path';
import { FailureError, fail, must } from '../../shared/contract/failure.ts';
import { rollOverFile } from '../roll-over.ts';
import { saveTemplate } from '../save-template.ts';
import { backUpPlan, restorePlan } from '../store/copies.ts';
import { mint } from '../store/mint.ts';
import { PlanStore } from '../store/plan-store.ts';
import { checkTemplateFolder, makeNewPlan } from '../templates.ts';
import { type Arguments, badUsage, wholeNumber } from './arguments.ts';
import type { Answer } from './output.ts';
import { openForReading, programServices } from './plans.ts';

export function newPlan(args: Arguments): Answer {
  const [file] = args.words as [string];
  const template = args.options.get('template');
  const sample = args.options.get('sample');
  if ((template === undefined) === (sample === undefined)) badUsage('请写明 --template 或 --sample 之一');
  const region = args.options.get('region');
  const year = wholeNumber(args, 'year', 1949, 2200);
  const { templates, now } = programServices();
  const made = must(
    makeNewPlan(
      {
        mint,
        now: now(),
        ...(template !== undefined && { template }),
        ...(sample !== undefined && { sample }),
        ...(region !== undefined && { region }),
        ...(year !== undefined && { year }),
      },
      templates,
    ),
  );
  must(PlanStore.create(file, { snapshot: made.snapshot, parts: made.files })).close();
  return { json: { path: path.resolve(file), title: made.title }, text: `已新建 ${made.title}：${path.resolve(file)}` };
}

const DROPPED = { exceptions: '例外', comments: '批注', answers: '问题说明', opinions: '意见', marks: '版本标记' } as const;

export function rollOverPlan(args: Arguments): Answer {
  const [from, target] = args.words as [string, string];
  const year = wholeNumber(args, 'year', 1949, 2200) ?? badUsage('请用 --year 写明新计划的年度');
  const { path: file, title, shifted, dropped } = must(rollOverFile({ from, target, year, now: programServices().now() }));
  const left = Object.entries(DROPPED).flatMap(([kind, word]) => {
    const count = dropped[kind as keyof typeof DROPPED];
    return count ? [`${word} ${count}`] : [];
  });
  const typed = shifted.filter((place) => place.to === null);
  const lines = [
    `已由上年计划新建 ${title}：${file}`,
    ...shifted.flatMap((place) => (place.to === null ? [] : [`${place.where}：${place.from} → ${place.to}`])),
    ...(typed.length ? ['', '以下是手工写的年份，没有改动，请逐处核对：'] : []),
    ...typed.map((place) => `${place.where}：${place.from}`),
    ...(left.length ? ['', `没有带入新计划：${left.join('、')}`] : []),
  ];
  const json = { path: file, title, shifted: shifted.map(({ where, from, to, kind }) => ({ where, from, to, kind })), dropped };
  return { json, text: lines.join('\n') };
}

export async function backup(args: Arguments): Promise<Answer> {
  const [file, folder] = args.words as [string, string];
  const copy = must(await backUpPlan(file, folder));
  return { json: copy, text: `已备份到 ${copy.path}` };
}

export async function restore(args: Arguments): Promise<Answer> {
  const [from, to] = args.words as [string, string];
  const copy = must(await restorePlan(from, to));
  return { json: copy, text: `已恢复为 ${copy.path}` };
}

export function template(args: Arguments): Answer {
  const [verb, file, target] = args.words as [string, string, string | undefined];
  if (verb === 'save') return saveAsTemplate(file, target);
  if (verb !== 'check' || target !== undefined) badUsage('template 后面写 check DIR，或 save PLAN DIR');
  const folder = file;
  const faults = must(checkTemplateFolder(folder, programServices().templates)).map(({ file, pointer, message }) => ({
    file,
    pointer,
    message,
  }));
  return {
    json: faults,
    text: faults.length ? faults.map((f) => `${f.file} ${f.pointer} ${f.message}`).join('\n') : '模板没有错误',
    exit: faults.length ? 1 : 0,
  };
}

function saveAsTemplate(file: string, folder: string | undefined): Answer {
  if (folder === undefined) badUsage('template save 后面写 PLAN DIR');
  const saved = openForReading(file, (store) =>
    must(saveTemplate(store.live, store.templateParts(), folder, programServices().templates)),
  );
  const left = saved.left.length
    ? `\n有 ${saved.left.length} 处模板放不下，已按文字保留或略去：${saved.left.map((l) => l.block).join('、')}`
    : '';
  return { json: saved, text: `已存为模板：${saved.path}${left}` };
}

/** Serves until it is stopped; the address is printed at once, with `--print-url` as {"url"} on a line of its own. */
export async function serve(args: Arguments, print: (answer: Answer) => void): Promise<null> {
  const [file] = args.words as [string];
  const plan = path.resolve(file);
  // A wrong file is said here, not in the page.
  openForReading(plan, () => null);
  const port = wholeNumber(args, 'port', 0, 65_535) ?? 0;
  // The shell brings the window's handlers along; no other command needs them.
  const { startBrowserShell } = await import('../browser-shell.ts');
  const shell = await startBrowserShell({
    plan,
    port,
    say: (line) => process.stderr.write(`${line}\n`),
    openUrl: !args.flags.has('print-url'),
  }).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new FailureError(fail('bad-usage', { why: `端口 ${port} 已被占用` }).failure);
    throw error;
  });
  const answer = { url: shell.url };
  print({ json: answer, text: args.flags.has('print-url') ? JSON.stringify(answer) : shell.url });
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await shell.close();
  return null;
}
