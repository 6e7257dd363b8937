/** Checks a policy document: every mistake of it at once, each told once and at its place. */
import { type SchemaFinding, schemaFindings } from '../document/schema-problems.ts';
import { didYouMean, nearest, wholeText } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { isWithin, pointerTo } from '../model/json-pointer.ts';
import type { PolicyDocument, PolicyTest } from '../model/policy-document.ts';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import { decisionProblems } from './check-decisions.ts';
import { parameterProblems } from './check-parameters.ts';
import { testProblems } from './check-tests.ts';
import { type Declaration, type Declarations, readDeclarations, scopesOf } from './declarations.ts';
import { functionProblems } from './policy-functions.ts';
import { wholePolicy } from './whole-policy.ts';

const SECTIONS = ['inputs', 'parameters', 'functions', 'decisions'];

/** Whether all names that expressions may read are there: with a section missing, every name of it would seem unknown. */
const hasSections = (document: JsonObject, findings: readonly SchemaFinding[]): boolean => {
  if (!isJsonObject(document.inputs) || !isJsonObject(document.decisions)) return false;
  if ([document.parameters, document.functions].some((section) => section !== undefined && !isJsonObject(section))) return false;
  const misspelt = ({ pointer, harmless }: SchemaFinding): boolean =>
    harmless && pointer.lastIndexOf('/') === 0 && nearest(pointer.slice(1), SECTIONS) !== undefined;
  return !findings.some(misspelt);
};

/** Bounds are texts or numbers; of anything else the schema tells. */
const boundText = (bound: Json | undefined): string | undefined =>
  typeof bound === 'string' || typeof bound === 'number' ? String(bound) : undefined;

const rangeProblem = ({ json, pointer, kind }: Declaration): Problem[] => {
  const [min, max] = [boundText(json.min), boundText(json.max)];
  if (kind === 'list' || min === undefined || max === undefined) return [];
  const [low, high] = [Exact.parse(min), Exact.parse(max)];
  const isEmpty = json.type === 'date' ? min > max : low !== undefined && high !== undefined && low.compare(high) > 0;
  return isEmpty
    ? [{ pointer: pointerTo(pointer, 'min'), message: `"min" is above "max", so that no value fits`, expected: `at most ${max}` }]
    : [];
};

const rangeProblems = ({ unit, lists }: Declarations): Problem[] =>
  [...unit.values(), ...[...lists.values()].flatMap((inner) => [...inner.values()])].flatMap(rangeProblem);

/** Decisions that the document names as outcome and amounts: decisions of the unit, of the right type. */
const publishedProblems = (document: JsonObject, { unit, lists }: Declarations, isSound: (pointer: string) => boolean): Problem[] => {
  const decisions = [...unit.values()].filter(({ kind }) => kind === 'decision');
  const ofMembers = [...lists.values()].flatMap((inner) => [...inner.values()]).filter(({ kind }) => kind === 'decision');
  const check = (name: Json | undefined, pointer: string, type: string): Problem[] => {
    if (typeof name !== 'string') return [];
    const decision = decisions.find((found) => found.name === name);
    if (decision !== undefined) {
      if (decision.json.type === type || !isSound(decision.pointer)) return [];
      return [
        {
          pointer,
          message: `the decision "${name}" is of the type ${JSON.stringify(decision.json.type)}`,
          expected: `a decision of the type "${type}"`,
        },
      ];
    }
    if (ofMembers.some((found) => found.name === name)) {
      return [{ pointer, message: `the decision "${name}" is made for each member`, expected: 'a decision of the unit' }];
    }
    const fitting = decisions.filter(({ json }) => json.type === type).map((found) => found.name);
    return [
      {
        pointer,
        message: `there is no decision "${name}"`,
        expected: `a decision of the type "${type}"`,
        ...didYouMean(name, fitting, wholeText(name)),
      },
    ];
  };
  const outcome = decisions.find(({ name }) => name === document.outcome);
  const values = outcome?.json.values;
  const reserved = Array.isArray(values) ? values.indexOf(UNDETERMINED) : -1;
  return [
    ...check(document.outcome, '/outcome', 'enum'),
    ...(Array.isArray(document.amounts)
      ? document.amounts.flatMap((name, index) => check(name, pointerTo('/amounts', index), 'decimal'))
      : []),
    ...(outcome === undefined || reserved === -1
      ? []
      : [
          {
            pointer: pointerTo(outcome.pointer, 'values', reserved),
            message: `"${UNDETERMINED}" is the outcome of a case whose outcome has no value`,
            expected: 'another name',
          },
        ]),
  ];
};

const soundTests = (document: JsonObject, isSound: (pointer: string) => boolean): PolicyTest[] | undefined => {
  const needed = ['/inputs', '/decisions', '/tests'];
  return Array.isArray(document.tests) && needed.every(isSound) ? (document.tests as PolicyTest[]) : undefined;
};

const allProblems = (document: Json): Problem[] => {
  const findings = schemaFindings('policy', document);
  const problems = findings.map(({ problem }) => problem);
  if (!isJsonObject(document) || !hasSections(document, findings)) return problems;
  const isSound = (pointer: string): boolean => !findings.some((finding) => !finding.harmless && isWithin(finding.pointer, pointer));
  const { declarations, problems: clashes } = readDeclarations(document);
  const tests = soundTests(document, isSound);
  return [
    ...problems,
    ...clashes,
    ...rangeProblems(declarations),
    ...parameterProblems(declarations, isSound),
    ...(isSound('/functions') ? functionProblems(scopesOf(declarations).functions) : []),
    ...decisionProblems(document, declarations, isSound),
    ...publishedProblems(document, declarations, isSound),
    ...(tests === undefined ? [] : testProblems(document as PolicyDocument, tests, '/tests')),
  ];
};

/**
 * Checks a policy. The value is ready for use, see `wholePolicy`. Problems carry `name` as their document.
 */
export const checkPolicy = (document: Json, name?: string): Result<PolicyDocument> => {
  const problems = allProblems(document);
  return problems.length === 0 ? { ok: true, value: wholePolicy(document) } : mistakesIn('the policy', problems, name);
};
