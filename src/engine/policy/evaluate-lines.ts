/** Evaluates cases that come as JSON Lines, one line out for each line in. */
import { didYouMean, type ExactJson, isExactObject, jsonText, parseExactJson, valueOfJson } from '../feel/index.ts';
import { parseDate } from '../model/calendar.ts';
import type { ExplanationNode } from '../model/explanation.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Decision, PolicyDocument } from '../model/policy-document.ts';
import type { Failure, Problem } from '../model/problem.ts';
import { isList, Null, type NullCause, type Value } from '../model/value.ts';
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import { decisionJson } from './decision-json.ts';
import { readCase, readOverrides, withDecidedMembers } from './read-case.ts';

export type EvaluateSettings = {
  readonly policy: PolicyDocument;
  /** For lines that name no date of their own. */
  readonly date: string;
  readonly trace?: boolean;
  /** Told of each line that is answered with an error. */
  readonly onRefused?: (problems: readonly Problem[]) => void;
};

/** Dates whose compiled policy is kept; the oldest goes first. */
const COMPILED_MAX = 64;

const KEYS = ['id', 'input', 'override', 'decisions', 'date'];

type Line = { readonly [name: string]: ExactJson };

type Request = {
  readonly compiled: CompiledPolicy;
  readonly inputs: ReturnType<typeof readCase>['inputs'];
  readonly overrides: ReadonlyMap<string, Value>;
  /** The decisions asked for; undefined for all. */
  readonly names: readonly string[] | undefined;
};

/** Keys that are not known are left alone, so that a line may carry notes, but not where they look like a misspelt one. */
const keyProblems = (line: Line): Problem[] =>
  Object.keys(line).flatMap((key) => {
    const hint = KEYS.includes(key) ? {} : didYouMean(key, KEYS);
    return hint.suggestion === undefined
      ? []
      : [{ pointer: pointerTo('', key), message: `${JSON.stringify(key)} is not known here`, ...hint }];
  });

const decisionNames = (
  policy: PolicyDocument,
  json: ExactJson | undefined,
): { readonly names: string[] | undefined; readonly problems: Problem[] } => {
  const known = Object.keys(policy.decisions);
  if (json === undefined || json === null) return { names: undefined, problems: [] };
  if (!Array.isArray(json))
    return { names: [], problems: [{ pointer: '/decisions', message: '"decisions" is no list', expected: 'a list of names' }] };
  const problems = json.flatMap((name, index): Problem[] => {
    if (typeof name === 'string' && Object.hasOwn(policy.decisions, name)) return [];
    const message = `${typeof name === 'string' ? JSON.stringify(name) : 'this'} is no decision of the policy`;
    return [{ pointer: pointerTo('/decisions', index), message, ...(typeof name === 'string' ? didYouMean(name, known) : {}) }];
  });
  return { names: json.filter((name) => typeof name === 'string'), problems };
};

/** What is missing in a decision without a value; of a decision of members, for the first member without one. */
const causeOf = (value: Value): NullCause | undefined => {
  if (value instanceof Null) return value.cause;
  const missing = isList(value) ? value.find((item) => item instanceof Null) : undefined;
  return missing instanceof Null ? missing.cause : undefined;
};

class LineEvaluator {
  private readonly settings: EvaluateSettings;
  private readonly compiled = new Map<string, CompiledPolicy>();
  private row = 0;

  constructor(settings: EvaluateSettings) {
    this.settings = settings;
  }

  /** Undefined for an empty line. */
  answer(line: string | Problem): string | undefined {
    this.row++;
    if (typeof line !== 'string') return this.refused('', [line]);
    return line.trim() === '' ? undefined : this.evaluate(line);
  }

