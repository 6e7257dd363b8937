/** Runs the cases of the DMN TCK over the files of its folder and counts them by level. */
import { type Clock, valueText } from '../../feel/index.ts';
import type { Problem } from '../../model/problem.ts';
import { FunctionValue, isContext, Null, type Value } from '../../model/value.ts';
import type { DmnElement } from '../element-index.ts';
import type { DmnModel } from '../model.ts';
import { createProgram, type DmnProgram } from '../program.ts';
import { readModel } from '../read-model.ts';
import { externalFinder } from './external-finder.ts';
import { isExpected } from './is-expected.ts';
import { readTestCases, type TestCase } from './read-test-cases.ts';

/** A text file of the TCK; `path` has "/" between its parts. */
export type TckFile = { readonly path: string; readonly text: string };

export type TckCount = { readonly passed: number; readonly total: number };

export type TckFailure = {
  readonly level: string;
  /** Folder of the model, such as "0001-filter". */
  readonly folder: string;
  /** File of the test cases. */
  readonly file: string;
  readonly case: string;
  /** The result that differs. */
  readonly result: string;
  readonly expected: string;
  readonly actual: string;
  /** Why the actual result is null. */
  readonly cause?: string;
  /** Whether it asks for a function of Java, which this program does not run. */
  readonly external?: true;
};

export type TckLevel = TckCount & {
  /** Cases that expect no error. */
  readonly valued: TckCount;
  /** Cases that need a function of Java. They are in the other counts too. */
  readonly external: TckCount;
};

export type TckReport = {
  /** By level: "level-2". */
  readonly levels: { readonly [level: string]: TckLevel };
  /** By level and folder: "level-2/0001-input-data-string". */
  readonly folders: { readonly [folder: string]: TckCount };
  readonly failures: readonly TckFailure[];
  /** Files that could not be read. */
  readonly problems: readonly Problem[];
};

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** "level-3" for what lies somewhere under "compliance-level-3". */
const levelOf = (folder: string): string => /(?:^|\/)compliance-(level-\d+)(?:\/|$)/.exec(folder)?.[1] ?? 'no-level';

const noElement = (name: string): Null => new Null({ kind: 'error', at: name, message: `the model has no "${name}"` });

/** By the name of the file, with or without its ending; a single model needs no name. */
const modelNamed = (models: ReadonlyMap<string, DmnModel>, name: string): DmnModel | undefined =>
  models.get(name) ?? models.get(`${name}.dmn`) ?? (models.size === 1 ? [...models.values()][0] : undefined);

/** The model and all that it imports on some way. Others of the folder may be versions of the same. */
const withImports = (model: DmnModel, models: ReadonlyMap<string, DmnModel>): DmnModel[] => {
  const byNamespace = new Map([...models.values(), model].map((candidate) => [candidate.namespace, candidate]));
  const found = new Set([model]);
  for (const one of found) {
    for (const { namespace } of one.imports) {
      const imported = byNamespace.get(namespace);
      if (imported !== undefined) found.add(imported);
    }
  }
  return [...found];
};

class CaseRunner {
  readonly #program: DmnProgram;
  readonly #model: DmnModel;
  /** Whether what the name stands for needs a function of Java. */
  readonly needsExternal: (name: string) => boolean;

  constructor(program: DmnProgram, model: DmnModel) {
    this.#program = program;
    this.#model = model;
    this.needsExternal = externalFinder(model);
  }

  #invocable(test: TestCase): DmnElement | undefined {
    const kind = test.kind === 'bkm' ? 'knowledge' : 'service';
    return this.#program.elements.find(kind, test.invocable ?? '', this.#model);
  }

  #called(test: TestCase, resultName: string): Value {
    const element = this.#invocable(test);
    if (element === undefined) return noElement(test.invocable ?? '');
    if (test.kind === 'decisionService') {
      const value = this.#program.callService(element, test.inputs);
      const isOneOfSeveral = element.kind === 'service' && element.element.outputDecisions.length > 1;
      return isOneOfSeveral && isContext(value) && Object.hasOwn(value, resultName) ? (value[resultName] as Value) : value;
    }
    const target = this.#program.evaluate(element, []);
    if (!(target instanceof FunctionValue)) return target;
    const given = new Map(test.inputs.map(({ name, value }) => [name, value] as const));
    return target.call(
      target.parameters.map((name) => given.get(name) ?? noElement(name)),
      element.element.name,
    );
  }

  result(test: TestCase, name: string): Value {
    if (test.kind !== 'decision') return this.#called(test, name);
    const element = this.#program.elements.find('decision', name, this.#model) ?? this.#program.elements.find('service', name, this.#model);
    if (element === undefined) return noElement(name);
    return element.kind === 'service' ? this.#program.callService(element, test.inputs) : this.#program.evaluate(element, test.inputs);
  }
}

