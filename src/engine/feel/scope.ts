/** The names that an expression may read, with their types. */
import type { Syntax } from './syntax.ts';
import type { FeelType } from './type.ts';

/** A function that expressions may call beside the built-in ones. It is checked by itself before. */
export type ScopeFunction = {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: FeelType }[];
  readonly result: FeelType;
  readonly source: string;
  readonly syntax: Syntax;
  /** What the body may read beside its parameters: names that stand for the same wherever it is called. */
  readonly scope: Scope;
};

export type ScopeFunctions = { get(name: string): ScopeFunction | undefined; readonly names: readonly string[] };

/** Build one per policy and keep it: the parser that knows its names is made once per scope object. */
export type Scope = {
  readonly names: ReadonlyMap<string, FeelType>;
  /** Types that "instance of" and the parameters of functions may name, beside the built-in ones. */
  readonly types?: ReadonlyMap<string, FeelType>;
  readonly functions?: ScopeFunctions;
};

export const EMPTY_SCOPE: Scope = { names: new Map() };
