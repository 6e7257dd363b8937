/** `npm test [-- <stage> …] [arguments of that stage's tool]`: every check there is, or the named stages. */
import './lib/require-node.mjs';
import { runScript } from './lib/run-script.mjs';
import { say } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { testStages } from './lib/test-stages.mjs';
import { ensureTestTools } from './lib/test-tools.mjs';

const secondsSince = (startMs) => `${((performance.now() - startMs) / 1000).toFixed(1)} s`;

/** The stages named on the line, and what comes after them. Without any, all stages. */
const readLine = (line) => {
  const firstOther = line.findIndex((word) => !(word in testStages));
  const named = firstOther < 0 ? line : line.slice(0, firstOther);
  const withBuild = named.some((name) => testStages[name].built) ? ['build'] : [];
  const names = named.length === 0 ? Object.keys(testStages) : [...new Set([...withBuild, ...named])];
  return { names, args: firstOther < 0 ? [] : line.slice(firstOther) };
};

const runStage = async (name, runtime, args) => {
  const startMs = performance.now();
  say(`\n── ${testStages[name].title}`);
  const counts = await testStages[name].work(runtime, args);
  say(`── ${testStages[name].title}: ${counts.failed === 0 ? 'ok' : 'FAILED'}, ${secondsSince(startMs)}`);
  return counts;
};

const sum = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

await runScript(async () => {
  const startMs = performance.now();
  const { names, args } = readLine(process.argv.slice(2));
  const runtime = await setUp({ display: names.some((name) => testStages[name].windows) });
  if (names.some((name) => testStages[name].tools)) ensureTestTools();
  say(`── set-up: ok, ${secondsSince(startMs)}`);
  let total = { passed: 0, failed: 0, skipped: 0 };
  let built = true;
  for (const name of names) {
    if (testStages[name].built && !built) {
      say(`\n── ${testStages[name].title}: not run, because the build failed`);
      total.failed += 1;
      continue;
    }
    const counts = await runStage(name, runtime, args);
    if (name === 'build') built = counts.failed === 0;
    total = sum(total, counts);
  }
  say(`\n${secondsSince(startMs)}${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
