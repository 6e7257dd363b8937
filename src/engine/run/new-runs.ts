/** Prepares runs to start: their template, input and pins are resolved and checked, and nothing is written. */
import type { Json } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { Pin } from '../model/run.ts';
import type { Port } from '../port.ts';
import type { Reader } from '../store/handle.ts';
import { getRun } from '../store/run/run-store.ts';
import type { LoadedRun } from './load-run.ts';
import { forkRecords, type OpenChild } from './machine/index.ts';
import { pinReferences } from './pin-references.ts';
import type { RunStart } from './run-start.ts';
import type { Path } from './run-state.ts';
import type { PinnedGraph, TemplateCatalogue } from './template-catalogue.ts';

type World = { readonly port: Pick<Port, 'newId'>; readonly actor: string; readonly templates: TemplateCatalogue };

export type StartOptions = {
  /** Instead of the template's. */
  readonly title?: string;
  /** Under which the same start is found again. */
  readonly key?: string;
};

const demandInput = ({ graph }: PinnedGraph, input: Json): void => {
  const problems = graph.checkInput(input);
  if (problems.length > 0) refuse('invalid', 'The run was not started: its input is not what the template asks for.', problems);
};

/** The run that is appealed, which has to be there. */
const originalRun = (reader: Reader, { graph }: PinnedGraph, input: Json): { readonly originalRun?: string } => {
  const original = graph.appeals(input);
  if (original === undefined) return {};
  getRun(reader, original);
  return { originalRun: original };
};

const templateOf = ({ graph: { document }, hash }: PinnedGraph) => ({ id: document.id, version: document.version, hash });

/** Refusals: 'not-found' for an original run or a document that is named; 'invalid' with pointers into the input. */
export const newRun = (
  reader: Reader,
  pinned: PinnedGraph,
  input: Json,
  { title, key }: StartOptions,
  { port, actor }: World,
): RunStart => {
  demandInput(pinned, input);
  const run = {
    id: port.newId(),
    template: templateOf(pinned),
    title: title ?? pinned.graph.document.title,
    actor,
    input,
    ...originalRun(reader, pinned, input),
    ...(key !== undefined && { startKey: key }),
  };
  return { run, graph: pinned.graph, pins: pinReferences(reader, pinned.graph) };
};

type Parent = { readonly id: string; readonly pins: readonly Pin[]; readonly starter: string };

/** The run that a step waits for, of the template that its parent has pinned. Refusals as for `newRun`, and those of the catalogue. */
export const newChild = (reader: Reader, parent: Parent, { step, run: id, template, input }: OpenChild, world: World): RunStart => {
  const { templates, actor } = world;
  const pin = parent.pins.find(({ kind, reference }) => kind === 'workflow' && reference === template);
  const pinned = pin === undefined ? templates.pin(reader, template) : { graph: templates.find(reader, pin), hash: pin.hash };
  demandInput(pinned, input);
  const title = pinned.graph.document.title;
  const run = {
    id,
    template: templateOf(pinned),
    title,
    actor,
    input,
    ...originalRun(reader, pinned, input),
    parent: { run: parent.id, step },
  };
  return { run, graph: pinned.graph, pins: pinReferences(reader, pinned.graph), starter: parent.starter };
};

/**
 * The run anew from a step on, with what was completed before it, and the versions that it used. Refusals: 'invalid' where the step is not in the run or
 * the input does not fit.
 */
export const newFork = (
  reader: Reader,
  { run: original, graph, state }: LoadedRun,
  { step, input }: { readonly step: Path; readonly input?: Json },
  { port, actor }: World,
): RunStart => {
  const settled = forkRecords(state, step, input !== undefined);
  // Items are known by their place: with another input, another item may stand there.
  const adopt = input === undefined ? settled : settled.filter(({ type }) => type !== 'adopted-items');
  const pinned = { graph, hash: original.template.hash };
  if (input !== undefined) demandInput(pinned, input);
  const id = port.newId();
  const given = input ?? original.input;
  const { template, title } = original;
  const run = { id, template, title, actor, input: given, ...originalRun(reader, pinned, given), forkOf: { run: original.id, step } };
  return { run, graph, pins: state.pins, adopt };
};
