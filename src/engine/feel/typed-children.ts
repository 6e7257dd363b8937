/** Every expression that stands directly within another one, for those who look through a whole tree. */
import type { Test, Typed } from './typed.ts';

const inTest = (test: Test): readonly Typed[] => {
  switch (test.test) {
    case 'compare':
      return [test.right];
    case 'interval':
      return [test.low, test.high];
    case 'member':
      return [test.list];
    case 'condition':
      return [test.condition];
    case 'dynamic':
      return [test.value];
    case 'null':
      return [];
  }
};

export const partsOfTests = (tests: readonly Test[]): readonly Typed[] => tests.flatMap(inTest);

const given = (part: Typed | undefined): readonly Typed[] => (part === undefined ? [] : [part]);

/** In the order of the source. Operations of conformance mode are not looked into. */
export const childrenOf = (typed: Typed): readonly Typed[] => {
  switch (typed.node) {
    case 'literal':
    case 'name':
    case 'local':
    case 'dynamic':
      return [];
    case 'field':
    case 'project':
    case 'date-part':
    case 'property':
    case 'negate':
    case 'is-null':
    case 'not':
    case 'instance-of':
      return [typed.of];
    case 'keyed':
      return [typed.of, typed.key];
    case 'arithmetic':
    case 'temporal':
    case 'join':
    case 'compare':
    case 'and':
    case 'or':
      return [typed.left, typed.right];
    case 'if':
      return [typed.condition, typed.then, typed.otherwise];
    case 'in':
      return [typed.of, ...partsOfTests(typed.tests)];
    case 'list':
      return typed.items;
    case 'context':
      return typed.entries.map(({ value }) => value);
    case 'filter':
      return [typed.of, typed.condition];
    case 'item-at':
      return [typed.of, typed.index];
    case 'for':
    case 'quantified':
      return [...typed.iterations.flatMap(({ from, to }) => [from, ...given(to)]), typed.body];
    case 'call':
      return typed.arguments;
    case 'inline':
      return [...typed.bindings.map(({ value }) => value), typed.body];
    case 'range':
      return [...given(typed.low), ...given(typed.high)];
    case 'function':
      return given(typed.body);
    case 'invoke':
      return [typed.of, ...typed.arguments.map(({ value }) => value)];
  }
};
