/** `demo`: the main job on a generated population, end to end. */
import { type Command, EXIT } from '../command.ts';
import { describeDemo } from '../demo/describe-demo.ts';
import { runDemo } from '../demo/run-demo.ts';
import { readCount } from '../read-count.ts';

const FOLDER = 'demo-out';
const UNITS = '100000';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Imports a generated population, compares a policy with its reform, explains, appeals, verifies and reports.',
  positionals: {},
  options: {
    out: { value: 'folder', help: `where its files go; ${FOLDER} if not given` },
    units: { value: 'N', help: `how many households; ${UNITS} if not given` },
  },
  run: async (context) => {
    const units = readCount('units', context.option('units') ?? UNITS);
    return context.withEngine(async (engine) => {
      const demo = await runDemo(engine, context.terminal, { folder: context.option('out') ?? FOLDER, units });
      context.terminal.print(...(context.json ? [JSON.stringify(demo)] : describeDemo(demo)));
      return demo.verdict.verdict === 'consistent' ? EXIT.done : EXIT.no;
    });
  },
};
