/** What the checker carries from node to node: the scope, the bound names, and what it has found so far. */

import type { Problem } from '../../model/problem.ts';
import type { Misspelt } from '../nearest.ts';
import { nullOf } from '../null-of.ts';
import { plainName } from '../parser.ts';
import type { Scope, ScopeFunctions } from '../scope.ts';
import type { Slot } from '../slot.ts';
import type { Range, Syntax } from '../syntax.ts';
import { type FeelType, typeText, UNKNOWN } from '../type.ts';
import { fits } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { literalFix } from './literal-fix.ts';

/** Names that are bound inside of the expression, innermost first. */
export type Locals = {
  readonly name: string;
  readonly slot: Slot;
  readonly type: FeelType;
  /** Whether the fields of the bound context are names of their own, as inside of a filter. */
  readonly opened: boolean;
  readonly outer: Locals | undefined;
};

export type ScopeName = { readonly name: string; readonly type: FeelType };

export type Findings = {
  readonly problems: Problem[];
  /** Conformance mode: names that nothing has. They are null when they are read. */
  readonly unknownNames: Problem[];
  /** Names of the scope that are read. */
  readonly reads: Set<string>;
  /** Fields of named contexts that are read: "members.age". */
  readonly fields: Set<string>;
  readonly usedSlots: Set<Slot>;
  /** Conformance mode: slots whose value is read in another way than through a filter. */
  readonly keptSlots: Set<Slot>;
  slotCount: number;
  /** Whether functions are made that something may call: what they do has a limit of its own. */
  callsValues: boolean;
  /** Bodies of functions of the scope that were taken in. */
  bodies: number;
  /** How deep the node that is checked lies in the tree, and the deepest of those that were. */
  level: number;
  deepest: number;
};

export type Checker = {
  readonly source: string;
  readonly names: ReadonlyMap<string, ScopeName>;
  /** Types that are declared beside the built-in ones. */
  readonly types: ReadonlyMap<string, FeelType>;
  readonly functions: ScopeFunctions;
  readonly locals: Locals | undefined;
  readonly findings: Findings;
  readonly check: (checker: Checker, syntax: Syntax) => Typed;
};

const namesByScope = new WeakMap<Scope, ReadonlyMap<string, ScopeName>>();

/** The names of a scope by the form in which lezer-feel compares them. */
export const namesOf = (scope: Scope): ReadonlyMap<string, ScopeName> => {
  let names = namesByScope.get(scope);
  if (names === undefined) {
    names = new Map([...scope.names].map(([name, type]) => [plainName(name), { name, type }]));
    namesByScope.set(scope, names);
  }
  return names;
};

const NO_TYPES: ReadonlyMap<string, FeelType> = new Map();
const NO_FUNCTIONS: ScopeFunctions = { get: () => undefined, names: [] };

/** `check`: that of the typed profile, or of conformance mode. */
export const startChecker = (source: string, scope: Scope, check: Checker['check']): Checker => ({
  source,
  names: namesOf(scope),
  types: scope.types ?? NO_TYPES,
  functions: scope.functions ?? NO_FUNCTIONS,
  locals: undefined,
  findings: {
    problems: [],
    unknownNames: [],
    reads: new Set(),
    fields: new Set(),
    usedSlots: new Set(),
    keptSlots: new Set(),
    slotCount: 0,
    callsValues: false,
    bodies: 0,
    level: 0,
    deepest: 0,
  },
  check: (checker, syntax) => {
    const { findings } = checker;
    findings.level++;
    findings.deepest = Math.max(findings.deepest, findings.level);
    const typed = check(checker, syntax);
    findings.level--;
    return typed;
  },
});

/** Checks a part and counts the levels of the tree that it has. */
export const checkWithLevels = (checker: Checker, syntax: Syntax): { readonly typed: Typed; readonly levels: number } => {
  const { findings } = checker;
  const { level, deepest } = findings;
  findings.deepest = level;
  const typed = checker.check(checker, syntax);
  const levels = findings.deepest - level;
  findings.deepest = Math.max(deepest, findings.deepest);
  return { typed, levels };
};

export const newSlot = (checker: Checker): Slot => checker.findings.slotCount++;

export type Binding = { readonly name: string; readonly slot: Slot; readonly type: FeelType; readonly opened?: boolean };

/** The same checker with one more bound name. */
export const bind = (checker: Checker, { name, slot, type, opened = false }: Binding): Checker => ({
  ...checker,
  locals: { name, slot, type, opened, outer: checker.locals },
});

export type Hint = Pick<Problem, 'expected' | 'suggestion' | 'fix'>;

export const report = (checker: Checker, range: Range, message: string, hint: Hint = {}): void => {
  checker.findings.problems.push({ range, message, ...hint });
};

const NAME_SHOWN_MAX = 60;

/** A name from the source as a message quotes it. */
export const shortName = (name: string): string => (name.length <= NAME_SHOWN_MAX ? `"${name}"` : `"${name.slice(0, NAME_SHOWN_MAX)}…"`);

/** Stands in for what could not be typed, so that one mistake is told once. */
export const broken = (range: Range): Typed => ({
  type: UNKNOWN,
  range,
  node: 'literal',
  value: nullOf('error', '', 'the expression has a mistake'),
});

/** Reports an operand that is no `type`. `user` is what needs it: `"+"`, `the condition`. */
export const needs = (checker: Checker, operand: Typed, type: FeelType, user: string): boolean => {
  if (fits(operand.type, type)) return true;
  report(checker, operand.range, `${user} needs ${typeText(type)}, and this is ${typeText(operand.type)}`, {
    expected: typeText(type),
    ...keyHint(checker, operand),
    ...literalFix(operand, type),
  });
  return false;
};

/** A parameter with keys that is used as if it had one value. */
export const keyHint = (checker: Checker, operand: Typed): Hint =>
  operand.type.kind === 'keyed'
    ? { suggestion: `pick one value with ${checker.source.slice(operand.range.from, operand.range.to)}[…]` }
    : {};

/** A text that is written in the source, as what may be misspelt. */
export const writtenText = ({ node, type, range }: Typed): Misspelt | undefined =>
  node === 'literal' && type.kind === 'string' ? { range, write: (text) => JSON.stringify(text) } : undefined;

export const isNullLiteral = (typed: Typed): boolean => typed.node === 'literal' && typed.type.kind === 'null';
