/** `case list` and `case explain`: which cases a run decided, and why one was decided as it was. */
import { counted } from '../../../engine/model/counted.ts';
import type { CaseExplanation, CaseRow, CaseSide, ExplanationNode } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { readableText } from '../../../engine/policy/readable-number.ts';
import { changeText, countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { readCount } from '../read-count.ts';
import { textTable } from '../text-table.ts';

const CHANGES = ['gain', 'loss', 'none', 'any'] as const;
const SHOWN = '20';
const SHOWN_MAX = 1_000;
const REFORMS_MAX = 8;

const readChange = (text: string): (typeof CHANGES)[number] => {
  const message = `--change is "${text}"`;
  return CHANGES.find((change) => change === text) ?? refuse('invalid', message, [{ message, expected: `one of ${CHANGES.join(', ')}` }]);
};

const describeCases = (cases: readonly CaseRow[], total: number): readonly string[] => [
  ...textTable(
    [{ title: 'unit' }, { title: 'before' }, { title: 'after' }, { title: 'change', align: 'right' }],
    cases.map(({ unit, baseline, reform, change }) => [
      unit,
      baseline.outcome,
      reform.outcome,
      change === null ? 'undetermined' : changeText(change),
    ]),
  ),
  `${countText(cases.length)} of ${counted(total, 'case')}`,
];

const list: Command = {
  name: 'case list',
  summary: 'Lists cases of an impact run with their outcomes before and after; "case explain" explains one of them.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: {
    change: { value: 'gain|loss|none|any', help: 'only cases that gain, lose, or stay as they are' },
    from: { value: 'outcome', help: 'only cases of this outcome before' },
    to: { value: 'outcome', help: 'only cases of this outcome after' },
    reform: { value: 'n', help: 'which reform of the run, counted from 1' },
    limit: { value: 'n', help: `how many to list; ${SHOWN} if not given` },
  },
  run: async (context) => {
    const from = context.option('from');
    const to = context.option('to');
    const filter = {
      run: context.argument('run'),
      change: readChange(context.option('change') ?? 'any'),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      reform: readCount('reform', context.option('reform') ?? '1', REFORMS_MAX) - 1,
      limit: readCount('limit', context.option('limit') ?? SHOWN, SHOWN_MAX),
    };
    return inWorkspace(context, async (engine) => {
      const { total, cases } = await ask(engine, 'case.list', filter);
      context.terminal.print(...(context.json ? [JSON.stringify({ total, cases })] : describeCases(cases, total)));
      return EXIT.done;
    });
  },
};

/** A rule and a function go by their own names, with what they say; a parameter shows its keys; everything else goes by its label. */
const headOf = ({ kind, name, label, value, logic }: ExplanationNode, since: string): string => {
  const text = readableText(value);
  if (kind === 'note') return value;
  if (kind === 'rule') return `${name}${label === undefined ? '' : `, ${label}`}: ${logic ?? text}`;
  if (kind === 'function') return `${label === undefined ? '' : `${label}, `}${name} = ${text}`;
  if (kind === 'parameter') return `${label === undefined ? name : `${label}, ${name}`} = ${text}${since}`;
  return `${label ?? name} = ${text}${since}`;
};

const describeNode = (node: ExplanationNode, depth: number): readonly string[] => {
  const since = node.since === undefined ? '' : ` (since ${node.since}${node.source === undefined ? '' : `, ${node.source}`})`;
  const head = node.sentence ?? headOf(node, since);
  return [`${'  '.repeat(depth)}${head}`, ...node.children.flatMap((child) => describeNode(child, depth + 1))];
};

const describeSide = (side: CaseSide): readonly string[] => [
  `${side.title} at ${side.date}: ${side.outcome}`,
  ...side.explanation.flatMap((node) => describeNode(node, 1)),
];

/** Where there is one reform it need not be named. */
const describeFlips = (sentences: readonly string[], reforms: readonly CaseSide[], index: number): readonly string[] => {
  const side = reforms.length === 1 ? undefined : reforms[index];
  const under = side === undefined ? '' : ` under ${side.title} at ${side.date}`;
  if (sentences.length === 0) return [`The outcome and amounts are the same on both sides${under}.`];
  return [`What made the difference${under}:`, ...sentences.map((sentence) => `  ${sentence}`)];
};

const describeExplanation = (explanation: CaseExplanation): readonly string[] => [
  `Case ${explanation.unit} in run ${explanation.run}`,
  '',
  ...describeSide(explanation.baseline),
  ...explanation.reforms.flatMap((side) => ['', ...describeSide(side)]),
  '',
  ...explanation.flips.flatMap((sentences, index) => describeFlips(sentences, explanation.reforms, index)),
  explanation.matchesStored ? 'The recomputed decisions equal the stored ones.' : 'The recomputed decisions DIFFER from the stored ones.',
];

const explain: Command = {
  name: 'case explain',
  summary: 'Explains one case of an impact run: every decision, parameter and deciding comparison.',
  positionals: { ws: '<ws>', run: '<run>', unit: '<unit-id>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const explanation = await ask(engine, 'case.explain', { run: context.argument('run'), unit: context.argument('unit') });
      context.terminal.print(...(context.json ? [JSON.stringify(explanation)] : describeExplanation(explanation)));
      return explanation.matchesStored ? EXIT.done : EXIT.no;
    }),
};

export const caseCommands: readonly Command[] = [list, explain];
