/** `npm run setup`: brings this checkout to where every command works. Every other command does this first by itself. */
import './lib/require-node.mjs';
import { runScript } from './lib/run-script.mjs';
import { setUp } from './lib/set-up.mjs';

await runScript(async () => {
  await setUp();
});
