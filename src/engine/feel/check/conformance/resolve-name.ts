/** What a name stands for in conformance mode. */

import type { Dynamic } from '../../dynamic.ts';
import { builtinValue } from '../../function/builtin-value.ts';
import { BUILTINS } from '../../function/index.ts';
import { didYouMean } from '../../nearest.ts';
import { plainName } from '../../parser.ts';
import type { Slot } from '../../slot.ts';
import type { Range } from '../../syntax.ts';
import { UNKNOWN } from '../../type.ts';
import type { Typed } from '../../typed.ts';
import { visibleNames } from '../check-path.ts';
import { type Checker, shortName } from '../checker.ts';

export const dynamic = (range: Range, meaning: Dynamic<Typed>): Typed => ({ range, node: 'dynamic', type: UNKNOWN, meaning });

export const meaningless = (range: Range, message: string): Typed => dynamic(range, { form: 'meaningless', message });

/** Slots of the items whose fields may have the name, the innermost first, and what the name is where none has. */
type Found = { readonly items: readonly Slot[]; readonly bound?: Typed };

const findName = (checker: Checker, range: Range, name: string): Found => {
  const items: Slot[] = [];
  for (let locals = checker.locals; locals !== undefined; locals = locals.outer) {
    if (locals.opened) items.push(locals.slot);
    if (plainName(locals.name) !== name) continue;
    checker.findings.usedSlots.add(locals.slot);
    return { items, bound: { range, node: 'local', type: locals.type, slot: locals.slot, name: locals.name } };
  }
  const found = checker.names.get(name);
  if (found === undefined) return { items };
  checker.findings.reads.add(found.name);
  return { items, bound: { range, node: 'name', type: found.type, name: found.name } };
};

/** Whether a call of the name may be one of a value: where it is bound to what is no function for certain, it is not. */
export const isBoundFunction = (checker: Checker, range: Range, name: string): boolean => {
  const { bound } = findName(checker, range, name);
  return bound !== undefined && (bound.type.kind === 'unknown' || bound.type.kind === 'function');
};

/** `filtered`: only what a filter leaves of the value is read. */
export const resolveName = (checker: Checker, range: Range, name: string, filtered = false): Typed => {
  const { items, bound } = findName(checker, range, name);
  if (bound?.node === 'local' && !filtered) checker.findings.keptSlots.add(bound.slot);
  return items.reduceRight<Typed>(
    (otherwise, slot) => dynamic(range, { form: 'item-field', slot, field: name, otherwise }),
    bound ?? unboundName(checker, range, name, items.length > 0),
  );
};

/** `mayBeField`: what an item has is known only when it runs, and the name may be that of a field. */
const unboundName = (checker: Checker, range: Range, name: string, mayBeField: boolean): Typed => {
  const builtin = BUILTINS.get(name);
  if (builtin !== undefined) return { range, node: 'literal', type: UNKNOWN, value: builtinValue(builtin) };
  const message = `unknown name ${shortName(name)}`;
  const hint = didYouMean(name, visibleNames(checker));
  if (!mayBeField) checker.findings.unknownNames.push({ range, message, ...hint });
  return meaningless(range, hint.suggestion === undefined ? message : `${message}: ${hint.suggestion}`);
};
