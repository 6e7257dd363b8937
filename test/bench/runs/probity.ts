/** Our own engine: a template of ten steps that do nothing, the real runner on a real workspace. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { EngineEvent } from '../../../src/engine/contract.ts';
import { createLogKeyring } from '../../../src/engine/identity/log-keyring.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { TemplateDocument, TemplateStep } from '../../../src/engine/model/template-document.ts';
import { createRunner, type Runner } from '../../../src/engine/run/runner.ts';
import { createTemplateCatalogue, type TemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { createTaskRegistry } from '../../../src/engine/task/task-registry.ts';
import { createSystemPort } from '../../../src/main/system-port.ts';
import { benchMachine } from '../bench-machine.ts';
import { type Engine, STEPS, type StepWatch } from './engine.ts';

const refused = (): never => {
  throw new Error('a step that does nothing needs no job');
};
const machineFolder = benchMachine();
const port = createSystemPort({ jobs: { start: refused, close: async () => undefined }, printPdf: refused, machineFolder });
const world = { ...port, logKeys: createLogKeyring(machineFolder) };

/** Pure, a step may run ahead of the commit that begins it; otherwise each of the ten waits for a commit of its own. */
const nothing = (watch: StepWatch, isPure: boolean) =>
  defineTask({
    name: 'bench.nothing',
    title: 'Nothing',
    input: z.strictObject({ step: z.int() }),
    output: z.null(),
    idempotent: true,
    ...(isPure && { pure: true }),
    run: async ({ step }) => {
      const held = watch.begun(step);
      if (held !== undefined) await held;
      return null;
    },
  });

const steps: Record<string, TemplateStep> = Object.fromEntries(
  Array.from({ length: STEPS }, (_, index) => [
    `step-${index + 1}`,
    {
      type: 'task',
      run: 'bench.nothing',
      with: { step: index + 1 },
      ...(index > 0 && { needs: [`step-${index}`] }),
    } satisfies TemplateStep,
  ]),
);
const template: TemplateDocument = {
  kind: 'workflow',
  dsl: '1',
  id: 'ten-steps',
  version: '1.0.0',
  title: 'Ten steps that do nothing',
  input: { schema: { type: 'object', additionalProperties: false, properties: {} } },
  steps,
};

const openOrCreate = (path: string): Store => {
  if (existsSync(path)) return openStore(path, world);
  const store = createStore(path, { ...world, name: 'Bench', actor: 'bench' });
  const { id, version, title } = template;
  store.change('bench', (writer) =>
    publishDocument(writer, { kind: 'workflow', id, version, title, content: template as unknown as Json }),
  );
  return store;
};

export type OpenProbity = {
  readonly store: Store;
  readonly runner: Runner;
  readonly templates: TemplateCatalogue;
  run(): Promise<void>;
  close(): Promise<void>;
};

type OpenOptions = { readonly emit?: (event: EngineEvent) => void; readonly isPure?: boolean };

export const openProbity = (path: string, watch: StepWatch, { emit = () => undefined, isPure = true }: OpenOptions = {}): OpenProbity => {
  const store = openOrCreate(path);
  const templates = createTemplateCatalogue(createTaskRegistry([nothing(watch, isPure)]));
  const runner = createRunner({ store, port, actor: 'bench', emit, templates });
  runner.recover();
  return {
    store,
    runner,
    templates,
    run: async () => {
      const end = await runner.ended(await runner.startSoon('ten-steps', {}));
      if (end.status !== 'completed') throw new Error(`a run ended as ${end.status}`);
    },
    close: async () => {
      await runner.close();
      store.close();
    },
  };
};

const probityOf = (isPure: boolean): Engine => ({
  runsOneByOne: 500,
  runsAtOnce: 5_000,
  open: async (path, watch, onRecovered) => {
    const emit = (event: EngineEvent): void => {
      if (event.type === 'task.ended' && event.end.status === 'completed') onRecovered?.();
    };
    return openProbity(path, watch, { emit, isPure });
  },
});

/** Steps that leave nothing behind. */
export const probity = probityOf(true);
/** Steps that may have had an effect: the record of each is on disk before it begins. */
export const probityWithEffects = probityOf(false);
