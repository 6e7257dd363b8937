/** `sweep`: a policy with one or two of its parameters over a range. */
import type { InputOf } from '../../../engine/contract.ts';
import { counted } from '../../../engine/model/counted.ts';
import type { SweepResult } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { amountText, changeText, countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { publishedReferences } from '../published-references.ts';
import { readCount } from '../read-count.ts';
import { readDate } from '../read-date.ts';
import { textTable } from '../text-table.ts';

const WORKERS_MAX = 64;

type Axis = InputOf<'sweep.start'>['vary'][number];

/** "rate=0.2..0.3:0.01", "limit[2]=900,1000,1100", "limit*=0.9..1.1:0.05". */
const VARY = /^(?<parameter>.+?)\s*(?<sign>\*?=)\s*(?:(?<from>[^.,:]*(?:\.\d[^.,:]*)?)\.\.(?<to>[^,:]+):(?<step>[^,:]+)|(?<list>[^:]+))$/;

const readAxis = (text: string): Axis => {
  const found = VARY.exec(text)?.groups;
  const message = `--vary is "${text}"`;
  if (found?.parameter === undefined) {
    return refuse('invalid', message, [{ message, expected: 'such as rate=0.2..0.3:0.01, limit[2]=900,1000 or limit*=0.9..1.1:0.05' }]);
  }
  const { parameter, sign, from, to, step, list } = found;
  const range = from === undefined || to === undefined || step === undefined ? undefined : { from, to, step };
  return { parameter, factor: sign === '*=', values: range ?? { list: (list ?? '').split(',').map((value) => value.trim()) } };
};

export const describeSweep = (result: SweepResult): readonly string[] => {
  const right = { align: 'right' as const };
  const { policy, axes } = result;
  const cost = result.points[0]?.figures.baselineCost;
  return [
    `Sweep ${result.run} over ${counted(result.population.units, 'unit')} of "${result.population.name}"`,
    `policy    ${policy.policy}@${policy.version}${policy.reform === undefined ? '' : ` + ${policy.reform}`} at ${policy.date}  (${policy.hash.slice(0, 16)})`,
    ...axes.map(
      ({ parameter, factor, inForce, unit }) =>
        `varied    ${parameter}${factor ? ', by a factor' : ''}${inForce === undefined ? '' : `, in force ${inForce}${unit === undefined ? '' : ` ${unit}`}`}`,
    ),
    ...(cost === undefined ? [] : [`cost      ${amountText(cost)} as the policy is`]),
    '',
    ...textTable(
      [
        ...axes.map(({ parameter, factor }) => ({ title: factor ? `${parameter} ×` : parameter, ...right })),
        { title: 'cost', ...right },
        { title: 'change', ...right },
        { title: 'caseload', ...right },
        { title: 'gainers', ...right },
        { title: 'losers', ...right },
      ],
      result.points.map(({ at, figures }) => [
        ...at,
        amountText(figures.reformCost),
        changeText(figures.costChange),
        countText(figures.reformCaseload),
        countText(figures.gainers),
        countText(figures.losers),
      ]),
    ),
    '',
    `result hash ${result.resultHash}`,
  ];
};

export const sweepCommand: Command = {
  name: 'sweep',
  summary: 'Evaluates a policy with one or two parameters over a range: a curve of cost, caseload, gainers and losers.',
  positionals: { ws: '<ws>' },
  options: {
    population: { value: 'N', required: true, help: 'name or id of the population' },
    policy: { value: 'P', required: true, help: 'policy or reform: id, id@version, or a file, which is published' },
    date: { value: 'D', required: true, help: 'first day of the period that is evaluated, such as 2025-03-01' },
    vary: {
      value: 'p=from..to:step',
      required: true,
      repeatable: true,
      help: 'parameter and its values: rate=0.2..0.3:0.01, a list limit[2]=900,1000, or factors of what is in force limit*=0.9..1.1:0.05; twice for all combinations',
    },
    weight: { value: 'input', help: 'numeric input: how many cases each unit stands for' },
    workers: { value: 'n', help: 'worker threads; the result does not depend on them' },
  },
  run: async (context) => {
    const [weight, workers] = [context.option('weight'), context.option('workers')];
    const asked = {
      population: context.requiredOption('population'),
      date: readDate('date', context.requiredOption('date')),
      vary: context.options('vary').map(readAxis),
      ...(weight !== undefined && { weight }),
      ...(workers !== undefined && { workers: readCount('workers', workers, WORKERS_MAX) }),
    };
    return inWorkspace(context, async (engine) => {
      const [policy = ''] = await publishedReferences(engine, [context.requiredOption('policy')]);
      const { run } = await ask(engine, 'sweep.start', { ...asked, policy });
      await waitFor(engine, context.terminal, run);
      const result = await ask(engine, 'sweep.result', { run });
      context.terminal.print(...(context.json ? [JSON.stringify(result)] : describeSweep(result)));
      return EXIT.done;
    });
  },
};
