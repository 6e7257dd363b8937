/** Checks the logic of all decisions: names and types of expressions, tables as a whole, and circles. */
import { didYouMean, readsOf, type Scope, UNKNOWN, wholeText } from '../feel/index.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import { coverageProblems } from '../table/table-coverage.ts';
import { type ScaledDecision, scaleProblems } from './check-scales.ts';
import { compileLogic, type Logic } from './compile-logic.ts';
import { latestAt } from './dated.ts';
import { decisionsReadBy } from './decisions-read-by.ts';
import { type Declarations, type Scopes, scopesOf } from './declarations.ts';

type DecisionEntry = { readonly name: string; readonly json: JsonObject; readonly pointer: string; readonly list: string | undefined };

/** The logics of one decision that could be compiled: its own, and those by date. */
type CompiledEntry = { readonly own: Logic | undefined; readonly from: { readonly [date: string]: Logic | undefined } };

/** All texts of a logic: expressions, and the cells of a table, of which an expression is as good as a cell here. */
const textsIn = (json: Json): string[] => {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
};

class DecisionChecker {
  readonly problems: Problem[] = [];
  readonly compiled = new Map<string, CompiledEntry>();
  private readonly declarations: Declarations;
  private readonly scopes: Scopes;
  private readonly isSound: (pointer: string) => boolean;

  constructor(declarations: Declarations, isSound: (pointer: string) => boolean) {
    this.declarations = declarations;
    this.scopes = scopesOf(declarations);
    this.isSound = isSound;
  }

  check(entry: DecisionEntry): void {
    const scope = this.scopeOf(entry);
    if (scope === undefined) return;
    const { json, pointer } = entry;
    const own = this.logic(entry, json, pointer, scope);
    const from: Record<string, Logic | undefined> = {};
    for (const [date, dated] of isJsonObject(json.from) ? Object.entries(json.from) : []) {
      if (isJsonObject(dated)) from[date] = this.logic(entry, dated, pointerTo(pointer, 'from', date), scope);
    }
    this.compiled.set(entry.name, { own, from });
  }

  /** Nothing where the list of a member decision cannot be known, so that its fields cannot either. */
  private scopeOf({ json, pointer, list }: DecisionEntry): Scope | undefined {
    if (json.of === undefined) return this.scopes.unit;
    const { lists, unit } = this.declarations;
    if (list === undefined || !lists.has(list)) {
      const known = [...lists.keys()];
      if (typeof json.of === 'string') {
        const message = unit.has(json.of) ? `"${json.of}" is no list input` : `there is no list input "${json.of}"`;
        this.problems.push({ pointer: pointerTo(pointer, 'of'), message, ...didYouMean(json.of, known, wholeText(json.of)) });
      }
      return undefined;
    }
    return this.scopes.ofMember.get(list);
  }

  /** A filter of members whose fields cannot be known would make each field seem unknown. */
  private readsBrokenList(logic: JsonObject): boolean {
    const broken = [...this.declarations.lists.keys()].filter((list) => !this.scopes.ofMember.has(list));
    if (broken.length === 0) return false;
    const reads = textsIn(logic).flatMap((text) => readsOf(text));
    return broken.some((list) => reads.includes(list));
  }

  private logic({ name, json, list }: DecisionEntry, logic: JsonObject, pointer: string, scope: Scope): Logic | undefined {
    const isTable = logic.table !== undefined;
    const hasOne = isTable !== (typeof logic.feel === 'string');
    if (!hasOne || this.readsBrokenList(logic) || !this.isSound(pointerTo(pointer, isTable ? 'table' : 'feel'))) return undefined;
    const names = list === undefined ? this.declarations.unit : this.declarations.lists.get(list);
    const declared = names?.get(name);
    const compiled = compileLogic(logic, { name, scope, expected: declared?.type ?? UNKNOWN, pointer });
    this.problems.push(...compiled.problems);
    const { table } = compiled.logic ?? {};
    if (table !== undefined) {
      const declarationOf = (read: string): JsonObject | undefined => (names?.get(read) ?? this.declarations.unit.get(read))?.json;
      this.problems.push(
        ...coverageProblems(table, { pointer: pointerTo(pointer, 'table'), declarationOf, nullable: json.nullable === true }),
      );
    }
    return compiled.logic;
  }
}

