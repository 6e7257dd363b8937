/** The stages of `npm test`, in their order. Each gives its counts; a stage that isn't made of tests counts one failure if it fails. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { build } from './build.mjs';
import { withDisplays } from './display.mjs';
import { Fault } from './fault.mjs';
import { inProject, projectRoot } from './project.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';
import { smoke } from './smoke.mjs';
import { appSwitches, asNode } from './start-runtime.mjs';

const none = { passed: 0, failed: 0, skipped: 0 };

/** Runs a tool of node_modules under the runtime's own Node. */
const tool = (runtime, [path, ...args], env = {}) =>
  run(runtime.executable, [inProject('node_modules', path), ...args], { cwd: projectRoot, env: asNode({ ...process.env, ...env }) });

const check = async (runtime, command) => ((await tool(runtime, command)) === 0 ? none : { ...none, failed: 1 });

/** Makes room for a runner's report, so that none of an earlier run is taken for this one's. */
const freshReport = (name) => {
  const path = inProject('test-out', name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
  } catch (error) {
    throw new Fault(
      `${path} cannot be written: ${error.message}`,
      'make the project folder writable for you, or clone it as the user who runs it, and run the same command again',
    );
  }
  return path;
};

/** A runner that failed without a failed test (a file that can't be loaded, an error outside of any) counts one failure. */
const countsOf = (report, exitCode, read) => {
  const counts = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : none;
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

const readVitest = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => ({
  passed: numPassedTests,
  failed:
    numFailedTests + testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length,
  skipped: numPendingTests + numTodoTests,
});

const readPlaywright = ({ stats: { expected, unexpected, flaky, skipped } }) => ({ passed: expected, failed: unexpected + flaky, skipped });

const unit = async (runtime, args) => {
  const report = freshReport('unit.json');
  const command = [
    'vitest/vitest.mjs',
    'run',
    '--configLoader=runner',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  // Thousands of processes load the same scripts: they are compiled by the first.
  return countsOf(report, await tool(runtime, command, { NODE_COMPILE_CACHE: inProject('test-out', 'compiled') }), readVitest);
};

/** An app has half a dozen processes and up to a gigabyte. One is busy on more than one core at a time. */
const coresPerApp = 2;
const appsMax = 4;

const appsAtOnce = () => Math.min(Math.ceil(availableParallelism() / coresPerApp), appsMax);

/** Apps run beside each other on displays of their own: a window there has the focus, whatever those of other tests do. */
const e2e = (runtime, args) =>
  withDisplays(appsAtOnce(), async (displays) => {
    const report = freshReport('e2e.json');
    const env = {
      ...displays[0].env,
      PROBITY_DISPLAYS: displays.flatMap(({ env: { DISPLAY } }) => DISPLAY ?? []).join(' '),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      PROBITY_APP_SWITCHES: appSwitches().join(' '),
      // Playwright takes the electron package's executable, which is then this one. Given a path it would start the app without holding it
      // back until it has attached itself, and now and then miss the first window.
      ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    };
    return countsOf(report, await tool(runtime, ['@playwright/test/cli.js', 'test', '--reporter=list,json', ...args], env), readPlaywright);
  });

const buildStage = async (runtime) => {
  try {
    await build(runtime);
    return none;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    say(error.message);
    return { ...none, failed: 1 };
  }
};

/**
 * By name: what a stage is about, whether it needs what was built, whether it opens windows, whether its tests use programs of others, and its work.
 * @type {Record<string, { title: string, built: boolean, windows: boolean, tools?: boolean, work(runtime: object, args: readonly string[]): Promise<{ passed: number, failed: number, skipped: number }> }>}
 */
export const testStages = {
  types: {
    title: 'type check',
    built: false,
    windows: false,
    work: (runtime) => check(runtime, ['typescript/bin/tsc', '--noEmit', '-p', '.']),
  },
  lint: {
    title: 'lint and format',
    built: false,
    windows: false,
    work: (runtime) => check(runtime, ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
  },
  build: { title: 'build', built: false, windows: false, work: buildStage },
  unit: { title: 'unit tests', built: true, windows: false, tools: true, work: unit },
  e2e: { title: 'end-to-end tests', built: true, windows: true, tools: true, work: e2e },
  smoke: {
    title: 'start as an unprivileged user',
    built: true,
    windows: true,
    work: (runtime) => withDisplays(1, async ([{ env }]) => smoke(runtime, env)),
  },
};
