/** The policy that a step names, ready to decide cases: found once and compiled once, however many cases a run decides by it. */
import { pinSide, type ResolvedSide } from '../impact/planned-side.ts';
import { refuse } from '../model/problem.ts';
import { type CompiledPolicy, compilePolicy } from '../policy/compile-policy.ts';
import type { TaskContext } from './task-function.ts';

export type DecidablePolicy = ResolvedSide & { readonly compiled: CompiledPolicy };

/** Policies that are kept ready; a run rarely uses more than two, at one or two dates. */
const KEPT_MAX = 16;

const keep = <T>(kept: Map<string, T>, key: string, make: () => T): T => {
  const value = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, value);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
  return value;
};

/** Published versions never change; those of one workspace may be others than those of the next. */
const published = new Map<string, ResolvedSide>();
/** By the hash of their content. */
const compiled = new Map<string, CompiledPolicy>();

const sideOf = (context: TaskContext, reference: string, date: string): ResolvedSide => {
  const find = (): ResolvedSide => context.read((reader) => pinSide(reader, reference, date));
  // Without a version the newest one is meant, whichever that is by now.
  return reference.includes('@') ? keep(published, [context.workspacePath, reference, date].join('\0'), find) : find();
};

/** The version that the run has pinned for the reference, or else the newest published one. Refusals: 'not-found', 'unreadable'. */
export const namedPolicy = (context: TaskContext, reference: string, date: string): ResolvedSide => {
  const pin = context.pin(reference);
  if (pin === undefined) return sideOf(context, reference, date);
  const { kind, id, version, hash } = pin;
  const resolved = sideOf(context, `${id}@${version}`, date);
  if (resolved.side.documents[0]?.hash !== hash) {
    refuse('unreadable', `The ${kind} ${id}@${version} is not what the run has pinned: its hash differs.`);
  }
  return resolved;
};

/** The same, ready to decide cases. */
export const decidablePolicy = (context: TaskContext, reference: string, date: string): DecidablePolicy => {
  const resolved = namedPolicy(context, reference, date);
  const { side, policy } = resolved;
  return { ...resolved, compiled: keep(compiled, `${side.hash} ${date}`, () => compilePolicy(policy, date)) };
};
