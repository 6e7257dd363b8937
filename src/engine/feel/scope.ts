/** The names that an expression may read, with their types. */
import type { FeelType } from './type.ts';

/** Build one per policy and keep it: the parser that knows its names is made once per scope object. */
export type Scope = {
  readonly names: ReadonlyMap<string, FeelType>;
  /** Types that "instance of" and the parameters of functions may name, beside the built-in ones. */
  readonly types?: ReadonlyMap<string, FeelType>;
};

export const EMPTY_SCOPE: Scope = { names: new Map() };
