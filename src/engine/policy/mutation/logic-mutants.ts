/** Every rule of every decision table changed in its conditions and its result, and every comparison of an expression or function turned. */
import { parseExpression, parseUnaryTests } from '../../feel/parse.ts';
import type { Scope } from '../../feel/scope.ts';
import type { CompareOperator, Range, Syntax } from '../../feel/syntax.ts';
import { pointerTo } from '../../model/json-pointer.ts';
import type { Decision, DecisionLogic, DecisionTable, PolicyDocument } from '../../model/policy-document.ts';
import type { ListType, ScalarType } from '../../model/value-type.ts';
import { givesList } from '../../table/gives-list.ts';
import { latestAt } from '../dated.ts';
import { readDeclarations, scopesOf } from '../declarations.ts';
import { type Mutant, withChange } from './mutant.ts';

/** A comparison that differs exactly where both sides are equal; equality is turned round. */
const TURNED: Readonly<Record<CompareOperator, CompareOperator>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '=': '!=', '!=': '=' };

type Edit = Range & { readonly text: string };

const isSyntax = (value: unknown): value is Syntax => typeof value === 'object' && value !== null && 'node' in value && 'range' in value;

const operatorEdit = (source: string, within: Range, operator: CompareOperator): Edit => {
  const from = source.indexOf(operator, within.from);
  return { from, to: from + operator.length, text: TURNED[operator] };
};

/** Every comparison below the syntax; what stands between its two sides is its operator. */
const comparisonEdits = (source: string, syntax: unknown): Edit[] => {
  if (Array.isArray(syntax)) return syntax.flatMap((item) => comparisonEdits(source, item));
  if (typeof syntax !== 'object' || syntax === null) return [];
  const own: Edit[] = [];
  if (isSyntax(syntax)) {
    if (syntax.node === 'compare' && syntax.right.node !== 'comparison-test') {
      own.push(operatorEdit(source, { from: syntax.left.range.to, to: syntax.right.range.from }, syntax.operator));
    } else if (syntax.node === 'comparison-test') {
      own.push(operatorEdit(source, syntax.range, syntax.operator));
    } else if (syntax.node === 'interval') {
      const { from, to } = syntax.range;
      own.push({ from, to: from + 1, text: syntax.lowClosed ? '(' : '[' }, { from: to - 1, to, text: syntax.highClosed ? ')' : ']' });
    }
  }
  return [...own, ...Object.values(syntax).flatMap((part) => comparisonEdits(source, part))];
};

const edited = (source: string, { from, to, text }: Edit): string => source.slice(0, from) + text + source.slice(to);

const BARE_WORD = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Another result of the type; undefined where none can be told from the text. */
const otherResult = (type: ScalarType | ListType, text: string): string | undefined => {
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return `(${text}) + 1`;
    case 'boolean':
      return `not(${text})`;
    case 'string':
      return `(${text}) + "x"`;
    case 'enum': {
      const word = BARE_WORD.test(text.trim()) ? text.trim() : undefined;
      return type.values.find((value) => BARE_WORD.test(value) && value !== word);
    }
    default:
      return undefined;
  }
};

type Change = { readonly pointer: string; readonly before: string; readonly after: string | undefined };

const expressionChanges = (source: string, pointer: string, scope: Scope): Change[] =>
  comparisonEdits(source, parseExpression(source, scope).syntax).map((edit) => ({ pointer, before: source, after: edited(source, edit) }));

const cellChanges = (source: string, pointer: string, scope: Scope): Change[] => {
  const tests = parseUnaryTests(source, scope).syntax?.tests;
  if (tests === undefined) return [];
  const texts = new Set([...comparisonEdits(source, tests).map((edit) => edited(source, edit)), '-']);
  return [...texts].map((after) => ({ pointer, before: source, after }));
};

const resultChange = (type: ScalarType | ListType, text: string, pointer: string): Change[] => {
  const after = otherResult(type, text);
  return after === undefined ? [] : [{ pointer, before: text, after }];
};

/** What one rule of the table gives. */
const typeOfOne = (decision: Decision, table: DecisionTable): ScalarType | ListType =>
  decision.type === 'list' && givesList(table) ? decision.items : decision;

const tableChanges = (table: DecisionTable, decision: Decision, pointer: string, scope: Scope): Change[] => [
  ...table.inputs.flatMap((source, column) => expressionChanges(source, pointerTo(pointer, 'inputs', column), scope)),
  ...table.rules.flatMap(({ when, then: result }, index) => {
    const at = pointerTo(pointer, 'rules', index);
    return [
      { pointer: at, before: `${when.join(', ')} → ${result}`, after: undefined },
      ...when.flatMap((cell, column) => cellChanges(cell, pointerTo(at, 'when', column), scope)),
      ...resultChange(typeOfOne(decision, table), result, pointerTo(at, 'then')),
    ];
  }),
  ...(table.otherwise === undefined ? [] : resultChange(typeOfOne(decision, table), table.otherwise, pointerTo(pointer, 'otherwise'))),
];

const logicChanges = (logic: Partial<DecisionLogic>, decision: Decision, pointer: string, scope: Scope): Change[] => {
  if ('table' in logic && logic.table !== undefined) return tableChanges(logic.table, decision, pointerTo(pointer, 'table'), scope);
  return 'feel' in logic && logic.feel !== undefined ? expressionChanges(logic.feel, pointerTo(pointer, 'feel'), scope) : [];
};

export function* logicMutants(policy: PolicyDocument): Generator<Mutant> {
  const { unit, ofMember } = scopesOf(readDeclarations(policy).declarations);
  for (const [name, { feel }] of Object.entries(policy.functions ?? {})) {
    for (const change of expressionChanges(feel, pointerTo('/functions', name, 'feel'), unit)) {
      yield { ...change, policy: withChange(policy, change.pointer, change.after), isInForce: () => true };
    }
  }
  for (const [name, decision] of Object.entries(policy.decisions)) {
    const scope = (decision.of === undefined ? unit : ofMember.get(decision.of)) ?? unit;
    const pointer = pointerTo('/decisions', name);
    const sinceAt = (date: string): string | undefined => latestAt(decision.from ?? {}, date)?.since;
    const mutant = (change: Change, since: string | undefined): Mutant => ({
      ...change,
      policy: withChange(policy, change.pointer, change.after),
      isInForce: (date) => sinceAt(date) === since,
    });
    for (const change of logicChanges(decision as Partial<DecisionLogic>, decision, pointer, scope)) yield mutant(change, undefined);
    for (const [since, logic] of Object.entries(decision.from ?? {})) {
      for (const change of logicChanges(logic, decision, pointerTo(pointer, 'from', since), scope)) yield mutant(change, since);
    }
  }
}
