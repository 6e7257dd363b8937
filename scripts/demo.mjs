/** `npm run demo`: the main job on a generated population, end to end, then the desktop app on its workspace. */
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { inProject, projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { runScript } from './lib/run-script.mjs';
import { say } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { asNode, hasDisplay, openingOf } from './lib/start-runtime.mjs';

const demoFolder = 'demo-out';

/** Opens the app as a process of its own, so that the command ends and the window stays. */
const openApp = (runtime) => {
  const workspace = readdirSync(inProject(demoFolder)).find((name) => name.endsWith('.probity'));
  if (workspace === undefined) throw new Error(`the demo ended well and left no workspace in ${demoFolder}`);
  const { command, args, env } = openingOf(runtime, [inProject(demoFolder, workspace)]);
  spawn(command, args, { cwd: projectRoot, env, detached: true, stdio: 'ignore' }).unref();
  say(`The desktop app opens on ${join(demoFolder, workspace)}.`);
};

await runScript(async () => {
  const runtime = await setUp();
  const out = await build(runtime);
  const command = [join(out, 'main', 'cli.js'), 'demo', '--out', demoFolder];
  const exitCode = await run(runtime.executable, command, { cwd: projectRoot, env: asNode() });
  if (exitCode !== 0) return exitCode;
  if (hasDisplay()) openApp(runtime);
  else say('There is no display here, so the desktop app is not opened; "npm start" opens it where there is one.');
  return 0;
});
