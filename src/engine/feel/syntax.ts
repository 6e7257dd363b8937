/** What was written: the syntax tree before names and types are resolved. Ranges are UTF-16 offsets into the source. */

export type Range = { readonly from: number; readonly to: number };

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type IterationSyntax = {
  readonly name: string;
  readonly range: Range;
  readonly from: Syntax;
  /** The end of `from..to`; without it `from` is a list. */
  readonly to?: Syntax;
};

export type IntervalSyntax = {
  readonly node: 'interval';
  readonly low: Syntax;
  readonly high: Syntax;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
};

/** A type as it stands in the source: after `instance of`, or at a parameter of a function. */
export type TypeSyntax = { readonly range: Range } & (
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'list' | 'range'; readonly of: TypeSyntax }
  | { readonly type: 'context'; readonly fields: readonly { readonly name: string; readonly of: TypeSyntax }[] }
  | { readonly type: 'function'; readonly parameters: readonly TypeSyntax[]; readonly result: TypeSyntax }
);

export type ParameterSyntax = { readonly name: string; readonly range: Range; readonly type?: TypeSyntax };

export type ArgumentSyntax = { readonly name?: string; readonly range: Range; readonly value: Syntax };

type Form =
  | { readonly node: 'number'; readonly text: string }
  | { readonly node: 'text'; readonly value: string }
  | { readonly node: 'boolean'; readonly value: boolean }
  | { readonly node: 'null' }
  /** `@"2025-01-01"` */
  | { readonly node: 'at'; readonly text: string }
  /** A free or bound name; `?` is the name of a unary test's input. */
  | { readonly node: 'name'; readonly name: string }
  | { readonly node: 'sign'; readonly negative: boolean; readonly of: Syntax }
  | { readonly node: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly node: 'compare'; readonly operator: CompareOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly node: 'and' | 'or'; readonly left: Syntax; readonly right: Syntax }
  | { readonly node: 'between'; readonly of: Syntax; readonly low: Syntax; readonly high: Syntax }
  | { readonly node: 'in'; readonly of: Syntax; readonly tests: readonly Syntax[] }
  /** `< 5`, which stands only where a test stands. */
  | { readonly node: 'comparison-test'; readonly operator: CompareOperator; readonly right: Syntax }
  | IntervalSyntax
  | { readonly node: 'if'; readonly condition: Syntax; readonly then: Syntax; readonly otherwise: Syntax }
  | { readonly node: 'for'; readonly iterations: readonly IterationSyntax[]; readonly body: Syntax }
  | {
      readonly node: 'quantified';
      readonly quantifier: 'some' | 'every';
      readonly iterations: readonly IterationSyntax[];
      readonly body: Syntax;
    }
  | { readonly node: 'path'; readonly of: Syntax; readonly field: string; readonly fieldRange: Range }
  | { readonly node: 'filter'; readonly of: Syntax; readonly condition: Syntax }
  | {
      readonly node: 'call';
      readonly name: string;
      readonly nameRange: Range;
      readonly arguments: readonly ArgumentSyntax[];
    }
  /** A call of what an expression gives: `f(1)(2)`, `library.f(1)`. */
  | { readonly node: 'invoke'; readonly of: Syntax; readonly arguments: readonly ArgumentSyntax[] }
  /** `external`: the body describes a function of another language, which is not here. */
  | { readonly node: 'function'; readonly parameters: readonly ParameterSyntax[]; readonly body: Syntax; readonly external: boolean }
  | { readonly node: 'instance-of'; readonly of: Syntax; readonly type: TypeSyntax }
  | { readonly node: 'list'; readonly items: readonly Syntax[] }
  | {
      readonly node: 'context';
      readonly entries: readonly { readonly key: string; readonly keyRange: Range; readonly value: Syntax }[];
    }
  /** FEEL that this profile does not have; `what` names it. */
  | { readonly node: 'unsupported'; readonly what: string }
  /** Where the syntax is wrong. A problem tells so already. */
  | { readonly node: 'missing' };

export type Syntax = { readonly range: Range } & Form;

export type UnaryTestsSyntax = {
  readonly range: Range;
  /** Undefined for "-", which every value passes. */
  readonly tests?: readonly Syntax[];
  readonly negated: boolean;
};
