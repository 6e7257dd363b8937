/** `npm run dev [-- <workspace>]`: opens the desktop app and reloads it as the sources change. */
import './lib/require-node.mjs';
import { forgetBuild } from './lib/build.mjs';
import { inProject, projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { runScript } from './lib/run-script.mjs';
import { setUp } from './lib/set-up.mjs';
import { appSwitches, asNode, refuseWithoutDisplay } from './lib/start-runtime.mjs';

await runScript(async () => {
  refuseWithoutDisplay();
  const runtime = await setUp();
  forgetBuild();
  const args = [inProject('scripts', 'lib', 'dev-server.mjs'), 'dev', '--watch', '--', ...appSwitches(), ...process.argv.slice(2)];
  return run(runtime.executable, args, { cwd: projectRoot, env: asNode({ ...process.env, ELECTRON_EXEC_PATH: runtime.executable }) });
});
