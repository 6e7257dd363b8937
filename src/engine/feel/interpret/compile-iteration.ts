/** Filters, `for`, `some` and `every`: bodies that run once per item. */
import { Exact } from '../../model/exact.ts';
import { isList, Null, type Value } from '../../model/value.ts';
import { LIST_LENGTH_MAX } from '../limits.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import type { Slot } from '../slot.ts';
import { traceValue } from '../trace.ts';
import type { Iteration, Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { type Frame, type Run, tooManyItems, traceOf, visits } from './frame.ts';

type Of<N extends Typed['node']> = Extract<Typed, { readonly node: N }>;

/** Runs a body for one item; in a trace, the item is an entry and what the body reads is below it. */
const itemRunner = (body: Run, slot: Slot, name: string, traced: boolean): ((frame: Frame, item: Value, index: number) => Value) => {
  const run = (frame: Frame, item: Value): Value => {
    frame.slots[slot] = item;
    return body(frame);
  };
  if (!traced) return run;
  return (frame, item, index) => traceOf(frame).item(() => run(frame, item), { name, index, item });
};

export const compileFilter = ({ compile, traced, textOf }: Compiler, typed: Of<'filter'>): Run => {
  const list = compile(typed.of);
  const keeps = itemRunner(compile(typed.condition), typed.slot, 'item', traced);
  const text = textOf(typed.range);
  const filter = (frame: Frame, items: readonly Value[]): Value => {
    const kept: Value[] = [];
    let open: Null | undefined;
    for (let index = 0; index < items.length; index++) {
      const item = items[index] as Value;
      const verdict = keeps(frame, item, index);
      if (verdict === true) kept.push(item);
      else if (verdict !== false) open ??= wrongKind(verdict, 'a boolean', text);
    }
    return open ?? kept;
  };
  return (frame) => {
    const items = list(frame);
    if (!isList(items)) return wrongKind(items, 'a list', text);
    if (!visits(frame, items.length)) return tooManyItems(text);
    if (!traced) return filter(frame, items);
    return traceOf(frame).nest(
      () => filter(frame, items),
      (result) => ({ kind: 'filter', items: items.length, kept: isList(result) ? result.length : 0, text, ...traceValue(result) }),
    );
  };
};

type Source = (frame: Frame) => readonly Value[] | Null;

const integerRange = (from: Value, to: Value, at: string): readonly Value[] | Null => {
  if (!(from instanceof Exact)) return wrongKind(from, 'a number', at);
  if (!(to instanceof Exact)) return wrongKind(to, 'a number', at);
  const [first, last] = [from.toBigInt(), to.toBigInt()];
  if (first === undefined || last === undefined) return nullOf('error', at, 'a range runs between whole numbers');
  const step = first <= last ? 1n : -1n;
  const count = (last - first) * step + 1n;
  if (count > BigInt(LIST_LENGTH_MAX)) return nullOf('error', at, `a range of more than ${LIST_LENGTH_MAX} numbers`);
  return Array.from({ length: Number(count) }, (_, index) => Exact.of(first + BigInt(index) * step));
};

const compileSource = ({ compile, textOf }: Compiler, { from, to }: Iteration): Source => {
  const start = compile(from);
  const at = textOf(from.range);
  if (to !== undefined) {
    const end = compile(to);
    return (frame) => integerRange(start(frame), end(frame), at);
  }
  return (frame) => {
    const items = start(frame);
    return isList(items) ? items : wrongKind(items, 'a list', at);
  };
};

/** Takes what the body gave for one combination. True ends the loops. */
type Visit = (result: Value) => boolean;

/** Runs the body for every combination, the last name fastest. Gives the null of a list that is missing, true where ended early. */
const compileLoops = (compiler: Compiler, typed: Of<'for' | 'quantified'>): ((frame: Frame, visit: Visit) => Null | boolean) => {
  const at = compiler.textOf(typed.range);
  const body = compiler.compile(typed.body);
  const innermost = typed.iterations.length - 1;
  const levels = typed.iterations.map((iteration, depth) => ({
    items: compileSource(compiler, iteration),
    slot: iteration.slot,
    run: itemRunner(body, iteration.slot, iteration.name, compiler.traced && depth === innermost),
  }));
  const loop = (frame: Frame, depth: number, visit: Visit): Null | boolean => {
    const level = levels[depth];
    if (level === undefined) return false;
    const items = level.items(frame);
    if (items instanceof Null) return items;
    if (!visits(frame, items.length)) return tooManyItems(at);
    for (let index = 0; index < items.length; index++) {
      const item = items[index] as Value;
      if (depth === innermost) {
        if (visit(level.run(frame, item, index))) return true;
        continue;
      }
      frame.slots[level.slot] = item;
      const ended = loop(frame, depth + 1, visit);
      if (ended !== false) return ended;
    }
    return false;
  };
  return (frame, visit) => loop(frame, 0, visit);
};

export const compileFor = (compiler: Compiler, typed: Of<'for'>): Run => {
  const run = compileLoops(compiler, typed);
  return (frame) => {
    const results: Value[] = [];
    const missing = run(frame, (result) => {
      results.push(result);
      return false;
    });
    return missing instanceof Null ? missing : results;
  };
};

/** Kleene: one true settles "some", one false settles "every"; otherwise a null leaves it open. */
export const compileQuantified = (compiler: Compiler, typed: Of<'quantified'>): Run => {
  const run = compileLoops(compiler, typed);
  const at = compiler.textOf(typed.body.range);
  const decisive = typed.quantifier === 'some';
  return (frame) => {
    let open: Null | undefined;
    const ended = run(frame, (result) => {
      if (typeof result !== 'boolean') open ??= wrongKind(result, 'a boolean', at);
      return result === decisive;
    });
    if (ended instanceof Null) return ended;
    return ended ? decisive : (open ?? !decisive);
  };
};
