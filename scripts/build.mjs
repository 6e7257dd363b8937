/** `npm run build`: bundles the app into out/ if anything has changed since. */
import './lib/require-node.mjs';
import { build } from './lib/build.mjs';
import { runScript } from './lib/run-script.mjs';
import { say } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';

await runScript(async () => {
  say(`Built: ${await build(await setUp())}`);
});
