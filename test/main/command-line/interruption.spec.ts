/** Signals, sudden ends and two processes at once: the workspace is whole afterwards, and nothing half-done is in it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { AuditVerdict, ImpactResult, PopulationInfo, RunSummary, RunView } from '../../../src/engine/model/index.ts';
import { commandLineIn, type Ended, type Started, startProbity } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const project = join(import.meta.dirname, '../../..');
const policyFile = join(project, 'templates/policies/housing-support.json');
const reformFile = join(project, 'templates/reforms/housing-support-higher-limit.json');
const WS = 'w.probity';

const folder = fileFolder();
const { answer, refusal, run } = commandLineIn(folder);

const POLL_MS = 20;

/** So many chunks that an impact goes on for long after it was met at work. */
const UNITS = 100_000;

/** More units than fit into one chunk, so that work can be met in its middle; never finished in these tests. */
const GENERATE = ['population', 'generate', WS, '--policy', 'housing-support', '--units', '2000000', '--seed', 'a', '--name', 'Endless'];
const IMPACT = ['impact', WS, '--population', 'Town', '--baseline', 'housing-support', '--date', '2025-03-01', '--workers', '1'];
const REFORM = ['--reform', 'housing-support-higher-limit'];

beforeAll(async () => {
  await answer('workspace', 'create', WS, '--name', 'W');
  await answer('population', 'generate', WS, '--policy', policyFile, '--units', String(UNITS), '--seed', 'a', '--name', 'Town');
  await answer('policy', 'publish', WS, reformFile);
});

const count = (sql: string): number => {
  const database = new Database(join(folder, WS), { readonly: true });
  try {
    return database.prepare<[], { n: number }>(sql).get()?.n ?? 0;
  } finally {
    database.close();
  }
};