/** The dates between which the logic of every decision stays the same; '' is before all of them. */
const logicDates = (compiled: ReadonlyMap<string, CompiledEntry>): string[] => [
  ...new Set(['', ...[...compiled.values()].flatMap(({ from }) => Object.keys(from))]),
];

/** Decisions that are decided within each other; several times as many end the stack of a thread. */
const CHAIN_MAX = 200;

/** The decision that most others come before, and how many decisions that makes. `order`: each after those it reads. */
const longestChain = (
  graph: ReadonlyMap<string, readonly string[]>,
  order: readonly string[],
): { readonly name: string; readonly length: number } => {
  const lengths = new Map<string, number>();
  let longest = { name: '', length: 0 };
  for (const name of order) {
    const length = 1 + (graph.get(name) ?? []).reduce((most, read) => Math.max(most, lengths.get(read) ?? 0), 0);
    lengths.set(name, length);
    if (length > longest.length) longest = { name, length };
  }
  return longest;
};

/** Decisions may swap roles by date, so a circle is looked for in the logic of each date. */
const circleProblems = (
  entries: readonly DecisionEntry[],
  compiled: ReadonlyMap<string, CompiledEntry>,
  declarations: Declarations,
): Problem[] => {
  const told = new Set<string>();
  const problems: Problem[] = [];
  for (const date of logicDates(compiled)) {
    const graph = new Map<string, readonly string[]>();
    for (const { name, list } of entries) {
      const entry = compiled.get(name);
      const logic = entry === undefined ? undefined : (latestAt(entry.from, date)?.value ?? entry.own);
      graph.set(name, logic === undefined ? [] : decisionsReadBy(logic, declarations, list));
    }
    const { order, circles } = dependencyOrder(graph);
    const chain = longestChain(graph, order);
    if (circles.length === 0 && chain.length > CHAIN_MAX && !told.has('')) {
      told.add('');
      problems.push({
        pointer: pointerTo('/decisions', chain.name),
        message: `"${chain.name}" stands at the end of a chain of ${chain.length} decisions, each of which reads the one before`,
        expected: `at most ${CHAIN_MAX} one after another`,
      });
    }
    for (const circle of circles) {
      const key = [...circle].sort().join();
      if (told.has(key)) continue;
      told.add(key);
      const way = [...circle, circle[0]].join(' → ');
      problems.push({
        pointer: pointerTo('/decisions', circle[0] as string),
        message: `"${circle[0]}" depends on itself: ${way}`,
        expected: 'decisions that do not depend on each other in a circle',
      });
    }
  }
  return problems;
};

const scaledDecision = ({ name, pointer, list }: DecisionEntry, compiled: CompiledEntry | undefined): ScaledDecision => {
  const places: (readonly [string, Logic | undefined])[] = [
    [pointer, compiled?.own],
    ...Object.entries(compiled?.from ?? {}).map(([date, logic]) => [pointerTo(pointer, 'from', date), logic] as const),
  ];
  return { name, list, logics: places.flatMap(([at, logic]) => (logic === undefined ? [] : [{ pointer: at, logic }])) };
};

/** `isSound` tells whether the schema found nothing wrong within a pointer. */
export const decisionProblems = (document: JsonObject, declarations: Declarations, isSound: (pointer: string) => boolean): Problem[] => {
  const entries = (isJsonObject(document.decisions) ? Object.entries(document.decisions) : []).flatMap(([name, json]): DecisionEntry[] => {
    if (!isJsonObject(json)) return [];
    return [{ name, json, pointer: pointerTo('/decisions', name), list: typeof json.of === 'string' ? json.of : undefined }];
  });
  const checker = new DecisionChecker(declarations, isSound);
  for (const entry of entries) checker.check(entry);
  return [
    ...checker.problems,
    ...circleProblems(entries, checker.compiled, declarations),
    ...scaleProblems(
      entries.map((entry) => scaledDecision(entry, checker.compiled.get(entry.name))),
      declarations,
      isSound,
    ),
  ];
};
