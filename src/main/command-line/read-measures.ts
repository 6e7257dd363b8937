/** The options of an impact that say what is measured beyond totals and groups. */
import type { InputOf } from '../../engine/contract.ts';
import { Exact } from '../../engine/model/exact.ts';
import { refuse } from '../../engine/model/problem.ts';
import type { Command, CommandArguments } from './command.ts';
import { readCount } from './read-count.ts';

type Measures = NonNullable<InputOf<'impact.start'>['measures']>;
type Line = NonNullable<NonNullable<Measures['resource']>['lines']>[number];

const QUANTILES_MAX = 100;
const OWN_MEDIAN = /^(?<share>.+%)(?<baseline>-baseline)?$/;

export const measureOptions = {
  weight: { value: 'input', help: 'numeric input: how many cases each unit stands for; counts and costs are then given weighted as well' },
  bands: { value: 'a,b,…', help: 'sizes of a change at which a band of gainers and losers begins, such as 10,50,100' },
  'relative-bands': { value: 'a,b,…', help: 'the same as parts of the amount before, such as 1%,5%,10%' },
  resource: {
    value: 'x[+amount][/scale]',
    help: 'input or decision that inequality and poverty are measured on; with the amount paid; divided by an equivalence scale',
  },
  persons: { value: 'field', help: 'input or decision that multiplies the weight for --resource, so that persons are counted' },
  quantiles: { value: 'n', help: 'quantile groups of the --resource; 10 if not given' },
  'poverty-line': {
    value: 'amount|60%|60%-baseline',
    repeatable: true,
    help: 'an amount, or a share of the median after each policy or of the baseline; 60% if not given',
  },
  near: {
    value: 'value:limit[:10%]',
    repeatable: true,
    help: 'counts cases whose value lies within a share of a limit, which is a decision, input, parameter or number',
  },
  marginal: {
    value: 'income[:step]',
    help: 'part of a raise of an income (of "members.earned": of the first who earns) that is lost because the amount changes; step 1.00 if not given',
  },
  'marginal-bands': { value: 'a,b,…', help: 'rates at which a band begins; 0,0.2,0.4,0.6,0.8,1 if not given' },
} as const satisfies Command['options'];

/** "5%" and "0.05" are the same share. */
const shareText = (option: string, text: string): string => {
  const percent = text.endsWith('%');
  const value = Exact.parse(percent ? text.slice(0, -1) : text);
  const message = `--${option} has "${text}"`;
  if (value === undefined) return refuse('invalid', message, [{ message, expected: 'a share such as 10% or 0.1' }]);
  return percent ? value.multiply(Exact.of(1n, 100n)).toText() : value.toText();
};

const listOf = (text: string): string[] => text.split(',').map((item) => item.trim());

/** "income+amount/scale"; the names of fields have neither sign. */
const readResource = (text: string): Pick<NonNullable<Measures['resource']>, 'of' | 'plusAmount' | 'scale'> => {
  const found = /^(?<of>[^+/]+?)\s*(?<plus>\+\s*amount)?\s*(?:\/\s*(?<scale>[^+/]+))?$/.exec(text.trim())?.groups;
  const message = `--resource is "${text}"`;
  if (found?.of === undefined)
    return refuse('invalid', message, [{ message, expected: 'such as income, income+amount or income+amount/scale' }]);
  return { of: found.of, plusAmount: found.plus !== undefined, ...(found.scale !== undefined && { scale: found.scale.trim() }) };
};

const readLine = (text: string): Line => {
  const share = OWN_MEDIAN.exec(text)?.groups;
  if (share?.share === undefined) return { amount: text };
  return { share: shareText('poverty-line', share.share), of: share.baseline === undefined ? 'own' : 'baseline' };
};

const readNear = (text: string): NonNullable<Measures['nearThreshold']>[number] => {
  const [value, limit, share, ...more] = text.split(':');
  const message = `--near is "${text}"`;
  if (!value || !limit || more.length > 0)
    return refuse('invalid', message, [{ message, expected: 'such as total_income:limit or total_income:limit:5%' }]);
  return { value, limit, ...(share !== undefined && { share: shareText('near', share) }) };
};

/** Options that say more of another one say nothing without it. */
const demandWith = (context: CommandArguments, needed: string, options: readonly string[]): void => {
  for (const option of options) {
    if (context.options(option).length === 0 || context.option(needed) !== undefined) continue;
    const message = `--${option} is given without --${needed}`;
    refuse('invalid', message, [{ message, expected: `--${needed} as well` }]);
  }
};

const resourceOf = (context: CommandArguments): Pick<Measures, 'resource'> => {
  demandWith(context, 'resource', ['persons', 'quantiles', 'poverty-line']);
  const resource = context.option('resource');
  if (resource === undefined) return {};
  const [persons, quantiles, lines] = [context.option('persons'), context.option('quantiles'), context.options('poverty-line')];
  return {
    resource: {
      ...readResource(resource),
      ...(persons !== undefined && { persons }),
      ...(quantiles !== undefined && { quantiles: readCount('quantiles', quantiles, QUANTILES_MAX) }),
      ...(lines.length > 0 && { lines: lines.map(readLine) }),
    },
  };
};

const marginalOf = (context: CommandArguments): Pick<Measures, 'marginalRate'> => {
  demandWith(context, 'marginal', ['marginal-bands']);
  const [marginal, bands] = [context.option('marginal'), context.option('marginal-bands')];
  if (marginal === undefined) return {};
  const [income = '', step] = marginal.split(':');
  return { marginalRate: { income, ...(step !== undefined && { step }), ...(bands !== undefined && { bands: listOf(bands) }) } };
};

const bandsOf = (context: CommandArguments): Pick<Measures, 'bands'> => {
  const [absolute, relative] = [context.option('bands'), context.option('relative-bands')];
  if (absolute === undefined && relative === undefined) return {};
  return {
    bands: {
      ...(absolute !== undefined && { absolute: listOf(absolute) }),
      ...(relative !== undefined && { relative: listOf(relative).map((part) => shareText('relative-bands', part)) }),
    },
  };
};

/** Refusal 'invalid' for words that say nothing; whether the names are there is for the engine to say. */
export const readMeasures = (context: CommandArguments): Measures => {
  const weight = context.option('weight');
  return {
    ...(weight !== undefined && { weight }),
    ...bandsOf(context),
    ...resourceOf(context),
    nearThreshold: context.options('near').map(readNear),
    ...marginalOf(context),
  };
};
