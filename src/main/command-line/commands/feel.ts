/** `feel eval`: one FEEL expression over the values of a JSON file. */
import { evaluateText } from '../../../engine/feel/evaluate-text.ts';
import { jsonText } from '../../../engine/feel/json-value.ts';
import { utcOf } from '../../../engine/feel/temporal/clock.ts';
import { Null } from '../../../engine/model/value.ts';
import { type Command, EXIT } from '../command.ts';
import { describeProblem } from '../describe-failure.ts';
import { readTextFile } from '../read-text-file.ts';

const evaluate: Command = {
  name: 'feel eval',
  summary: 'Evaluates a FEEL expression as DMN 1.5 has it, with 34 digits. The answer is always JSON.',
  positionals: { expression: "'<expression>'" },
  options: { context: { value: 'file.json', help: 'JSON object with the values of the names in the expression' } },
  run: async ({ terminal, argument, option }) => {
    const contextFile = option('context');
    const context = contextFile === undefined ? undefined : readTextFile(contextFile);
    const result = evaluateText(argument('expression'), context, 'conformance', () => utcOf(Date.now()));
    if ('problems' in result) {
      terminal.remark(...result.problems.map((problem) => `probity: ${describeProblem(problem)}`));
      terminal.print(JSON.stringify({ error: { kind: 'invalid', problems: result.problems } }));
      return EXIT.badInput;
    }
    const cause = result.value instanceof Null ? result.value.cause : undefined;
    const others = result.warnings.filter((warning) => warning !== cause);
    const told = [
      ...(cause === undefined ? [] : [`"cause":${JSON.stringify(cause)}`]),
      ...(others.length === 0 ? [] : [`"warnings":${JSON.stringify(others)}`]),
    ];
    terminal.print(`{${[`"value":${jsonText(result.value)}`, ...told].join(',')}}`);
    return EXIT.done;
  },
};

export const feelCommands: readonly Command[] = [evaluate];
