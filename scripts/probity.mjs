/** `npm run -s probity -- <command>`: the command line, from the sources of this checkout. Prints nothing of its own on stdout. */
import './lib/require-node.mjs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { runScript } from './lib/run-script.mjs';
import { setUpQuickly } from './lib/set-up.mjs';
import { asNode } from './lib/start-runtime.mjs';

/** npm goes to the project's folder before it runs a script; paths are meant from where the person stands. */
const whereThePersonStands = () => {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  return npm_lifecycle_event === 'probity' && INIT_CWD && process.cwd() === projectRoot ? INIT_CWD : process.cwd();
};

await runScript(async () => {
  const runtime = await setUpQuickly();
  const out = await build(runtime);
  return run(runtime.executable, [join(out, 'main', 'cli.js'), ...process.argv.slice(2)], { cwd: whereThePersonStands(), env: asNode() });
});