type Tally = { passed: number; total: number };
const count = (tally: Tally, passed: boolean): void => {
  tally.total++;
  if (passed) tally.passed++;
};
const newTally = (): Tally => ({ passed: 0, total: 0 });

const causeOf = (value: Value): { readonly cause?: string } => (value instanceof Null ? { cause: value.cause.message } : {});

/** Takes folder by folder, so that the files of one are in memory at a time. */
export class TckRun {
  readonly #levels = new Map<string, { all: Tally; valued: Tally; external: Tally }>();
  readonly #folders = new Map<string, Tally>();
  readonly #failures: TckFailure[] = [];
  readonly #problems: Problem[] = [];
  readonly #clock: Clock | undefined;

  /** `clock`: what the cases for `now` and `today` read. */
  constructor(clock?: Clock) {
    this.#clock = clock;
  }

  /** The files of one folder: models and the cases for them. */
  folder(files: readonly TckFile[]): void {
    const models = new Map<string, DmnModel>();
    for (const { path, text } of files) {
      if (!path.endsWith('.dmn')) continue;
      const read = readModel(text);
      if ('model' in read) models.set(nameOf(path), read.model);
      else this.#problems.push({ document: path, ...read.problem });
    }
    for (const { path, text } of files) {
      if (!path.endsWith('.xml')) continue;
      const read = readTestCases(text);
      if (read === undefined) continue;
      if ('problem' in read) {
        this.#problems.push({ document: path, ...read.problem });
        continue;
      }
      const model = modelNamed(models, read.modelName ?? '');
      const runner = model === undefined ? undefined : new CaseRunner(createProgram(withImports(model, models), this.#clock), model);
      for (const test of read.cases) this.#case(path, test, runner);
    }
  }

  #case(path: string, test: TestCase, runner: CaseRunner | undefined): void {
    const folder = folderOf(path);
    const level = levelOf(folder);
    const failures: TckFailure[] = [];
    const names = test.kind === 'decision' ? test.expected.map(({ name }) => name) : [test.invocable ?? ''];
    const isExternal = runner !== undefined && names.some(runner.needsExternal);
    for (const { name, value } of test.expected) {
      const actual = runner === undefined ? noElement(name) : runner.result(test, name);
      if (value !== undefined && runner !== undefined && isExpected(actual, value)) continue;
      const texts = { expected: value === undefined ? 'a value that cannot be read' : valueText(value), actual: valueText(actual) };
      const external = isExternal ? { external: true as const } : {};
      failures.push({
        level,
        folder: nameOf(folder),
        file: nameOf(path),
        case: test.id,
        result: name,
        ...texts,
        ...causeOf(actual),
        ...external,
      });
    }
    this.#count(level, nameOf(folder), {
      passed: failures.length === 0,
      isExternal,
      isError: test.expected.some(({ isError }) => isError),
    });
    this.#failures.push(...failures);
  }

  #count(
    level: string,
    folder: string,
    { passed, isExternal, isError }: { readonly passed: boolean; readonly isExternal: boolean; readonly isError: boolean },
  ): void {
    let tallies = this.#levels.get(level);
    if (tallies === undefined) {
      tallies = { all: newTally(), valued: newTally(), external: newTally() };
      this.#levels.set(level, tallies);
    }
    count(tallies.all, passed);
    if (!isError) count(tallies.valued, passed);
    if (isExternal) count(tallies.external, passed);
    const key = `${level}/${folder}`;
    const ofFolder = this.#folders.get(key) ?? newTally();
    this.#folders.set(key, ofFolder);
    count(ofFolder, passed);
  }

  report(): TckReport {
    const levels = [...this.#levels].sort(([left], [right]) => (left < right ? -1 : 1));
    return {
      levels: Object.fromEntries(levels.map(([level, { all, valued, external }]) => [level, { ...all, valued, external }])),
      folders: Object.fromEntries(this.#folders),
      failures: this.#failures,
      problems: this.#problems,
    };
  }
}
