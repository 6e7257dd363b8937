/** `npm run bench -- <suite> [its own arguments]`: runs test/bench/<suite>.bench.ts, bundled as what ships is. */
import './lib/require-node.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { Fault } from './lib/fault.mjs';
import { installPeers } from './lib/packages.mjs';
import { inProject, projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { runScript } from './lib/run-script.mjs';
import { setUp } from './lib/set-up.mjs';
import { asNode } from './lib/start-runtime.mjs';

const ending = '.bench.ts';
const suitesWithPeers = ['rules', 'runs'];

const knownSuites = () => {
  const folder = inProject('test', 'bench');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
};

await runScript(async () => {
  const [suite, ...args] = process.argv.slice(2);
  const suites = knownSuites();
  if (!suites.includes(suite)) {
    throw new Fault(suite === undefined ? 'no suite is named' : `there is no suite ${suite}`, `name one of: ${suites.join(', ')}`);
  }
  const runtime = await setUp();
  if (suitesWithPeers.includes(suite)) installPeers(runtime);
  const out = await build(runtime, {
    folder: inProject(`out-bench-${suite}`),
    env: { PROBITY_BENCH: suite },
    further: [`test/bench/${suite}${ending}`],
  });
  return run(runtime.executable, [join(out, 'main', 'bench.js'), ...args], { cwd: projectRoot, env: asNode() });
});
