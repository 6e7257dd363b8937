/** `impact`: baseline against reforms over a population. */
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { describeImpact } from '../describe-impact.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { publishedReferences } from '../published-references.ts';
import { readCount } from '../read-count.ts';
import { readDate } from '../read-date.ts';
import { measureOptions, readMeasures } from '../read-measures.ts';

const WORKERS_MAX = 64;

/** None, one for all, or one for each reform in their order. */
const readReformDates = (texts: readonly string[], reforms: number): readonly { readonly date?: string }[] => {
  const dates = texts.map((text) => readDate('reform-date', text));
  if (dates.length !== 0 && dates.length !== 1 && dates.length !== reforms) {
    const message = `--reform-date is given ${dates.length} times for ${reforms} reforms`;
    refuse('invalid', message, [{ message, expected: 'once for all reforms, or once for each in their order' }]);
  }
  return Array.from({ length: reforms }, (_, i) => {
    const date = dates.length === 1 ? dates[0] : dates[i];
    return date === undefined ? {} : { date };
  });
};

export const impactCommand: Command = {
  name: 'impact',
  summary: 'Evaluates a baseline and its reforms over a population: who gains, who loses, what it costs.',
  positionals: { ws: '<ws>' },
  options: {
    population: { value: 'N', required: true, help: 'name or id of the population' },
    baseline: { value: 'P', required: true, help: 'policy in force: id, id@version, or a file, which is published' },
    reform: {
      value: 'R',
      required: true,
      repeatable: true,
      help: 'reform or policy to compare: id, id@version, or a file, which is published; the baseline itself with another --reform-date',
    },
    date: { value: 'D', required: true, help: 'first day of the period that is evaluated, such as 2025-03-01' },
    'reform-date': {
      value: 'D2',
      repeatable: true,
      help: 'another date for the reforms: law then, law now; once for all of them, or once for each in their order',
    },
    by: {
      value: 'field',
      repeatable: true,
      help: 'input, extra column or decision to group by; "income:quantiles=10" for quantile groups, "region+size" for both together; also several with commas between',
    },
    ...measureOptions,
    workers: { value: 'n', help: 'worker threads; the result does not depend on them' },
  },
  run: async (context) => {
    const date = readDate('date', context.requiredOption('date'));
    const ownDates = readReformDates(context.options('reform-date'), context.options('reform').length);
    const workers = context.option('workers');
    const by = new Set(context.options('by').flatMap((names) => names.split(',')));
    const started = {
      population: context.requiredOption('population'),
      date,
      by: [...by],
      measures: readMeasures(context),
      ...(workers === undefined ? {} : { workers: readCount('workers', workers, WORKERS_MAX) }),
    };
    return inWorkspace(context, async (engine) => {
      const [baseline = '', ...reforms] = await publishedReferences(engine, [
        context.requiredOption('baseline'),
        ...context.options('reform'),
      ]);
      const { run } = await ask(engine, 'impact.start', {
        ...started,
        baseline,
        reforms: reforms.map((reference, i) => ({ reference, ...ownDates[i] })),
      });
      await waitFor(engine, context.terminal, run);
      const result = await ask(engine, 'impact.result', { run });
      context.terminal.print(...(context.json ? [JSON.stringify(result)] : describeImpact(result)));
      return EXIT.done;
    });
  },
};
