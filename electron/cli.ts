// The command line: the whole product without a window, over the same store, commands, checks, import and export (no second
// implementation). Each command is one line in the table below; what it does stands in command-line/.
//
// Heavy parts (spreadsheets, Word, the browser shell) load only for the commands that need them.

import { type Failure, FailureError } from '../shared/contract/failure.ts';
import type { Arguments, CommandShape } from './command-line/arguments.ts';
import { readArguments } from './command-line/arguments.ts';
import { type Answer, exitOf, printAnswer, printFailure } from './command-line/output.ts';
import { knownFailure } from './system-failure.ts';

type Run = (args: Arguments, print: (answer: Answer) => void) => Promise<Answer | null> | Answer;

interface CliCommand extends CommandShape {
  load: () => Promise<Run>;
}

const read = (name: keyof typeof import('./command-line/read.ts')) => async (): Promise<Run> =>
  (await import('./command-line/read.ts'))[name] as Run;
const edit = (name: keyof typeof import('./command-line/edit.ts')) => async (): Promise<Run> =>
  (await import('./command-line/edit.ts'))[name] as Run;
const files = (name: keyof typeof import('./command-line/files.ts')) => async (): Promise<Run> =>
  (await import('./command-line/files.ts'))[name] as Run;
const exchange = (name: keyof typeof import('./command-line/exchange.ts')) => async (): Promise<Run> =>
  (await import('./command-line/exchange.ts'))[name] as Run;

const CELL = { table: true, row: true, column: true };

const COMMANDS: Record<string, CliCommand> = {
  templates: { words: [], options: {}, summary: '列出模板', load: read('templates') },
  samples: { words: [], options: {}, summary: '列出样例计划', load: read('samples') },
  new: {
    words: ['PLAN'],
    options: { template: true, sample: true, region: true, year: true },
    summary: '新建计划 --template ID 或 --sample ID [--region 名 --year 年]',
    load: files('newPlan'),
  },
  rollover: {
    words: ['OLD', 'NEW'],
    options: { year: true },
    summary: '由上年计划新建 --year 年',
    load: files('rollOverPlan'),
  },
  show: {
    words: ['PLAN'],
    options: { table: true, text: false },
    summary: '显示计划、一张表（--table T）或正文（--text）',
    load: read('show'),
  },
  get: { words: ['PLAN'], options: CELL, summary: '取一格 --table T --row R --column C', load: read('get') },
  set: { words: ['PLAN', 'VALUE'], options: CELL, summary: '改一格 --table T --row R --column C VALUE', load: edit('setCell') },
  'add-row': {
    words: ['PLAN'],
    options: { table: true, label: true, after: true, values: true },
    summary: '加一行 --table T --label L [--after R] [--values JSON]',
    load: edit('addRow'),
  },
  'remove-row': {
    words: ['PLAN'],
    options: { table: true, row: true, confirm: false },
    summary: '删一行 --table T --row R [--confirm]',
    load: edit('removeRow'),
  },
  formula: {
    words: ['PLAN', 'EXPRESSION'],
    options: CELL,
    summary: '设公式 --table T (--column C | --row R | 两者) EXPRESSION，空为清除',
    load: edit('setFormula'),
  },
  batch: { words: ['PLAN', 'FILE.jsonl'], options: {}, summary: '成批修改，一步可撤销', load: edit('batch') },
  commands: { words: [], options: {}, summary: '列出全部命令及其参数', load: edit('listCommands') },
  template: {
    words: ['check|save', 'DIR|PLAN', 'DIR?'],
    options: {},
    summary: '检查模板文件夹 template check DIR；计划存为模板 template save PLAN DIR',
    load: files('template'),
  },
  undo: { words: ['PLAN'], options: { step: true }, summary: '撤销最近一步，或较早的一步 --step N', load: edit('undoPlan') },
  redo: { words: ['PLAN'], options: {}, summary: '重做', load: edit('redoPlan') },
  history: { words: ['PLAN'], options: { limit: true }, summary: '历史，新的在前 [--limit N]', load: read('history') },
  inspect: {
    words: ['FILE'],
    options: { sheet: true, cells: false },
    summary: '查看表格文件里有什么表 [--sheet S] [--cells]',
    load: exchange('inspect'),
  },
  import: {
    words: ['PLAN', 'FILE'],
    options: { sheet: true, table: true, map: true, 'new-table': false, 'dry-run': false, 'keep-totals': false },
    summary: '导入表格 [--sheet S] [--table T | --new-table] [--map FILE.json] [--dry-run] [--keep-totals]',
    load: exchange('importTable'),
  },
  bind: {
    words: ['PLAN'],
    options: { apply: false },
    summary: '列出正文里与表中相同的数；--apply 把没有歧义的改为引用',
    load: edit('bind'),
  },
  check: { words: ['PLAN'], options: {}, summary: '核对', load: read('check') },
  export: {
    words: ['PLAN'],
    options: { docx: true, xlsx: true, fonts: true, pattern: true, stage: true, force: false, plain: false },
    summary: '发布 [--docx F] [--xlsx F] [--pattern annex|body] [--fonts gov|windows|gbk] [--stage S] [--plain] [--force]',
    load: exchange('exportPlan'),
  },
  mark: { words: ['PLAN', '名'], options: {}, summary: '给现在的状态作版本标记', load: edit('markPlan') },
  verify: { words: ['PLAN'], options: {}, summary: '检查文件，并从头重算全部合计', load: read('verify') },
  backup: { words: ['PLAN', 'DIR'], options: {}, summary: '备份到文件夹', load: files('backup') },
  restore: { words: ['BACKUP', 'PLAN'], options: {}, summary: '从备份恢复为新文件', load: files('restore') },
  serve: {
    words: ['PLAN'],
    options: { port: true, 'print-url': false },
    summary: '在本机浏览器里打开 [--port 0] [--print-url]',
    load: files('serve'),
  },
};

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(
    ([name, { words, summary }]) => `  ${name.padEnd(width)}  ${words.join(' ').padEnd(18)}  ${summary}`,
  );
  return ['用法：anju <命令> … [--json]', '', ...lines, '', '以 - 开头的值可以直接写；-- 之后不再有选项。'].join('\n');
}

function usage(why: string): Failure {
  return { code: 'bad-usage', details: { why } };
}

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${help()}\n`);
    return name === undefined ? 2 : 0;
  }
  const json = rest.includes('--json') && !rest.slice(0, rest.indexOf('--json')).includes('--');
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new FailureError(usage(`没有“${name}”这个命令`));
    if (rest.includes('--help')) {
      process.stdout.write(`anju ${name} ${command.words.join(' ')}\n${command.summary}\n`);
      return 0;
    }
    const run = await command.load();
    let exit = 0;
    const print = (answer: Answer): void => {
      printAnswer(answer, json);
      exit = answer.exit ?? 0;
    };
    const answer = await run(readArguments(command, rest), print);
    if (answer) print(answer);
    return exit;
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : knownFailure(error);
    if (!failure) throw error;
    printFailure(failure, json);
    return exitOf(failure);
  }
}

process.exitCode = await main(process.argv.slice(2));
