/** What `policy check` tells of a document without a mistake: what is in it, and what its author may want to know. */
import { counted } from '../../engine/model/counted.ts';
import type { Json, PolicyDocument, ReformDocument } from '../../engine/model/index.ts';
import type { Problem } from '../../engine/model/problem.ts';
import type { CheckedDocument } from '../../engine/policy/check-document-text.ts';
import { describeProblem } from './describe-failure.ts';

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const many = (count: number, noun: string): readonly string[] => (count === 0 ? [] : [counted(count, noun)]);

/** Values of a parameter, also under keys. */
const valuesIn = (json: Json): number =>
  typeof json === 'object' && json !== null ? Object.values(json).reduce<number>((sum, inner: Json) => sum + valuesIn(inner), 0) : 1;

const inputsText = ({ inputs }: PolicyDocument): string => {
  const lists = Object.entries(inputs).flatMap(([name, input]) =>
    input.type === 'list' ? [`${counted(Object.keys(input.of).length, 'field')} of ${name}`] : [],
  );
  return listed([...many(Object.keys(inputs).length - lists.length, 'input'), ...lists]);
};

const parametersText = ({ parameters }: PolicyDocument): readonly string[] => {
  const all = Object.values(parameters);
  const dates = all.flatMap(({ values }) => Object.keys(values)).sort();
  if (all.length === 0) return [];
  const values = all.reduce((sum, { values: byDate }) => sum + valuesIn(byDate as Json), 0);
  const span = dates[0] === dates.at(-1) ? `of ${dates[0]}` : `from ${dates[0]} to ${dates.at(-1)}`;
  return [`${counted(all.length, 'parameter')} with ${counted(values, 'value')} ${span}`];
};

const decisionsText = ({ decisions }: PolicyDocument): readonly string[] => {
  const all = Object.values(decisions);
  const tables = all.flatMap(({ table, from }) => [
    table,
    ...Object.values(from ?? {}).map((logic) => ('table' in logic ? logic.table : undefined)),
  ]);
  const found = tables.filter((table) => table !== undefined);
  const rules = found.reduce((sum, table) => sum + table.rules.length, 0);
  return [
    counted(all.length, 'decision'),
    ...(found.length === 0 ? [] : [`${counted(found.length, 'table')} with ${counted(rules, 'rule')}, no gap or contradiction found`]),
  ];
};

const contentOf = ({ kind, value }: CheckedDocument): readonly string[] => {
  if (kind === 'reform') {
    const { of, patch } = value as ReformDocument;
    const sections = Object.entries(patch).flatMap(([section, inner]) =>
      typeof inner === 'object' && inner !== null ? Object.keys(inner).map((name) => `${section} ${name}`) : [section],
    );
    return [
      `changes ${of.policy}@${of.version}: ${sections.join(', ')}`,
      'whether it fits that policy shows when it is applied, published or added',
    ];
  }
  const policy = value as PolicyDocument;
  const functions = many(Object.keys(policy.functions ?? {}).length, 'function');
  return [
    inputsText(policy),
    ...parametersText(policy),
    ...functions,
    ...decisionsText(policy),
    `${counted(policy.tests.length, 'test')}, not run here`,
  ];
};

export const describeCheck = (file: string, checked: CheckedDocument, notes: readonly Problem[]): readonly string[] => [
  `${file}: no mistake found`,
  ...contentOf(checked).map((line) => `  ${line}`),
  ...notes.map((note) => `  note: ${describeProblem(note)}`),
];