  private evaluate(text: string): string {
    const parsed = parseExactJson(text);
    if ('problem' in parsed) return this.refused('', [parsed.problem]);
    if (!isExactObject(parsed.json)) return this.refused('', [{ message: 'the line is no JSON object', expected: '{ "input": { … } }' }]);
    const line = parsed.json;
    const head = line.id === undefined ? '' : `"id":${jsonText(valueOfJson(line.id))},`;
    const request = this.read(line);
    return Array.isArray(request) ? this.refused(head, request) : this.decide(head, request as Request);
  }

  /** Each problem names its line: one that is no JSON has no id to be known by. */
  private refused(head: string, found: readonly Problem[]): string {
    const problems = found.map((problem) => ({ row: this.row, ...problem }));
    this.settings.onRefused?.(problems);
    const message = problems.length === 1 ? (problems[0] as Problem).message : `the line has ${problems.length} mistakes`;
    return `{${head}"error":${JSON.stringify({ kind: 'invalid', message, problems } satisfies Failure)}}`;
  }

  private read(line: Line): Request | Problem[] {
    const { policy } = this.settings;
    const compiled = this.compiledFor(line.date ?? this.settings.date);
    const { inputs: facts, problems } = readCase(policy, line.input ?? Object.create(null), '/input');
    const given = line.override ?? Object.create(null);
    const inputs = withDecidedMembers(policy, given, facts);
    const { overrides, problems: overrideProblems } = readOverrides(policy, given, inputs, '/override');
    const wanted = decisionNames(policy, line.decisions);
    const all = [...keyProblems(line), ...problems, ...overrideProblems, ...wanted.problems];
    if (compiled === undefined)
      all.push({ pointer: '/date', message: 'the date is no calendar date', expected: 'a date such as "2025-03-01"' });
    return compiled === undefined || all.length > 0 ? all : { compiled, inputs, overrides, names: wanted.names };
  }

  private compiledFor(date: ExactJson): CompiledPolicy | undefined {
    if (typeof date !== 'string' || parseDate(date) === undefined) return undefined;
    const known = this.compiled.get(date);
    if (known !== undefined) return known;
    const oldest = this.compiled.keys().next();
    if (this.compiled.size >= COMPILED_MAX && oldest.done !== true) this.compiled.delete(oldest.value);
    const compiled = compilePolicy(this.settings.policy, date);
    this.compiled.set(date, compiled);
    return compiled;
  }

  private decide(head: string, { compiled, inputs, overrides, names }: Request): string {
    const only = names === undefined ? {} : { only: names };
    const evaluation = compiled.evaluate(inputs, { overrides, ...only, trace: this.settings.trace === true });
    const decisions: Record<string, Json> = Object.create(null);
    const causes: Record<string, NullCause> = Object.create(null);
    for (const name of names ?? Object.keys(compiled.policy.decisions)) {
      const value = evaluation.value(name);
      decisions[name] = decisionJson(compiled.policy.decisions[name] as Decision, value);
      const cause = causeOf(value);
      if (cause !== undefined) causes[name] = cause;
    }
    const parts: { decisions: typeof decisions; causes?: typeof causes; trace?: readonly ExplanationNode[] } = { decisions };
    if (Object.keys(causes).length > 0) parts.causes = causes;
    if (evaluation.explanation !== undefined) parts.trace = evaluation.explanation;
    return `{${head}${JSON.stringify(parts).slice(1)}`;
  }
}

/**
 * Evaluates line by line: `{"id"?, "input", "override"?, "decisions"?, "date"?}` gives `{"id"?, "decisions", "causes"?, "trace"?}`, or
 * `{"id"?, "error"}` with a Failure for a line that cannot be read; the lines after it go on. Without "decisions" all decisions are
 * given. "causes" says why a decision is null. Empty lines are left out. Lines out have no line end.
 * @param lines with a problem in the place of a line that could not even be read as text.
 */
export async function* evaluateLines(lines: AsyncIterable<string | Problem>, settings: EvaluateSettings): AsyncGenerator<string> {
  const evaluator = new LineEvaluator(settings);
  for await (const line of lines) {
    const answer = evaluator.answer(line);
    if (answer !== undefined) yield answer;
  }
}
