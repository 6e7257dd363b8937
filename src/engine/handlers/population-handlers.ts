/** Populations: import, generate, look at. */
import { resolve } from 'node:path';
import { parseDocument } from '../document/parse-document.ts';
import { carryOut } from '../job/carry-out.ts';
import type { Job } from '../job/protocol.ts';
import type { Json } from '../model/json.ts';
import type { Mapping } from '../model/mapping.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { PopulationInfo, SourcePreview } from '../model/population.ts';
import { demandValue, refuse } from '../model/problem.ts';
import { wholePolicy } from '../policy/whole-policy.ts';
import { compileMapping, type MappingSources } from '../population/compile-mapping.ts';
import type { PopulationOutcome, PopulationPart } from '../population/population-part.ts';
import { profilePopulation } from '../population/profile-population.ts';
import { readMapping } from '../population/read-mapping.ts';
import { mappingFor } from '../population/suggest-mapping.ts';
import { getPublished } from '../store/document/document-store.ts';
import { findPopulation, listPopulations, readQuarantine } from '../store/population/population-store.ts';
import { populationWriter } from '../store/population/population-writer.ts';
import type { Store } from '../store/store.ts';
import type { BackgroundTask } from './background-tasks.ts';
import type { HandlerContext, Handlers } from './handler.ts';

/** What the salts of a population's units are derived from. */
const SECRET_BYTES = 32;

const policyOf = (store: Store, reference: string): PolicyDocument =>
  wholePolicy(JSON.parse(store.read((reader) => getPublished(reader, 'policy', reference)).body) as Json);

const getPopulation = (store: Store, reference: string): PopulationInfo =>
  store.read((reader) => findPopulation(reader, reference)) ?? refuse('not-found', `No population "${reference}" in this workspace.`);

const parseMapping = (body: string): Mapping => demandValue(readMapping(demandValue(parseDocument(body, 'mapping')).value, 'mapping'));

/** Known before anything is read: a long import must not end on a name that was taken all along. */
const demandFreeName = (store: Store, name: string): void => {
  if (store.read((reader) => findPopulation(reader, name)) !== undefined)
    refuse('conflict', `A population named "${name}" exists already.`);
};

/** Carries out the job, takes its parts into the store as they come, and seals; whatever goes wrong leaves nothing behind. */
const fill = async (context: HandlerContext, name: string, job: Job, task: BackgroundTask): Promise<PopulationInfo> => {
  const { store } = context.workspace();
  const { port, actor } = context;
  const writer = populationWriter((work) => store.change(actor, work), {
    id: port.newId(),
    name,
    secret: port.randomBytes(SECRET_BYTES),
  });
  try {
    const outcome = await carryOut<PopulationPart, PopulationOutcome>(port.jobs, job, {
      signal: task.signal,
      onProgress: task.progress,
      onPart: writer.take,
    });
    const info = writer.seal(outcome);
    context.workspaceChanged();
    return info;
  } catch (error) {
    writer.discard();
    throw error;
  }
};

const start = (context: HandlerContext, name: string, job: Job): { readonly task: string } => ({
  task: context.tasks.start(async (task) => ({ population: await fill(context, name, job, task) })),
});

/** Looking into a file ends by itself in a moment; whoever waits for it can do nothing but wait. */
const UNWATCHED = { signal: new AbortController().signal, onProgress: () => undefined, onPart: () => undefined };

type SourcePaths = { readonly unitsPath: string; readonly membersPath?: string | undefined };

/** The job runs in another process, which need not stand in the same folder. */
const absolute = ({ unitsPath, membersPath }: SourcePaths) => ({
  unitsPath: resolve(unitsPath),
  ...(membersPath === undefined ? {} : { membersPath: resolve(membersPath) }),
});

/** The beginning of a file may be large: a megabyte of text, a row group of a Parquet file. */
const headersOf = ({ port }: HandlerContext, { inputs }: PolicyDocument, paths: SourcePaths): Promise<MappingSources> =>
  carryOut<never, MappingSources>(port.jobs, { kind: 'headers', inputs, ...absolute(paths) }, UNWATCHED);

const suggestMapping = async (context: HandlerContext, policy: PolicyDocument, paths: SourcePaths): Promise<Mapping> =>
  mappingFor(policy, await headersOf(context, policy, paths));

export const populationHandlers = {
  'source.preview': ({ path, rows }, { port }) =>
    carryOut<never, SourcePreview>(port.jobs, { kind: 'preview', path: resolve(path), rows }, UNWATCHED),

  'population.suggestMapping': ({ policy, ...paths }, context) =>
    suggestMapping(context, policyOf(context.workspace().store, policy), paths),

  'mapping.check': async ({ policy: reference, mapping, ...paths }, context) => {
    const policy = policyOf(context.workspace().store, reference);
    const parsed = parseDocument(mapping, 'mapping');
    const read = parsed.ok ? readMapping(parsed.value.value, 'mapping') : parsed;
    if (!read.ok) return { problems: read.failure.problems ?? [] };
    const compiled = await compileMapping(read.value, policy.inputs, await headersOf(context, policy, paths));
    return { problems: compiled.ok ? [] : (compiled.failure.problems ?? []) };
  },

  'population.import': async ({ name, policy: reference, mapping: body, ...paths }, context) => {
    const { store } = context.workspace();
    demandFreeName(store, name);
    const policy = policyOf(store, reference);
    const mapping = body === undefined ? await suggestMapping(context, policy, paths) : parseMapping(body);
    return start(context, name, { kind: 'import', ...absolute(paths), mapping, policy });
  },

  'population.generate': ({ name, policy, units, seed }, context) => {
    const { store } = context.workspace();
    demandFreeName(store, name);
    return start(context, name, { kind: 'generate', policy: policyOf(store, policy), units, seed });
  },

  'population.list': (_input, context) => context.workspace().store.read(listPopulations),

  'population.profile': ({ population }, context) => context.workspace().store.read((reader) => profilePopulation(reader, population)),

  'population.quarantine': ({ population, ...page }, context) => {
    const { store } = context.workspace();
    const { id } = getPopulation(store, population);
    return store.read((reader) => readQuarantine(reader, id, page));
  },
} satisfies Partial<Handlers>;
