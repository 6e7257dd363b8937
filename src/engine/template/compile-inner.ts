/** Compiles the steps that have steps of their own: `parallel`, `map`, `loop`. */
import { BOOLEAN, contextOf, type FeelType, typeText, UNKNOWN } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { refuse } from '../model/problem.ts';
import type { BlockDocument, LoopStep, MapStep, ParallelStep } from '../model/template-document.ts';
import { Null } from '../model/value.ts';
import { type CompileContext, type CompiledAction, type CompiledBlock, compileCondition } from './compile-context.ts';
import { loopedType, mappedType } from './output-types.ts';
import { joinRule } from './step-rules.ts';
import type { TemplateValues } from './template-graph.ts';
import { type LocalNames, namesOfItem, namesOfRound } from './template-scope.ts';

const BATCH_SIZE = 100;
const ITEMS_AT_ONCE = 8;

const compileInner = (block: BlockDocument, pointer: string, names: LocalNames, context: CompileContext): CompiledBlock =>
  context.compileBlock(block, pointer, { ...context, scope: context.scope.within(names) });

export const compileParallel = (step: ParallelStep, at: string, context: CompileContext): CompiledAction => {
  const branches = Object.entries(step.branches).map(
    ([name, block]) => [name, compileInner(block, pointerTo(at, 'branches', name), [], context)] as const,
  );
  return {
    action: { type: 'parallel', branches: new Map(branches.map(([name, { block }]) => [name, block])), enough: joinRule(step.join) },
    output: contextOf(branches.map(([name, { output }]) => [name, output])),
  };
};

/** How many failed items a map bears: without a word none, and with one of the two limits the other does not bind. */
const tolerance = ({ tolerateFailures }: MapStep): { readonly count: number; readonly percentage: number } => {
  if (tolerateFailures === undefined) return { count: 0, percentage: 100 };
  return { count: tolerateFailures.count ?? Number.POSITIVE_INFINITY, percentage: tolerateFailures.percentage ?? 100 };
};

const itemsIn = (value: Json): readonly Json[] =>
  Array.isArray(value) ? value : refuse('invalid', `A map goes over a list, and this is ${JSON.stringify(value).slice(0, 60)}.`);

export const compileMap = (step: MapStep, at: string, context: CompileContext): CompiledAction => {
  const items = compileCondition(step.items, { pointer: pointerTo(at, 'items') }, context);
  const isList = items.type.kind === 'list' || items.type.kind === 'unknown';
  if (!isList) context.report({ pointer: pointerTo(at, 'items'), message: `the result is ${typeText(items.type)}`, expected: 'a list' });
  const item = items.type.kind === 'list' ? items.type.of : UNKNOWN;
  const { block, output } = compileInner(step.each, pointerTo(at, 'each'), namesOfItem(item), context);
  return {
    action: {
      type: 'map',
      items: (values) => itemsIn(items.json(values)),
      each: block,
      batchSize: step.batch?.size ?? BATCH_SIZE,
      maxConcurrency: step.maxConcurrency ?? ITEMS_AT_ONCE,
      tolerate: tolerance(step),
    },
    output: mappedType(output),
  };
};

/** What a round gives, looked at once without knowing what the round before gave. Its mistakes are told when it is compiled in earnest. */
const typeOfRound = (step: LoopStep, at: string, context: CompileContext): FeelType => {
  if (context.isDraft === true) return UNKNOWN;
  const draft = { ...context, isDraft: true, report: () => undefined };
  return compileInner(step.body, pointerTo(at, 'body'), namesOfRound(UNKNOWN), draft).output;
};

export const compileLoop = (step: LoopStep, at: string, context: CompileContext): CompiledAction => {
  const names = namesOfRound(typeOfRound(step, at, context));
  const { block, output } = compileInner(step.body, pointerTo(at, 'body'), names, context);
  const asked = { pointer: pointerTo(at, 'while'), expected: BOOLEAN };
  const condition = compileCondition(step.while, asked, { ...context, scope: context.scope.within(names) });
  const goesOn = (values: TemplateValues): boolean => {
    const holds = condition.value(values);
    if (holds instanceof Null) return refuse('invalid', `Whether the loop goes on is not known: ${holds.cause.message}.`);
    return holds === true;
  };
  return {
    action: { type: 'loop', while: goesOn, maximumRounds: step.maximumRounds, exhausted: step.exhausted ?? 'fail', body: block },
    output: loopedType(output),
  };
};
