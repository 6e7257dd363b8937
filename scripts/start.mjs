/** `npm start [-- <workspace>]`: opens the desktop app. */
import './lib/require-node.mjs';
import { build } from './lib/build.mjs';
import { run } from './lib/run.mjs';
import { runScript } from './lib/run-script.mjs';
import { setUp } from './lib/set-up.mjs';
import { openingOf, refuseWithoutDisplay } from './lib/start-runtime.mjs';

await runScript(async () => {
  refuseWithoutDisplay();
  const runtime = await setUp();
  await build(runtime);
  const { command, args, env } = openingOf(runtime, process.argv.slice(2));
  return run(command, args, { env });
});
