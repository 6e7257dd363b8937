/** What the compilation of one expression carries: its source for messages, and whether the closures shall record. */
import type { Range } from '../syntax.ts';
import type { Typed } from '../typed.ts';
import { compileNode } from './compile-node.ts';
import type { Run } from './frame.ts';

export type Compiler = {
  readonly traced: boolean;
  readonly textOf: (range: Range) => string;
  readonly compile: (typed: Typed) => Run;
};

/** Closures with tracing are made apart from those without, so that the usual evaluation pays nothing for it. */
export const compilerFor = (source: string, traced: boolean): Compiler => {
  const compiler: Compiler = {
    traced,
    textOf: (range) => source.slice(range.from, range.to),
    compile: (typed) => compileNode(compiler, typed),
  };
  return compiler;
};
