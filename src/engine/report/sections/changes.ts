/** What each reform changes against the baseline: in words, with dates and sources. */
import { counted } from '../../model/counted.ts';
import { Exact } from '../../model/exact.ts';
import { groupDigits } from '../../model/group-digits.ts';
import type { ParameterChange } from '../../policy/policy-changes.ts';
import { dated, type Html, html, labelled, NOTHING, named } from '../html.ts';
import type { ReportFacts, RuleChange, SideChanges } from '../report-facts.ts';
import { type Cell, type Column, cappedTable } from '../table.ts';
import { reformName, sideTold } from '../words.ts';

/** Parameters that are told in a sentence each. */
const SENTENCES_MAX = 12;
/** Longer logic stands in the documents alone. */
const LOGIC_LENGTH_MAX = 1_200;
/** Rules that are told before and after. */
const RULES_MAX = 200;

const COLUMNS: readonly Column[] = ['Parameter', 'Before', 'After', { title: 'From', kind: 'date' }, { title: 'Source', kind: 'text' }];

/** Numbers with their thousands grouped, all other texts as they are. */
const valueText = (text: string | undefined): string => {
  if (text === undefined) return 'no value';
  return Exact.parse(text) === undefined ? text : groupDigits(text);
};

const cells = (change: ParameterChange): readonly Cell[] => [
  labelled(change.name, change.label),
  valueText(change.before),
  valueText(change.after),
  change.since ?? '',
  change.source ?? '',
];

const isMore = (before: string, after: string): boolean | undefined => {
  const [old, now] = [Exact.parse(before), Exact.parse(after)];
  return old === undefined || now === undefined ? undefined : now.compare(old) > 0;
};

const verb = ({ before, after }: ParameterChange): Html => {
  if (before === undefined) return html`is new: ${valueText(after)}`;
  if (after === undefined) return html`has no value any more; it was ${valueText(before)}`;
  const more = isMore(before, after);
  if (more === undefined) return html`is ${named(valueText(after))} instead of ${named(valueText(before))}`;
  return html`is ${more ? 'raised' : 'lowered'} from ${valueText(before)} to ${valueText(after)}`;
};

const parameterSentence = (change: ParameterChange): Html => {
  const since = change.since === undefined ? NOTHING : html`; the value holds from ${dated(change.since)}`;
  const source = change.source === undefined ? NOTHING : html` (${named(change.source)})`;
  return html`<li>${labelled(change.name, change.label)} ${verb(change)}${since}${source}.</li>`;
};

/** A few are told in sentences, many are read more easily in a table. */
const parametersOf = (parameters: readonly ParameterChange[]): Html => {
  if (parameters.length === 0) return NOTHING;
  return parameters.length > SENTENCES_MAX
    ? cappedTable(COLUMNS, parameters, cells, { singular: 'parameter' })
    : html`<ul>${parameters.map(parameterSentence)}</ul>`;
};

const logicText = (logic: string | undefined): string => {
  if (logic === undefined) return 'not there';
  return logic.length > LOGIC_LENGTH_MAX ? `${logic.slice(0, LOGIC_LENGTH_MAX)}… (the published document has all of it)` : logic;
};

const ruleItem = ({ name, label, before, after }: RuleChange): Html => html`<dt>${labelled(name, label)}</dt>
<dd><span class="muted">before</span> <code>${logicText(before)}</code><br><span class="muted">after</span> <code>${logicText(after)}</code></dd>`;

const rulesOf = (rules: readonly RuleChange[]): Html => {
  if (rules.length === 0) return NOTHING;
  const leftOut = rules.length - RULES_MAX;
  return html`<p>${counted(rules.length, 'decision')} ${rules.length === 1 ? 'is' : 'are'} made by other rules:</p><dl class="rules">${rules.slice(0, RULES_MAX).map(ruleItem)}</dl>
${leftOut > 0 ? html`<p class="muted">${counted(leftOut, 'more decision')} made by other rules can be read in the documents of the attached bundle.</p>` : ''}`;
};

const headSentence = ({ result }: ReportFacts, index: number, { parameters, rules }: SideChanges): Html => {
  const { baseline } = result;
  const reform = result.reforms[index] as (typeof result.reforms)[number];
  if (parameters.length + rules.length === 0)
    return html`<p>Between ${sideTold(baseline)}, and ${sideTold(reform)}, no parameter and no rule differs.</p>`;
  const differing = [
    ...(parameters.length === 0 ? [] : [counted(parameters.length, 'parameter')]),
    ...(rules.length === 0 ? [] : [`the rules of ${counted(rules.length, 'decision')}`]),
  ].join(' and ');
  const one = parameters.length + rules.length === 1 && rules.length === 0;
  return html`<p class="keep">Between ${sideTold(baseline)}, and ${sideTold(reform)}, ${differing} ${one ? 'differs' : 'differ'}.</p>`;
};

export const changesSection = (facts: ReportFacts): Html =>
  html`${facts.changes.map((changes, index) => {
    const heading = facts.changes.length > 1 ? html`<h3>${reformName(facts.result, index)}</h3>` : NOTHING;
    return html`${heading}${headSentence(facts, index, changes)}${parametersOf(changes.parameters)}${rulesOf(changes.rules)}`;
  })}`;
