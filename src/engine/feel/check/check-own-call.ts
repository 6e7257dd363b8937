/** Calls of functions that the scope has beside the built-in ones: the body takes the place of the call, with slots of its own. */
import type { ScopeFunction } from '../scope.ts';
import type { Range, Syntax } from '../syntax.ts';
import type { Typed } from '../typed.ts';
import { bind, broken, type Checker, namesOf, needs, newSlot, report, shortName } from './checker.ts';

type Argument = { readonly name?: string; readonly range: Range; readonly value: Typed };

/**
 * Bodies that one expression may take in, all together, and the level of the tree up to which: functions that call functions
 * would otherwise make trees that are as large as one likes.
 */
const BODIES_MAX = 1_000;
const LEVEL_MAX = 600;

const signatureText = ({ name, parameters }: ScopeFunction): string =>
  `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;

/** The arguments in the order of the parameters; undefined where their number or names are not those of the parameters. */
const inOrder = ({ parameters }: ScopeFunction, given: readonly Argument[]): readonly Argument[] | undefined => {
  if (given.length !== parameters.length) return undefined;
  if (given.every(({ name }) => name === undefined)) return given;
  const ordered = parameters
    .map((parameter) => given.find(({ name }) => name === parameter.name))
    .filter((argument) => argument !== undefined);
  return ordered.length === parameters.length ? ordered : undefined;
};

/** The mistakes of the body are told where it stands, not where it is called. */
const checkBody = (checker: Checker, syntax: Syntax): Typed => {
  const { problems } = checker.findings;
  const before = problems.length;
  const body = checker.check(checker, syntax);
  problems.length = before;
  return body;
};

export const checkOwnCall = (
  checker: Checker,
  { name, range }: { readonly name: string; readonly range: Range },
  own: ScopeFunction,
  given: readonly Argument[],
): Typed => {
  const ordered = inOrder(own, given);
  if (ordered === undefined) {
    const isCount = given.length !== own.parameters.length;
    const told = isCount
      ? `is called with ${given.length} ${given.length === 1 ? 'argument' : 'arguments'}`
      : 'has no parameters of these names';
    report(checker, range, `${shortName(name)} ${told}`, { expected: signatureText(own) });
    return { ...broken(range), type: own.result };
  }
  const { findings } = checker;
  if (++findings.bodies > BODIES_MAX || findings.level > LEVEL_MAX) {
    report(checker, range, `the functions that are called here call too many others`, { suggestion: 'make a decision of a part' });
    return { ...broken(range), type: own.result };
  }
  let inner: Checker = { ...checker, source: own.source, names: namesOf(own.scope), locals: undefined };
  const bindings = own.parameters.map((parameter, index) => {
    const { value } = ordered[index] as Argument;
    needs(checker, value, parameter.type, `"${parameter.name}" of ${shortName(name)}`);
    const slot = newSlot(checker);
    inner = bind(inner, { name: parameter.name, slot, type: parameter.type });
    return { slot, value };
  });
  return { range, node: 'inline', type: own.result, name, bindings, source: own.source, body: checkBody(inner, own.syntax) };
};
