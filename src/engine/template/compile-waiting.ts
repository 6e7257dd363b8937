/** Compiles the steps that wait: for a time, for a signal, for a person. */
import { DATE_AND_TIME, DAYS_DURATION, type FeelType, instantOf, parseDateTime, typeText, valueText } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { type Problem, refuse } from '../model/problem.ts';
import type { ApprovalStep, SignalStep, WaitStep } from '../model/template-document.ts';
import { DateTime, DaysDuration, Null, type Value } from '../model/value.ts';
import { type CompileContext, type CompiledAction, compileCondition, compileValue } from './compile-context.ts';
import { MARK } from './compile-expression.ts';
import { DURATION_MAX_MS, durationMs } from './duration-ms.ts';
import type { ValueCheck } from './json-schema-check.ts';
import { decidedType, sentType, WAITED } from './output-types.ts';
import type { TemplateValues } from './template-graph.ts';

const NANOS_PER_MS = 1_000_000n;

/** Whole milliseconds, and no less than was said. */
const msOfDuration = (value: Value): number | undefined => {
  if (typeof value === 'string') return durationMs(value);
  if (!(value instanceof DaysDuration) || value.nanos < 0n) return undefined;
  const ms = (value.nanos + NANOS_PER_MS - 1n) / NANOS_PER_MS;
  return ms > BigInt(DURATION_MAX_MS) ? undefined : Number(ms);
};

/** Undefined for what is no moment: a date and time that does not say where. */
const momentOf = (value: Value): string | undefined => {
  const moment = typeof value === 'string' ? parseDateTime(value) : value;
  if (!(moment instanceof DateTime) || moment.zone === undefined) return undefined;
  const ms = Number(instantOf(moment) / NANOS_PER_MS);
  return Math.abs(ms) <= Date.UTC(9999, 11, 31) ? new Date(ms).toISOString() : undefined;
};

const DURATION = 'a duration of weeks, days, hours, minutes and seconds up to a hundred years: "P1DT12H"';
const MOMENT = 'a date and time with offset: "2026-03-01T09:00:00+01:00"';

type Kind<T> = { readonly read: (value: Value) => T | undefined; readonly type: FeelType; readonly expected: string };
const LENGTH: Kind<number> = { read: msOfDuration, type: DAYS_DURATION, expected: DURATION };
const TIME: Kind<string> = { read: momentOf, type: DATE_AND_TIME, expected: MOMENT };

/** JSON has no times: an expression that gives a text is read as the text would be. */
const typeProblems = (type: FeelType, pointer: string, kind: Kind<unknown>): readonly Problem[] =>
  [kind.type.kind, 'string', 'enum', 'null', 'unknown'].includes(type.kind)
    ? []
    : [{ pointer, message: `the result is ${typeText(type)}`, expected: typeText(kind.type) }];

const compileWhen = <T>(text: string, pointer: string, kind: Kind<T>, context: CompileContext): ((values: TemplateValues) => T) => {
  if (!text.startsWith(MARK)) {
    const once = kind.read(text);
    if (once === undefined)
      context.report({ pointer, message: `${JSON.stringify(text.slice(0, 60))} cannot be waited for`, expected: kind.expected });
    return () => once as T;
  }
  const { type, value } = compileCondition(text, { pointer }, context);
  context.report(...typeProblems(type, pointer, kind));
  return (values) => {
    const found = value(values);
    if (found instanceof Null) return refuse('invalid', `What is waited for is not known: ${found.cause.message}.`);
    return kind.read(found) ?? refuse('invalid', `${valueText(found).slice(0, 60)} cannot be waited for: it is not ${kind.expected}.`);
  };
};

export const compileWait = (step: WaitStep, at: string, context: CompileContext): CompiledAction => {
  if (step.until !== undefined) {
    const moment = compileWhen(step.until, pointerTo(at, 'until'), TIME, context);
    return { action: { type: 'wait', until: (values) => ({ at: moment(values) }) }, output: WAITED };
  }
  const length = compileWhen(step.for ?? 'PT0S', pointerTo(at, 'for'), LENGTH, context);
  return { action: { type: 'wait', until: (values) => ({ ms: length(values) }) }, output: WAITED };
};

const ANYTHING: ValueCheck = () => [];
const NOTHING: ValueCheck = (form) => (form === null ? [] : [{ pointer: '', message: 'the step asks for no form', expected: 'null' }]);

export const compileSignal = (step: SignalStep, at: string, context: CompileContext): CompiledAction => {
  const key = step.key === undefined ? undefined : compileValue(step.key, { pointer: pointerTo(at, 'key') }, context);
  return {
    action: {
      type: 'signal',
      signal: step.signal,
      ...(key !== undefined && { key: (values) => textOf(key.evaluate(values)) }),
      check: step.schema === undefined ? ANYTHING : context.schemaCheck(step.schema, pointerTo(at, 'schema')),
    },
    output: sentType(step.schema),
  };
};

/** Keys are texts; numbers are written out. */
const textOf = (value: Json): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : refuse('invalid', `The key of a signal is a text or a number, and this is ${JSON.stringify(value).slice(0, 60)}.`);

export const compileApproval = (step: ApprovalStep, at: string, context: CompileContext): CompiledAction => {
  const question = compileValue(step.question ?? null, { pointer: pointerTo(at, 'question') }, context);
  const dueMs = step.due === undefined ? undefined : durationMs(step.due);
  return {
    action: {
      type: 'approval',
      roles: step.roles,
      selfApproval: step.selfApproval ?? false,
      ...(dueMs !== undefined && { dueMs }),
      overdue: step.overdue ?? 'wait',
      rejected: step.rejected ?? 'complete',
      question: question.evaluate,
      ...(step.form !== undefined && { form: step.form }),
      check: step.form === undefined ? NOTHING : context.schemaCheck(step.form, pointerTo(at, 'form')),
    },
    output: decidedType(step.form),
  };
};
