/** Checks that decisions with a declared scale, and integers, never need more digits: what is divided or multiplied is rounded before it runs. */
import type { Expression } from '../feel/index.ts';
import { NOTHING, NumberUnits, operationText, type Units, unitOfScale } from '../feel/number-unit.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import type { Exact } from '../model/exact.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { Logic } from './compile-logic.ts';
import { decisionsReadBy } from './decisions-read-by.ts';
import { type Declaration, type Declarations, PERIOD } from './declarations.ts';

/** A decision with the logics that could be compiled, each at its pointer. */
export type ScaledDecision = {
  readonly name: string;
  readonly list: string | undefined;
  readonly logics: readonly { readonly pointer: string; readonly logic: Logic }[];
};

/** An expression that gives the decision's value. */
type Conclusion = { readonly pointer: string; readonly expression: Expression };

const PERIOD_UNITS: Units = {
  fields: new Map(['year', 'month'].map((name) => [name, { unit: unitOfScale(0) }])),
};

/** Digits after the point that all values, or all items of a list, have room in; undefined where they may be any. */
const scaleOf = ({ type, scale, items }: JsonObject): number | undefined => {
  if (type === 'list') return isJsonObject(items) ? scaleOf(items) : undefined;
  if (type === 'integer') return 0;
  return type === 'decimal' && typeof scale === 'number' ? scale : undefined;
};

const declaredUnit = (json: JsonObject): Exact | undefined => {
  const scale = scaleOf(json);
  return scale === undefined ? undefined : unitOfScale(scale);
};

const conclusionsOf = ({ pointer, logic: { expression, table } }: ScaledDecision['logics'][number]): Conclusion[] => {
  if (expression !== undefined) return [{ pointer: pointerTo(pointer, 'feel'), expression }];
  if (table === undefined || table.aggregator === 'COUNT') return [];
  const at = pointerTo(pointer, 'table');
  return [
    ...table.rules.map(({ conclusion }, rule) => ({ pointer: pointerTo(at, 'rules', rule, 'then'), expression: conclusion })),
    ...(table.otherwise === undefined ? [] : [{ pointer: pointerTo(at, 'otherwise'), expression: table.otherwise as Expression }]),
  ];
};

class ScaleChecker {
  readonly #declarations: Declarations;
  /** Of decisions without a declared scale, as far as their logic tells. */
  readonly #computed = new Map<string, Units>();

  readonly #isSound: (pointer: string) => boolean;

  constructor(declarations: Declarations, isSound: (pointer: string) => boolean) {
    this.#declarations = declarations;
    this.#isSound = isSound;
  }

  /** Of what has a mistake that is told already nothing is held against those who read it: it counts as no number at all. */
  #unitsOfDeclaration({ kind, name, json, pointer }: Declaration): Units {
    if (kind === 'list') return this.#unitsOfList(name);
    if (!this.#isSound(pointer)) return NOTHING;
    const unit = declaredUnit(json);
    if (unit !== undefined) return { unit };
    return kind === 'decision' ? (this.#computed.get(name) ?? NOTHING) : {};
  }

  #unitsOfList(list: string): Units {
    const inner = this.#declarations.lists.get(list) ?? new Map<string, Declaration>();
    return { fields: new Map([...inner.values()].map((field) => [field.name, this.#unitsOfDeclaration(field)])) };
  }

  #numbers(list: string | undefined): NumberUnits {
    const { unit, lists } = this.#declarations;
    const inner = list === undefined ? undefined : lists.get(list);
    return new NumberUnits((name) => {
      if (name === PERIOD) return PERIOD_UNITS;
      const declaration = inner?.get(name) ?? unit.get(name);
      return declaration === undefined ? {} : this.#unitsOfDeclaration(declaration);
    });
  }

  #jsonOf({ name, list }: ScaledDecision): JsonObject {
    const { unit, lists } = this.#declarations;
    return (list === undefined ? unit : lists.get(list))?.get(name)?.json ?? {};
  }

  /** To be called for decisions in the order in which they depend on each other. */
  check(decision: ScaledDecision): Problem[] {
    const numbers = this.#numbers(decision.list);
    const conclusions = decision.logics.flatMap(conclusionsOf);
    const scale = scaleOf(this.#jsonOf(decision));
    if (scale !== undefined) return conclusions.flatMap((conclusion) => unfitProblems(numbers, conclusion, scale));
    const [first, ...others] = conclusions.map(({ expression }) => expression.syntax);
    if (first !== undefined) this.#computed.set(decision.name, numbers.unitsOfAny([first, ...others]));
    return [];
  }
}

const unfitProblems = (numbers: NumberUnits, { pointer, expression }: Conclusion, scale: number): Problem[] => {
  const { syntax, source } = expression;
  const step = unitOfScale(scale);
  if (numbers.fits(syntax, step)) return [];
  const culprit = numbers.culprit(syntax, step);
  const what = operationText(culprit, ({ from, to }) => source.slice(from, to));
  const digits = scale === 0 ? 'a fraction' : `more than ${scale} ${scale === 1 ? 'digit' : 'digits'} after the point`;
  const text = source.trim();
  const from = source.indexOf(text);
  return [
    {
      pointer,
      range: culprit.range,
      message: `${what} may have ${digits}, which the decision does not keep`,
      expected: scale === 0 ? 'a whole number' : `a whole multiple of ${step.toText()}`,
      ...(syntax.type.kind === 'list'
        ? { suggestion: `round each item, such as with for item in … return round half up(item, ${scale})` }
        : {
            suggestion: `round the result, such as with round half up(…, ${scale})`,
            fix: { range: { from, to: from + text.length }, replacement: `round half up(${text}, ${scale})` },
          }),
    },
  ];
};

/**
 * Problems of decisions whose values are not proven to be whole multiples of what their type declares. Inputs and parameters count by their declared
 * scale, decisions without one by their logic; a decision that has neither may be any fraction.
 */
export const scaleProblems = (
  decisions: readonly ScaledDecision[],
  declarations: Declarations,
  isSound: (pointer: string) => boolean,
): Problem[] => {
  const byName = new Map(decisions.map((decision) => [decision.name, decision]));
  const reads = ({ list, logics }: ScaledDecision): string[] => logics.flatMap(({ logic }) => decisionsReadBy(logic, declarations, list));
  const { order } = dependencyOrder(new Map(decisions.map((decision) => [decision.name, reads(decision)])));
  const checker = new ScaleChecker(declarations, isSound);
  return order.flatMap((name) => checker.check(byName.get(name) as ScaledDecision));
};
