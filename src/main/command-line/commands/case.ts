/** `case explain`: why a case was decided as it was, step by step. */
import type { CaseExplanation, CaseSide, ExplanationNode } from '../../../engine/contract.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';

const describeNode = (node: ExplanationNode, depth: number): readonly string[] => {
  const since = node.since === undefined ? '' : ` (since ${node.since}${node.source === undefined ? '' : `, ${node.source}`})`;
  const head = node.sentence ?? `${node.label ?? node.name} = ${node.value}${since}`;
  return [`${'  '.repeat(depth)}${head}`, ...node.children.flatMap((child) => describeNode(child, depth + 1))];
};

const describeSide = (side: CaseSide): readonly string[] => [
  `${side.title} at ${side.date}: ${side.outcome}`,
  ...side.explanation.flatMap((node) => describeNode(node, 1)),
];

export const describeExplanation = (explanation: CaseExplanation): string =>
  [
    `Case ${explanation.unit} in run ${explanation.run}`,
    '',
    ...describeSide(explanation.baseline),
    ...explanation.reforms.flatMap((side) => ['', ...describeSide(side)]),
    '',
    ...(explanation.flips.length === 0
      ? ['The outcome and amounts are the same on both sides.']
      : ['What made the difference:', ...explanation.flips.map((flip) => `  ${flip}`)]),
    explanation.matchesStored ? 'The recomputed decisions equal the stored ones.' : 'The recomputed decisions DIFFER from the stored ones.',
  ].join('\n');

const explain: Command = {
  name: 'case explain',
  summary: 'Explains one case of an impact run: every decision, parameter and deciding comparison.',
  positionals: ['ws', 'run', 'unit-id'],
  options: {},
  usage: '<ws> <run> <unit-id>',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const explanation = await ask(engine, 'case.explain', { run: context.argument('run'), unit: context.argument('unit-id') });
      context.terminal.print(context.json ? JSON.stringify(explanation) : describeExplanation(explanation));
      return explanation.matchesStored ? EXIT.done : EXIT.no;
    }),
};

export const caseCommands: readonly Command[] = [explain];
