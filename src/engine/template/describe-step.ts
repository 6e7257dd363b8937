/** What changed in one step, in words. */
import type { Json, JsonObject } from '../model/json.ts';
import type { TemplateStep } from '../model/template-document.ts';
import { isSame, named, shown, valueChanges } from './change-words.ts';
import { joinRule } from './step-rules.ts';

/** What the fields of steps are called, in the order in which changes are told. The others are told by their own words below. */
const FIELDS: readonly (readonly [field: string, words: string])[] = [
  ['title', 'its title'],
  ['run', 'its function'],
  ['template', 'the template that it runs'],
  ['policy', 'its policy'],
  ['population', 'its population'],
  ['baseline', 'its baseline'],
  ['reforms', 'what it holds against the baseline'],
  ['date', 'its date'],
  ['inputs', 'the fact'],
  ['decisions', 'its decisions'],
  ['by', 'its groups'],
  ['measures', 'its measure'],
  ['workers', 'its workers'],
  ['with', 'the argument'],
  ['input', 'the input'],
  ['items', 'its list'],
  ['while', 'its condition'],
  ['maximumRounds', 'the number of rounds'],
  ['value', 'its value'],
  ['message', 'its message'],
  ['error', 'the name of its fault'],
  ['output', 'its output'],
  ['for', 'how long it waits'],
  ['until', 'until when it waits'],
  ['signal', 'its signal'],
  ['key', 'the key of its signal'],
  ['schema', 'what its signal brings'],
  ['question', 'what the person is shown'],
  ['form', 'its form'],
  ['selfApproval', 'approval by whoever started the run'],
  ['due', 'when it is due'],
  ['overdue', 'what happens when it is overdue'],
  ['rejected', 'what a rejection does'],
  ['batch', 'its batch'],
  ['maxConcurrency', 'the number of items at once'],
  ['tolerateFailures', 'the tolerated failures by'],
  ['exhausted', 'what happens when the rounds are used up'],
  ['tolerate', 'toleration of its faults'],
  ['timeouts', 'the timeout'],
  ['retry', 'its retry rule'],
  ['idempotencyKey', 'its idempotency key'],
  ['compensate', 'what undoes it'],
];

/** What fields that are not there are taken for. */
const DEFAULTS: JsonObject = {
  selfApproval: false,
  overdue: 'wait',
  rejected: 'complete',
  exhausted: 'fail',
  tolerate: false,
  with: {},
  timeouts: {},
};

const DEFAULTS_BY_TYPE: { readonly [type: string]: JsonObject } = {
  map: { batch: { size: 100 }, maxConcurrency: 8 },
  fail: { error: 'invalid' },
};

const fieldOf = (step: TemplateStep, field: string): Json | undefined =>
  (step as unknown as JsonObject)[field] ?? DEFAULTS_BY_TYPE[step.type]?.[field] ?? DEFAULTS[field];

/** `old` and `now` are sets of names. */
const setChanges = (old: readonly string[], now: readonly string[], gained: string, lost: string): readonly string[] => {
  const [left, right] = [new Set(old), new Set(now)];
  const [more, less] = [right.difference(left), left.difference(right)];
  return [...(more.size === 0 ? [] : [`${gained} ${named(more)}`]), ...(less.size === 0 ? [] : [`${lost} ${named(less)}`])];
};

const joinWords = (step: TemplateStep): string => {
  const join = joinRule(step.join);
  return `${join === 'all' ? 'all' : `at least ${join}`} ${step.type === 'parallel' ? 'branches' : 'steps that it waits for'} must be completed`;
};

const joinChanges = (before: TemplateStep, after: TemplateStep): readonly string[] =>
  joinRule(before.join) === joinRule(after.join)
    ? []
    : [`${joinWords(after)}, no longer ${joinWords(before).replace(/ (branches|steps) .*|$/, '')}`];

const startsWords = (then: readonly string[]): string => (then.length === 0 ? 'starts nothing' : `starts ${named(then)}`);

/** `on`: a condition, or the names of faults. */
type Branch = { readonly on: Json; readonly words: string; readonly then: readonly string[] };

/** Choices and catches: the order in which they are asked is part of what they mean. */
const branchChanges = (what: string, before: readonly Branch[], after: readonly Branch[]): readonly string[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const [was, is] = [before[index], after[index]];
    const name = `${what} ${index + 1}`;
    if (was === undefined) return is === undefined ? [] : [`${name} is new: on ${is.words} it ${startsWords(is.then)}`];
    if (is === undefined) return [`${name} is gone; on ${was.words} it ${startsWords(was.then)}`];
    return [
      ...(isSame(was.on, is.on) ? [] : [`${name} holds on ${is.words} instead of ${was.words}`]),
      ...(isSame([...was.then].sort(), [...is.then].sort())
        ? []
        : [`${name} ${startsWords(is.then)}; it ${startsWords(was.then).replace('starts', 'started')}`]),
    ];
  }).flat();

const choicesOf = (step: TemplateStep): readonly Branch[] =>
  step.type === 'choice' ? step.choices.map(({ when, then }) => ({ on: when, words: shown(when), then })) : [];
const catchesOf = (step: TemplateStep): readonly Branch[] =>
  (step.catch ?? []).map(({ errors, then }) => ({ on: [...errors].sort(), words: `the faults ${named(errors)}`, then }));
const defaultOf = (step: TemplateStep): readonly string[] => (step.type === 'choice' ? step.default : []);
const rolesOf = (step: TemplateStep): readonly string[] => (step.type === 'approval' ? step.roles : []);

/** Without those of the blocks inside of it. */
export const stepChanges = (before: TemplateStep, after: TemplateStep): readonly string[] => {
  const needs = setChanges(before.needs ?? [], after.needs ?? [], 'it also waits for', 'it no longer waits for');
  if (before.type !== after.type) return [`it is of the type "${after.type}" instead of "${before.type}"`, ...needs];
  return [
    ...needs,
    ...joinChanges(before, after),
    ...branchChanges('choice', choicesOf(before), choicesOf(after)),
    ...setChanges(defaultOf(before), defaultOf(after), 'where no choice holds it also starts', 'where no choice holds it no longer starts'),
    ...branchChanges('catch', catchesOf(before), catchesOf(after)),
    ...setChanges(rolesOf(before), rolesOf(after), 'it may also be decided by', 'it may no longer be decided by'),
    ...FIELDS.flatMap(([field, words]) => valueChanges(words, fieldOf(before, field), fieldOf(after, field))),
  ];
};
