/** The names that the logic of a model reads: with their types while it is compiled, with their values while it runs. */
import type { Environment, FeelType, Scope } from '../feel/index.ts';
import type { Value } from '../model/value.ts';

/** The scope with further names, which hide those of the same spelling. */
export const withNames = (scope: Scope, names: Iterable<readonly [string, FeelType]>): Scope => ({
  ...scope,
  names: new Map([...scope.names, ...names]),
});

/** The environment with further values. `values` may grow while it is in use. */
export const withValues = (environment: Environment, values: ReadonlyMap<string, Value>): Environment => ({
  ...environment,
  lookup: (name) => values.get(name) ?? environment.lookup(name),
});
