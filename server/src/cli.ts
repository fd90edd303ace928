/**
 * The command line: `millwright plan model.json` reads a planning model and writes the plan as JSON, one row a line, on
 * standard output. It needs no server and no database. Exit codes: 0 done, 1 the file cannot be read or is no JSON, 2 the
 * model is wrong (one line per error, each with the path of the field), 64 the command itself is not understood.
 * Trap: nothing else may be written to standard output, so that it can be redirected into a file.
 */
import { readFileSync } from 'node:fs';
import { describe, type PlanResult } from '@millwright/core/planning/describe';
import { readModel } from '@millwright/core/planning/model';
import { PlanTooLarge } from '@millwright/core/planning/plan-arrays';
import { compile, plan } from '@millwright/core/planning/plan';
import { NoOpenTime } from '@millwright/core/planning/text-time';

export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly read: (file: string) => string;
}

const processStreams: Streams = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  read: (file) => readFileSync(file === '-' ? 0 : file, 'utf8'),
};

/** As text a plan is for people and comparisons; more orders than this are a mistake in a lot size. */
const mostOrders = 1_000_000;

const charactersPerWrite = 1_000_000;

const usage = `用法 / Usage:
  millwright plan model.json    计算生产计划，结果以 JSON 写到标准输出 / compute the plan of a model, written as JSON to standard output
  millwright plan -             从标准输入读取模型 / read the model from standard input
  millwright --help

模型格式见 core/src/planning/README.md / the model is described in core/src/planning/README.md
退出码 / exit codes: 0 完成 done · 1 文件无法读取 unreadable file · 2 模型有错 errors in the model · 64 命令有误 wrong command
`;

export async function runCommandLine(words: readonly string[], streams: Streams = processStreams): Promise<number> {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help' || rest.includes('--help') || rest.includes('-h')) {
    streams.out(usage);
    return command === undefined ? 64 : 0;
  }
  if (command !== 'plan' || rest.length !== 1) {
    streams.error(`${command === 'plan' ? '请给出一个模型文件 / give one model file' : `未知命令 / unknown command: ${command}`}\n\n${usage}`);
    return 64;
  }
  return planFile(rest[0] ?? '', streams);
}

function planFile(file: string, streams: Streams): number {
  let value: unknown;
  try {
    value = JSON.parse(streams.read(file).replace(/^\uFEFF/, ''));
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    const noJson = failure instanceof SyntaxError;
    streams.error(`${file}: ${noJson ? '不是有效的 JSON / is not valid JSON' : '无法读取 / cannot be read'}: ${reason}\n`);
    return noJson ? 2 : 1;
  }
  const read = readModel(value);
  if (!read.ok) {
    for (const { path, message } of read.errors) streams.error(`${file}: ${path}: ${message}\n`);
    return 2;
  }
  const { compiled, names } = compile(read.model);
  try {
    writePlan(describe({ compiled, names, plan: plan(compiled, { mostOrders }) }), streams);
    return 0;
  } catch (failure) {
    if (failure instanceof NoOpenTime) {
      streams.error(`${file}: calendars: 可用工作时间不够，算不出日期 / ${failure.message}\n`);
      return 2;
    }
    if (!(failure instanceof PlanTooLarge)) throw failure;
    const item = names.items[failure.item] ?? '';
    const position = read.model.items.find((row) => row.id === item)?.path ?? 'items';
    streams.error(`${file}: ${position}: item "${item}": ${failure.message}\n`);
    return 2;
  }
}

/** One row a line, so that two plans can be compared with an ordinary diff; in parts, because a plan can be very long. */
function writePlan(result: PlanResult, { out }: Streams): void {
  const sections: [string, readonly unknown[]][] = Object.entries(result);
  let text = '';
  sections.forEach(([name, rows], section) => {
    text += `${section === 0 ? '{' : ','}\n  ${JSON.stringify(name)}: [`;
    rows.forEach((row, position) => {
      text += `${position === 0 ? '' : ','}\n    ${JSON.stringify(row)}`;
      if (text.length < charactersPerWrite) return;
      out(text);
      text = '';
    });
    text += rows.length > 0 ? '\n  ]' : ']';
  });
  out(`${text}\n}\n`);
}
