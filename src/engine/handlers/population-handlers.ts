/** Populations: import, generate, look at. */
import { resolve } from 'node:path';
import { parseDocument } from '../document/parse-document.ts';
import { carryOut } from '../job/carry-out.ts';
import type { Job } from '../job/protocol.ts';
import type { Json } from '../model/json.ts';
import type { Mapping } from '../model/mapping.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { PopulationInfo } from '../model/population.ts';
import { demandValue, refuse } from '../model/problem.ts';
import { wholePolicy } from '../policy/whole-policy.ts';
import { compileMapping } from '../population/compile-mapping.ts';
import type { PopulationOutcome, PopulationPart } from '../population/population-part.ts';
import { previewSource } from '../population/preview-source.ts';
import { profilePopulation } from '../population/profile-population.ts';
import { readHeaders } from '../population/read-headers.ts';
import { readMapping } from '../population/read-mapping.ts';
import { suggestMapping } from '../population/suggest-mapping.ts';
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

export const populationHandlers = {
  'source.preview': ({ path, rows }) => previewSource(resolve(path), rows),

  'population.suggestMapping': ({ policy, unitsPath, membersPath }, context) =>
    suggestMapping(
      policyOf(context.workspace().store, policy),
      resolve(unitsPath),
      membersPath === undefined ? undefined : resolve(membersPath),
    ),

  'mapping.check': async ({ policy, unitsPath, membersPath, mapping }, context) => {
    const { inputs } = policyOf(context.workspace().store, policy);
    const parsed = parseDocument(mapping, 'mapping');
    const read = parsed.ok ? readMapping(parsed.value.value, 'mapping') : parsed;
    if (!read.ok) return { problems: read.failure.problems ?? [] };
    const sources = await readHeaders(inputs, resolve(unitsPath), membersPath === undefined ? undefined : resolve(membersPath));
    const compiled = compileMapping(read.value, inputs, sources);
    return { problems: compiled.ok ? [] : (compiled.failure.problems ?? []) };
  },

  'population.import': async (input, context) => {
    const { store } = context.workspace();
    demandFreeName(store, input.name);
    const policy = policyOf(store, input.policy);
    // The job runs in another process, which need not stand in the same folder.
    const unitsPath = resolve(input.unitsPath);
    const members = input.membersPath === undefined ? {} : { membersPath: resolve(input.membersPath) };
    const mapping =
      input.mapping === undefined ? await suggestMapping(policy, unitsPath, members.membersPath) : parseMapping(input.mapping);
    return start(context, input.name, { kind: 'import', unitsPath, ...members, mapping, policy });
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
