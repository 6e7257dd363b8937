/** What the author of a policy without a mistake may want to know: what nobody reads, what is the same for every case, and what is slow. */
import type { Typed } from '../feel/typed.ts';
import { childrenOf } from '../feel/typed-children.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import { decisionsRowByRow, rowByRowNote } from './column-program.ts';
import { constantConditionNotes } from './constant-conditions.ts';
import { logicsOfPolicy, type PlacedLogic, treesOf } from './logics-of-policy.ts';
import { pickerNames } from './parameter-keys.ts';

/** The latest date at which something begins to hold: what is in force then is what most cases are decided by. */
const latestDate = ({ parameters, decisions }: PolicyDocument): string => {
  const dates = [
    ...Object.values(parameters).flatMap(({ values }) => Object.keys(values)),
    ...Object.values(decisions).flatMap(({ from }) => Object.keys(from ?? {})),
  ];
  return dates.reduce((latest, date) => (date > latest ? date : latest), '2000-01-01');
};

/** Names of what is declared, in the order of the document, with the pointer and the word for its kind. Fields of members are "members.age". */
const declaredIn = (policy: PolicyDocument): readonly { readonly name: string; readonly pointer: string; readonly kind: string }[] => {
  const entries = (section: object | undefined, pointer: string, kind: string, prefix = '') =>
    Object.keys(section ?? {}).map((name) => ({ name: prefix + name, pointer: pointerTo(pointer, name), kind }));
  const fields = Object.entries(policy.inputs).flatMap(([list, input]) =>
    input.type === 'list' ? entries(input.of, pointerTo('/inputs', list, 'of'), 'field', `${list}.`) : [],
  );
  return [
    ...entries(policy.inputs, '/inputs', 'input'),
    ...fields,
    ...entries(policy.parameters, '/parameters', 'parameter'),
    ...entries(policy.functions, '/functions', 'function'),
    ...entries(policy.decisions, '/decisions', 'decision'),
  ];
};

const functionsCalled = (typed: Typed): string[] => [
  ...(typed.node === 'inline' ? [typed.name] : []),
  ...childrenOf(typed).flatMap(functionsCalled),
];

/** What the logics of all dates read, what picks values of parameters, and what is published or expected by a test: somebody asks for that. */
const usedIn = (policy: PolicyDocument, logics: readonly PlacedLogic[]): ReadonlySet<string> => {
  const pickers = Object.values(policy.parameters).flatMap(({ by }) => pickerNames(by as Json));
  const ofLogics = logics.flatMap((placed) => {
    const { list, logic } = placed;
    const fields = logic.fields.flatMap((path) => [path, path.slice(path.indexOf('.') + 1)]);
    const own = list === undefined ? [] : logic.reads.map((name) => `${list}.${name}`);
    const called = treesOf(placed).flatMap(({ typed }) => functionsCalled(typed));
    return [...logic.reads, ...own, ...fields, ...called, ...(list === undefined ? [] : [list])];
  });
  const expected = policy.tests.flatMap(({ expect }) => Object.keys(expect));
  return new Set([...ofLogics, ...pickers, ...expected, policy.outcome, ...policy.amounts]);
};

const unusedNotes = (policy: PolicyDocument, logics: readonly PlacedLogic[]): Problem[] => {
  const used = usedIn(policy, logics);
  return declaredIn(policy).flatMap(({ name, pointer, kind }): Problem[] => {
    if (used.has(name) || (kind === 'field' && used.has(name.slice(name.indexOf('.') + 1)))) return [];
    return [{ pointer, message: `nothing reads the ${kind} "${name}"${kind === 'decision' ? ', and no test asks for it' : ''}` }];
  });
};

const slowNotes = (policy: PolicyDocument): Problem[] =>
  decisionsRowByRow(policy, latestDate(policy)).map((found) => ({
    pointer: pointerTo('/decisions', found.decision),
    message: `over a population, ${rowByRowNote(found)}: the same values, more slowly`,
  }));

/** Notes keep nobody from publishing. Each has its pointer. */
export const policyNotes = (policy: PolicyDocument): readonly Problem[] => {
  const logics = logicsOfPolicy(policy);
  return [...unusedNotes(policy, logics), ...constantConditionNotes(policy, logics), ...slowNotes(policy)];
};
