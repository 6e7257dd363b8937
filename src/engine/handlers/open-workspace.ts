/** A workspace that is open in this process: its store, and the runs that go on in it. */
import type { EngineEvent, WorkspaceInfo } from '../contract.ts';
import { createLogKeyring } from '../identity/log-keyring.ts';
import { type Failure, Refusal } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { createRunViews, type RunViews } from '../run/run-views.ts';
import { createRunner, type Runner } from '../run/runner.ts';
import { createTemplateCatalogue, type TemplateCatalogue } from '../run/template-catalogue.ts';
import { auditSize } from '../store/audit/audit-store.ts';
import { createStore } from '../store/create-store.ts';
import { listDocuments } from '../store/document/document-store.ts';
import { openStore } from '../store/open-store.ts';
import { dropUnsealed, listPopulations, unsealedPopulations } from '../store/population/population-store.ts';
import { countRuns } from '../store/run/run-store.ts';
import type { Store, StoreWorld } from '../store/store.ts';
import { readWorkspace } from '../store/workspace/workspace-store.ts';
import { ALL_TASKS } from '../task/all-tasks.ts';
import { publishShippedWorkflows } from './shipped-documents.ts';
import { createTrailMemory, type TrailMemory } from './trail-memory.ts';

export type OpenWorkspace = {
  readonly store: Store;
  /** Why it could only be opened for reading; undefined where it can be written. */
  readonly readOnlyBecause: Failure | undefined;
  readonly runner: Runner;
  readonly views: RunViews;
  /** What this machine has seen of the trail. */
  readonly memory: TrailMemory;
  info(): WorkspaceInfo;
  close(): Promise<void>;
};

export type WorkspaceWorld = { readonly port: Port; readonly actor: string; readonly emit: (event: EngineEvent) => void };

const infoOf = (store: Store, trailNotice: string | undefined): WorkspaceInfo =>
  store.read((reader) => ({
    ...readWorkspace(reader),
    path: store.path,
    readOnly: store.readOnly,
    populations: listPopulations(reader).length,
    policies: listDocuments(reader, 'policy').filter(({ state }) => state === 'published').length,
    runs: countRuns(reader),
    auditEntries: auditSize(reader),
    ...(trailNotice === undefined ? {} : { trailNotice }),
  }));

const assemble = (
  store: Store,
  world: WorkspaceWorld,
  { memory, readOnlyBecause, debug = false }: Assembly & { readonly memory: TrailMemory },
): OpenWorkspace => {
  const templates: TemplateCatalogue = createTemplateCatalogue(ALL_TASKS);
  const runner = createRunner({ store, ...world, templates, debug });
  const views = createRunViews(store, templates);
  return {
    store,
    readOnlyBecause,
    runner,
    views,
    memory,
    info: () => infoOf(store, memory.notice()),
    close: async () => {
      try {
        views.close();
        await runner.close();
      } finally {
        closeAll(store, memory);
      }
    },
  };
};

/** The store makes its last checkpoint. */
const closeAll = (store: Store, memory: TrailMemory): void => {
  try {
    store.close();
  } finally {
    memory.close();
  }
};

type Assembly = { readonly readOnlyBecause?: Failure; readonly debug?: boolean };

/** Opens a store with what this machine remembers of its trail. All is closed again where the rest of the opening does not come to its end. */
const withMemory = <T>(port: Port, open: (world: StoreWorld) => Store, work: (store: Store, memory: TrailMemory) => T): T => {
  const memory = createTrailMemory(port);
  let store: Store | undefined;
  try {
    store = open({ ...port, logKeys: createLogKeyring(port.machineFolder), onCheckpoint: memory.note });
    memory.begin(store);
    return work(store, memory);
  } catch (error) {
    if (store === undefined) memory.close();
    else closeAll(store, memory);
    throw error;
  }
};

/** Makes a workspace with the shipped workflows published in it. Refusals: 'conflict', 'unwritable'. */
export const createWorkspace = (path: string, name: string, world: WorkspaceWorld): OpenWorkspace =>
  withMemory(
    world.port,
    (storeWorld) => createStore(path, { ...storeWorld, name, actor: world.actor }),
    (store, memory) => {
      publishShippedWorkflows(store, world.actor);
      return assemble(store, world, { memory });
    },
  );

type OpenOptions = {
  /** Whether runs that were cut off go on. */
  readonly takeUp: boolean;
  /** Whether steps are done one at a time. */
  readonly debug: boolean;
};

/** Removes what a crash left half-done. */
const cleanUp = (store: Store, actor: string): void => {
  if (store.read(unsealedPopulations).length > 0) store.change(actor, dropUnsealed);
  publishShippedWorkflows(store, actor);
};

const openForWriting = (path: string, world: WorkspaceWorld, { takeUp, debug }: OpenOptions): OpenWorkspace =>
  withMemory(
    world.port,
    (storeWorld) => openStore(path, storeWorld),
    (store, memory) => {
      cleanUp(store, world.actor);
      const workspace = assemble(store, world, { memory, debug });
      if (takeUp) workspace.runner.recover();
      return workspace;
    },
  );

/** Opens a workspace; only for reading where another process holds it, or where nothing can be written. Refusal 'unreadable'. */
export const openWorkspace = (path: string, world: WorkspaceWorld, options: OpenOptions): OpenWorkspace => {
  try {
    return openForWriting(path, world, options);
  } catch (error) {
    if (!(error instanceof Refusal && ['busy', 'unwritable'].includes(error.failure.kind))) throw error;
    const readOnlyBecause = error.failure;
    return withMemory(
      world.port,
      (storeWorld) => openStore(path, { ...storeWorld, readOnly: true }),
      (store, memory) => assemble(store, world, { memory, readOnlyBecause }),
    );
  }
};
