/** All steps of a template's text, each after those that it waits for, with the branches, items and rounds around them. The text may be unfinished. */
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { blockEdges } from './block-edges.ts';

/** What a block of steps is inside of: nothing, a branch of a parallel step, the items of a map, the rounds of a loop. */
export type BlockKind = 'branch' | 'items' | 'rounds';

export type OutlineRow =
  | { readonly type: 'block'; readonly key: string; readonly depth: number; readonly block: BlockKind; readonly name: string }
  | {
      readonly type: 'step';
      /** RFC 6901, of the step in the document. */
      readonly key: string;
      readonly depth: number;
      readonly name: string;
      readonly step: JsonObject;
    };

/** Deeper than any template that a person reads. */
const DEPTH_MAX = 24;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const escapePart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const innerBlocks = (
  step: JsonObject,
): readonly { readonly kind: BlockKind; readonly name: string; readonly at: string; readonly block: Json }[] => [
  ...(isObject(step.branches)
    ? Object.entries(step.branches).map(([name, block]) => ({ kind: 'branch' as const, name, at: `/branches/${escapePart(name)}`, block }))
    : []),
  ...(step.each === undefined ? [] : [{ kind: 'items' as const, name: '', at: '/each', block: step.each }]),
  ...(step.body === undefined ? [] : [{ kind: 'rounds' as const, name: '', at: '/body', block: step.body }]),
];

/** Each step after those that it waits for; as they stand where they wait for each other in a circle. */
const inOrder = (steps: readonly (readonly [name: string, step: JsonObject])[]): readonly (readonly [name: string, step: JsonObject])[] => {
  const before = Map.groupBy(blockEdges(steps), ({ to }) => to);
  const left = new Map(steps);
  const ordered: (readonly [string, JsonObject])[] = [];
  while (left.size > 0) {
    const next = [...left].find(([name]) => (before.get(name) ?? []).every(({ from }) => !left.has(from) || from === name)) ?? [...left][0];
    if (next === undefined) break;
    left.delete(next[0]);
    ordered.push(next);
  }
  return ordered;
};

const rowsOf = (block: Json, pointer: string, depth: number): readonly OutlineRow[] => {
  if (!isObject(block) || !isObject(block.steps) || depth > DEPTH_MAX) return [];
  const steps = Object.entries(block.steps).flatMap(([name, step]) => (isObject(step) ? [[name, step] as const] : []));
  return inOrder(steps).flatMap(([name, step]): readonly OutlineRow[] => {
    const key = `${pointer}/steps/${escapePart(name)}`;
    return [
      { type: 'step', key, depth, name, step },
      ...innerBlocks(step).flatMap(({ kind, name: called, at, block: inner }): readonly OutlineRow[] => [
        { type: 'block', key: key + at, depth: depth + 1, block: kind, name: called },
        ...rowsOf(inner, key + at, depth + 2),
      ]),
    ];
  });
};

export const templateSteps = (document: Json): readonly OutlineRow[] => rowsOf(document, '', 0);
