/** The command line, in process for what it writes and once as a real process for the wrapper and the exit code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from './cli.ts';

async function run(words: readonly string[], text = ''): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const read = (file: string): string => {
    if (file === 'missing.json') throw new Error('ENOENT: no such file');
    return text;
  };
  const streams = {
    read,
    out: (part: string): void => {
      out += part;
    },
    error: (part: string): void => {
      error += part;
    },
  };
  const code = await runCommandLine(words, streams);
  return { code, out, error };
}

const model = JSON.stringify({
  now: '2025-01-01',
  items: [{ id: 'A' }],
  buy: [{ id: 'buy A', item: 'A', lead: 'P2D' }],
  demands: [{ id: 'D', item: 'A', qty: 5, due: '2025-01-10' }],
});

describe('millwright plan', () => {
  it('writes the plan and nothing else', async () => {
    const { code, out, error } = await run(['plan', 'model.json'], model);
    expect([code, error]).toEqual([0, '']);
    const plan = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(plan)).toEqual(['orders', 'deliveries', 'short', 'pegging', 'serves', 'problems', 'reasons']);
    expect(plan.orders).toEqual([{ order: 'buy A', start: '2025-01-08T00:00:00', end: '2025-01-10T00:00:00', qty: 5 }]);
  });

  it('names the file and the path of every bad field and ends with 2', async () => {
    const { code, out, error } = await run(['plan', 'model.json'], model.replace('"qty":5', '"qty":"5"').replace('P2D', '-P2D'));
    expect([code, out]).toEqual([2, '']);
    expect(error.trim().split('\n')).toEqual(['model.json: buy[0].lead: "-P2D" is negative', 'model.json: demands[0].qty: must be a number, not "5"']);
  });

  it('ends with 2 where the lots are too small to hold the plan', async () => {
    const { code, error } = await run(['plan', 'm.json'], model.replace('"lead":"P2D"', '"lot":{"max":0.000001}').replace('"qty":5', '"qty":500'));
    expect(code).toBe(2);
    expect(error).toMatch(/^m\.json: items\[0\]: item "A": more than 1000000 orders/);
  });

  it('ends with 2 where a calendar has no open time for the lead', async () => {
    const shut = model.replace('"items"', '"calendars":[{"id":"C","open":false}],"items"').replace('"lead":"P2D"', '"lead":"P2D","calendar":"C"');
    const { code, out, error } = await run(['plan', 'm.json'], shut);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('m.json: calendars: 可用工作时间不够');
  });

  it.each([
    ['a missing file', ['plan', 'missing.json'], '', 1, /cannot be read/],
    ['no JSON', ['plan', 'm.json'], '{"now":', 2, /not valid JSON/],
    ['no file', ['plan'], '', 64, /give one model file/],
    ['an unknown command', ['plant', 'x'], '', 64, /unknown command: plant/],
  ] as const)('%s', async (_name, words, text, expected, message) => {
    const { code, error, out } = await run(words, text);
    expect([code, out]).toEqual([expected, '']);
    expect(error).toMatch(message);
  });

  it('explains itself', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('millwright plan model.json') });
    expect(await run([])).toMatchObject({ code: 64 });
  });

  it('runs as a process', () => {
    const program = fileURLToPath(new URL('../bin/millwright.mjs', import.meta.url));
    const done = spawnSync(process.execPath, [program, 'plan', '-'], { input: model, encoding: 'utf8' });
    expect(done.stderr).toBe('');
    expect(JSON.parse(done.stdout)).toHaveProperty('deliveries');
    const bad = spawnSync(process.execPath, [program, 'plan', '-'], { input: '{}', encoding: 'utf8' });
    expect([bad.status, bad.stdout, bad.stderr]).toEqual([2, '', '-: now: is missing\n']);
  });
});
