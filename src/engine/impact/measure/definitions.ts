/** What the measures are: the definitions that results and reports name, with where they come from. */
import type { MeasureDefinition } from '../../model/impact-measure.ts';

const SOURCES = {
  'fgt-1984': 'Foster, J., Greer, J., Thorbecke, E. (1984): A class of decomposable poverty measures. Econometrica 52(3), 761-766.',
  'gini-1912':
    'Gini, C. (1912): Variabilità e mutabilità; in the weighted form of Cowell, F. (2011): Measuring Inequality, 3rd ed., appendix A.',
  'lorenz-1905':
    'Lorenz, M. O. (1905): Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.',
  'hyndman-fan-1996':
    'Hyndman, R. J., Fan, Y. (1996): Sample quantiles in statistical packages. The American Statistician 50(4), 361-365, definition 1.',
  'eurostat-s80s20': 'Eurostat, glossary: Income quintile share ratio (S80/S20).',
  'eurostat-arop': 'Eurostat, glossary: At-risk-of-poverty rate and threshold (60 % of the median).',
  'oecd-p90p10': 'OECD, Income Distribution Database: Interdecile ratio P90/P10.',
  'oecd-scales': 'OECD: What are equivalence scales? (modified scale: 1, 0.5 for each further adult, 0.3 for each child).',
  metr: 'OECD, Taxing Wages, and OECD, Benefits and Wages: marginal effective tax rate; here of the evaluated policy alone.',
  probity: 'Definition of this program.',
} as const;

type SourceId = keyof typeof SOURCES;

type Entry = { readonly title: string; readonly definition: string; readonly sources: readonly SourceId[] };

const DEFINITIONS = {
  weight: {
    title: 'Weighted figures',
    definition:
      'Every case counts as often as its weight says: a count is the sum of weights, a sum of amounts is the sum of weight × amount. Unweighted counts stand beside it.',
    sources: ['probity'],
  },
  'quantile-groups': {
    title: 'Quantile groups',
    definition:
      'A case belongs to the first group whose upper end is not below its value. The upper end of group k of n is the smallest value at which the weight up to and with it reaches k/n of the whole; nothing is interpolated, and equal values are never parted.',
    sources: ['hyndman-fan-1996'],
  },
  cost: {
    title: 'Cost',
    definition:
      'Sum of the compared amount over the cases that have one before and after. The change in cost is what all gain less what all lose.',
    sources: ['probity'],
  },
  gainers: {
    title: 'Gainers and losers',
    definition:
      'A gainer is a case whose amount is higher after, a loser one whose amount is lower. A case without an amount on either side is undetermined and neither. The average gain is what all gainers gain, divided by their number.',
    sources: ['probity'],
  },
  caseload: {
    title: 'Caseload',
    definition: 'Cases whose amount is not zero, of those that have an amount before and after.',
    sources: ['probity'],
  },
  'change-bands': {
    title: 'Gainers and losers by size of the change',
    definition:
      'The size of a change is the amount after less the amount before, without its sign. A band includes the size at which it begins and not the one at which it ends. By parts the size is divided by the size of the amount before; cases whose amount before is zero stand apart.',
    sources: ['probity'],
  },
  resource: {
    title: 'Resource',
    definition:
      'The variable named, with the compared amount added where that was asked for, divided by the equivalence scale where there is one. Units without a value are left out and counted as missing. Weight of a unit: its weight, times its persons where persons are counted.',
    sources: ['oecd-scales'],
  },
  quantiles: {
    title: 'Quantiles and shares',
    definition:
      'The quantile at p is the smallest value at which the weight up to and with it reaches p of the whole; nothing is interpolated. The share and the mean of a group are those of its part of the Lorenz curve, in which a unit on the border of two groups belongs to both by the part of its weight on either side.',
    sources: ['hyndman-fan-1996', 'lorenz-1905'],
  },
  gini: {
    title: 'Gini coefficient',
    definition:
      'Mean absolute difference of all pairs of weighted units, divided by twice the mean; 0 where all have the same. Not defined where the whole is not above zero; without correction for small samples.',
    sources: ['gini-1912'],
  },
  s80s20: {
    title: 'S80/S20',
    definition: 'What the richest fifth of the weight has, divided by what the poorest fifth has, both by the Lorenz curve.',
    sources: ['eurostat-s80s20', 'lorenz-1905'],
  },
  p90p10: {
    title: 'P90/P10',
    definition: 'The quantile at 0.9 divided by the quantile at 0.1.',
    sources: ['oecd-p90p10', 'hyndman-fan-1996'],
  },
  headCount: {
    title: 'Head count ratio (FGT 0)',
    definition:
      'Weight of those whose value is below the poverty line, as a part of the whole weight. A value on the line is not below it.',
    sources: ['fgt-1984', 'eurostat-arop'],
  },
  gap: {
    title: 'Poverty gap (FGT 1)',
    definition: 'Mean over all of (line - value) / line for those below the line and 0 for the others.',
    sources: ['fgt-1984'],
  },
  sweep: {
    title: 'Sweep',
    definition:
      'The policy is evaluated for every case with each combination of the values, which are in force at the date of the sweep and take the place of those in the policy, or multiply them; all else stays as it is. Figures compare with the policy as it is.',
    sources: ['probity'],
  },
  'near-threshold': {
    title: 'Cases near a limit',
    definition: 'Cases with |value - limit| not above the share of |limit|, the ends included: below the limit, and at or above it.',
    sources: ['probity'],
  },
  'needs-review': {
    title: 'Cases for review',
    definition: 'Cases that the policy itself leaves to a person: those with the outcome NEEDS_REVIEW.',
    sources: ['probity'],
  },
  'marginal-rate': {
    title: 'Marginal effective rate',
    definition:
      '1 - change of (income + amount) / step, where the income of the case is raised by the step and everything is decided again: the part of the raise that is lost because the amount changes. Of incomes of members that of the first member is raised who has some, or else that of the first member. A band includes the rate at which it begins and not the one at which it ends.',
    sources: ['metr'],
  },
} as const satisfies { readonly [id: string]: Entry };

export type DefinitionId = keyof typeof DEFINITIONS;

export const definitionsOf = (ids: readonly DefinitionId[]): readonly MeasureDefinition[] =>
  ids.map((id) => {
    const { title, definition, sources } = DEFINITIONS[id] as Entry;
    return { id, title, definition, sources: sources.map((source) => ({ id: source, text: SOURCES[source] })) };
  });
