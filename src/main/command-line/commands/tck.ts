/** `tck`: runs the cases of the DMN Technology Compatibility Kit. */
import { writeFileSync } from 'node:fs';
import type { TckLevel, TckReport } from '../../../engine/dmn/tck/run-tck.ts';
import { tckResults } from '../../../engine/dmn/tck/tck-results.ts';
import { counted } from '../../../engine/model/counted.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { describeProblem } from '../describe-failure.ts';
import { runTckFolder } from '../run-tck-folder.ts';
import { textTable } from '../text-table.ts';

const share = ({ passed, total }: { readonly passed: number; readonly total: number }): string =>
  total === 0 ? '–' : `${passed} of ${total} (${((100 * passed) / total).toFixed(2)} %)`;

const describe = ({ levels, failures }: TckReport): string[] => {
  const rows = Object.entries(levels).map(([level, count]: [string, TckLevel]) => [
    level,
    share(count),
    share(count.valued),
    share(count.external),
  ]);
  const lines = failures.map(
    ({ level, folder, case: id, result, expected, actual, cause }) =>
      `  ${level}/${folder} ${id} ${result}: expected ${expected}, got ${actual}${cause === undefined ? '' : ` (${cause})`}`,
  );
  return [
    ...textTable([{ title: 'level' }, { title: 'passed' }, { title: 'with a value' }, { title: 'of Java' }], rows),
    ...(lines.length === 0 ? [] : ['', `${counted(lines.length, 'result')} ${lines.length === 1 ? 'differs' : 'differ'}:`, ...lines]),
  ];
};

const writeResults = (file: string, report: TckReport): void => {
  try {
    writeFileSync(file, `${JSON.stringify(tckResults(report), null, 2)}\n`);
  } catch (error) {
    refuse('unwritable', `"${file}" cannot be written: ${(error as Error).message}`);
  }
};

export const tckCommand: Command = {
  name: 'tck',
  summary: 'Runs the cases of the DMN Technology Compatibility Kit; those that call functions of Java may differ.',
  positionals: { folder: '<folder>' },
  options: { results: { value: 'file.json', help: 'file to write the counts by folder and the names of the cases that differ to' } },
  run: async ({ terminal, json, argument, option }) => {
    const report = runTckFolder(argument('folder'));
    const { levels, failures, problems } = report;
    const resultsFile = option('results');
    if (resultsFile !== undefined) writeResults(resultsFile, report);
    if (json) terminal.print(JSON.stringify({ ...levels, failures, ...(problems.length === 0 ? {} : { problems }) }));
    else terminal.print(...describe(report));
    terminal.remark(...problems.map((problem) => `probity: ${describeProblem(problem)}`));
    if (problems.length > 0) return EXIT.badInput;
    return failures.every(({ external }) => external) ? EXIT.done : EXIT.no;
  },
};
