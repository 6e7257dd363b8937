/** What the compilation of one expression carries: its source for messages, and whether the closures shall record. */
import type { Range } from '../syntax.ts';
import type { Typed } from '../typed.ts';
import type { Run } from './frame.ts';

export type Compiler = {
  readonly traced: boolean;
  readonly textOf: (range: Range) => string;
  readonly compile: (typed: Typed) => Run;
};