/** Resolves when the command has written what `sql` counts, which proves that it is in the middle of its work. */
const until = async (started: Started, sql: string): Promise<void> => {
  let ended: Ended | undefined;
  void started.ended.then((end) => {
    ended = end;
  });
  const before = count(sql);
  while (count(sql) === before) {
    if (ended !== undefined) throw new Error(`the command ended before it could be met at work: ${JSON.stringify(ended)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

const CHUNKS = 'SELECT count(*) AS n FROM population_chunk';
const RESULTS = 'SELECT count(*) AS n FROM impact_chunk';

const begin = async (words: readonly string[], sql: string, detached = false): Promise<Started> => {
  const started = startProbity(words, { cwd: folder, detached });
  await until(started, sql);
  return started;
};

const expectWhole = async (): Promise<void> => {
  const verdict = await answer<AuditVerdict>('audit', 'verify', WS);
  expect(verdict.verdict).toBe('consistent');
  expect((await answer<readonly PopulationInfo[]>('population', 'list', WS)).map(({ name }) => name)).toEqual(['Town']);
  expect(readdirSync(folder)).toEqual([WS]);
};

describe.runIf(process.platform !== 'win32')('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends an import in order: nothing of it stays', async (name) => {
    const chunks = count(CHUNKS);
    const { child, ended } = await begin(GENERATE, CHUNKS);
    child.kill(name);
    const { signal, stdout, stderr } = await ended;
    expect({ signal, stdout, stderr }).toEqual({
      signal: name,
      stdout: '',
      stderr: `probity: interrupted by ${name}; what was under way was cancelled\n`,
    });
    expect(count(CHUNKS)).toBe(chunks);
    expect(readdirSync(folder)).toEqual([WS]);
  });

  it('given by a terminal, to all processes of the command, does the same', async () => {
    const { child, ended } = await begin(GENERATE, CHUNKS, true);
    process.kill(-(child.pid as number), 'SIGINT');
    expect(await ended).toMatchObject({ signal: 'SIGINT', stderr: expect.stringMatching(/^probity: interrupted by SIGINT[^\n]*\n$/) });
    await expectWhole();
  });

  it('cancels an impact, and the run says so', async () => {
    const { child, ended } = await begin([...IMPACT, ...REFORM], RESULTS);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ signal: 'SIGINT', stdout: '' });
    const [last] = await answer<readonly RunSummary[]>('run', 'list', WS);
    expect(last).toMatchObject({ status: 'cancelled', template: { id: 'impact-analysis' } });
    expect(await refusal('report', 'export', WS, last?.id ?? '', '-o', 'r.pdf')).toMatch(/^probity: /);
    await expectWhole();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s leaves a run that a command only sees on, and the same start goes on with it',
    async (name) => {
      const reforms = `reforms=[{"reference":"${REFORM[1]}"}]`;
      const inputs = ['population=Town', 'baseline=housing-support', reforms, 'date=2025-03-01', 'workers=1'];
      const start = ['run', 'start', WS, 'impact-analysis', '--key', name, ...inputs.flatMap((input) => ['--input', input])];
      const { child, ended } = await begin(start, RESULTS);
      child.kill(name);
      expect(await ended).toMatchObject({ signal: name, stdout: '', stderr: expect.stringContaining('goes on with "run resume --all"') });
      const [last] = await answer<readonly RunSummary[]>('run', 'list', WS);
      expect(last).toMatchObject({ status: 'running', template: { id: 'impact-analysis' } });
      expect(await answer(...start)).toEqual({ run: last?.id, status: 'completed' });
      await expectWhole();
    },
  );

  it('ends a command at once that has nothing to put in order', async () => {
    const { child, ended } = startProbity(['policy', 'evaluate', policyFile, '--date', '2025-03-01'], { cwd: folder });
    child.stdin?.write('{"input": {}}\n');
    await new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGINT', stderr: '' });
  });
});

test('killed in the middle of an import: the next who opens the workspace finds nothing of it', async () => {
  const { child, ended } = await begin(GENERATE, CHUNKS);
  child.kill('SIGKILL');
  expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  expect(count("SELECT count(*) AS n FROM population WHERE name = 'Endless'")).toBe(1);
  await expectWhole();
  expect(count("SELECT count(*) AS n FROM population WHERE name = 'Endless'")).toBe(0);
});

test('killed in the middle of an impact: the run is left alone until it is resumed, and then comes to the same result', async () => {
  const { child, ended } = await begin([...IMPACT, ...REFORM], RESULTS);
  child.kill('SIGKILL');
  await ended;
  const [cutOff] = await answer<readonly RunSummary[]>('run', 'list', WS);
  expect(cutOff).toMatchObject({ status: 'running' });
  const moves = 'SELECT count(*) AS n FROM run_move';
  const before = count(moves);
  await expectWhole();
  expect(count(moves)).toBe(before);

  const resumed = await answer<readonly RunSummary[]>('run', 'resume', WS, '--all');
  expect(resumed).toMatchObject([{ id: cutOff?.id, status: 'completed' }]);
  expect(count(moves)).toBeGreaterThan(before);
  const again = await answer<ImpactResult>(...IMPACT, ...REFORM);
  const shown = await answer<RunView>('run', 'show', WS, cutOff?.id ?? '');
  expect(shown.output).toMatchObject({ resultHash: again.resultHash });
  expect((await run('run', 'resume', WS, '--all')).stdout).toBe('No run was cut off.\n');
});

describe('two processes on one workspace', () => {
  it.runIf(process.platform !== 'win32')('the second can read, and is told why it cannot write', async () => {
    const { child, ended } = await begin(GENERATE, CHUNKS);
    // It holds the workspace, and need not work on meanwhile.
    child.kill('SIGSTOP');
    try {
      expect((await answer<readonly PopulationInfo[]>('population', 'list', WS)).map(({ name }) => name)).toEqual(['Town']);
      expect((await run('audit', 'verify', WS)).stdout).toContain('Internally consistent');
      expect(await refusal('policy', 'publish', WS, policyFile)).toMatch(/Another process has this workspace open/);
      expect(await refusal(...IMPACT, ...REFORM)).toMatch(/Another process has this workspace open/);
      expect(await refusal('workspace', 'create', WS, '--name', 'Other')).toMatch(/exists already/);
    } finally {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
    }
    await ended;
    await expectWhole();
  });

  it.runIf(process.platform !== 'win32')('the second cannot take up the runs of the first', async () => {
    const { child, ended } = await begin([...IMPACT, ...REFORM], RESULTS);
    child.kill('SIGSTOP');
    try {
      expect(await refusal('run', 'resume', WS, '--all')).toMatch(/can only be read here/);
    } finally {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
    }
    await ended;
  });

  it('of two that create it at once, one does, and the other is told that it exists', async () => {
    const name = 'race.probity';
    const ends = await Promise.all(['A', 'B', 'C'].map((who) => run('workspace', 'create', name, '--name', who)));
    expect(ends.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 2, 2]);
    for (const { exitCode, stderr } of ends) if (exitCode === 2) expect(stderr).toMatch(/exists already/);
    expect(readdirSync(folder)).toEqual([name, WS]);
  });
});
