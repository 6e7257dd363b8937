/** A run as an OpenTelemetry trace: a span for the run, for every step that was begun, and for every attempt. Says nothing that may be personal. */

import type { Failure } from '../model/problem.ts';
import { PROGRAM_VERSION } from '../model/program-version.ts';
import type { RunSummary } from '../model/run.ts';
import { sha256Hex } from '../model/sha256.ts';
import type { TraceAttribute, TraceData, TraceEvent, TraceLink, TraceSpan, TraceStatus, TraceValue } from '../model/trace-data.ts';
import type { AttemptHistory, RunHistory, StepHistory } from './history/run-history.ts';
import { isUndo, nameIn, type TemplateOutline } from './history/template-outline.ts';
import { problemTitle } from './problem-details.ts';
import type { Path } from './run-state.ts';

/** Spans of one trace; steps beyond are counted on the run's span. */
const SPANS_MAX = 50_000;
const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;
const INTERNAL = 1;
const SERVICE = 'probity';

const traceIdOf = (run: string): string => sha256Hex(run).slice(0, TRACE_ID_DIGITS);
/** Of the run itself with the empty path; of an attempt with its number. */
const spanIdOf = (run: string, path: Path, attempt?: number): string =>
  sha256Hex(`${run}\n${path}${attempt === undefined ? '' : `\n${attempt}`}`).slice(0, SPAN_ID_DIGITS);

const nanos = (at: string): string => String(BigInt(Date.parse(at)) * 1_000_000n);

const traceValue = (value: string | number | boolean): TraceValue => {
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
};

const attributesOf = (values: { readonly [key: string]: string | number | boolean | undefined }): readonly TraceAttribute[] =>
  Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: traceValue(value) }]));

/** A failure's own message may name people and amounts: only its kind is told. */
const statusOf = (status: string, failure: Failure | undefined): TraceStatus => {
  if (status === 'completed') return { code: 1 };
  if (status !== 'faulted' && failure === undefined) return { code: 0 };
  return failure === undefined ? { code: 2 } : { code: 2, message: problemTitle(failure.kind) };
};

const errorType = (failure: Failure | undefined): string | undefined => failure && (failure.error ?? failure.kind);

type TracedRun = { readonly run: RunSummary; readonly outline: TemplateOutline; readonly history: RunHistory };

/** The step whose block a step stands in: two parts of the path up. "" where it stands in the run itself. */
const parentOf = (path: Path): Path => path.split('/').slice(0, -2).join('/');

class Trace {
  readonly spans: TraceSpan[] = [];
  private readonly run: RunSummary;
  private readonly outline: TemplateOutline;
  /** When what has not ended was last heard of. */
  private readonly now: string;

  constructor({ run, outline, history }: TracedRun) {
    this.run = run;
    this.outline = outline;
    this.now = history.lastAt ?? run.createdAt;
    const begun = [...history.steps.values()].filter(({ readyAt }) => readyAt !== undefined);
    const traced = this.fitting(begun);
    this.addRun(begun.length - traced.length);
    for (const step of traced) this.addStep(step);
  }

  private fitting(steps: readonly StepHistory[]): readonly StepHistory[] {
    let spans = 1;
    const end = steps.findIndex(({ attempts }) => {
      spans += 1 + attempts.length;
      return spans > SPANS_MAX;
    });
    return end === -1 ? steps : steps.slice(0, end);
  }

  private add(
    span: Omit<TraceSpan, 'traceId' | 'kind' | 'startTimeUnixNano' | 'endTimeUnixNano'> & {
      readonly from: string;
      readonly to: string | undefined;
    },
  ): void {
    const { from, to = this.now, attributes, ...rest } = span;
    const isOpen = span.to === undefined;
    this.spans.push({
      traceId: traceIdOf(this.run.id),
      kind: INTERNAL,
      startTimeUnixNano: nanos(from),
      // Clocks may be set back; a span never ends before it starts.
      endTimeUnixNano: nanos(to < from ? from : to),
      attributes: isOpen ? [...attributes, ...attributesOf({ 'probity.open': true })] : attributes,
      ...rest,
    });
  }

  private addRun(dropped: number): void {
    const { id, template, status, failure, createdAt, endedAt } = this.run;
    this.add({
      spanId: spanIdOf(id, ''),
      name: `run ${template.id}`,
      from: createdAt,
      to: endedAt,
      attributes: attributesOf({
        'probity.run.id': id,
        'probity.run.status': status,
        'probity.template.id': template.id,
        'probity.template.version': template.version,
        'probity.template.hash': template.hash,
        'probity.steps.dropped': dropped === 0 ? undefined : dropped,
        'error.type': errorType(failure),
      }),
      events: [],
      links: this.links(),
      status: statusOf(status, failure),
    });
  }

  private links(): readonly TraceLink[] {
    const { parent, forkOf, originalRun } = this.run;
    const link = (relation: string, run: string, step: Path): TraceLink => ({
      traceId: traceIdOf(run),
      spanId: spanIdOf(run, step),
      attributes: attributesOf({ 'probity.relation': relation }),
    });
    return [
      ...(parent === undefined ? [] : [link('parent', parent.run, parent.step)]),
      ...(forkOf === undefined ? [] : [link('fork', forkOf.run, forkOf.step)]),
      ...(originalRun === undefined ? [] : [link('appeal', originalRun, '')]),
    ];
  }

  private addStep(step: StepHistory): void {
    const { path, status, readyAt = this.now, endedAt, failure, child, attempts } = step;
    const document = this.outline.step(nameIn(path))?.document;
    const type = isUndo(path) ? 'undo' : document?.type;
    const parent = parentOf(path);
    const link =
      child === undefined
        ? []
        : [{ traceId: traceIdOf(child), spanId: spanIdOf(child, ''), attributes: attributesOf({ 'probity.relation': 'child' }) }];
    this.add({
      spanId: spanIdOf(this.run.id, path),
      parentSpanId: spanIdOf(this.run.id, parent),
      name: `step ${nameIn(path)}`,
      from: readyAt,
      to: endedAt,
      attributes: attributesOf({
        'probity.step.path': path,
        'probity.step.type': type,
        'probity.step.status': status,
        'probity.step.adopted': step.adopted,
        'probity.task': document?.type === 'task' && type === 'task' ? document.run : undefined,
        'error.type': errorType(failure),
      }),
      events: attempts.flatMap((attempt, place) => this.retry(attempt, attempts[place - 1])),
      links: link,
      status: statusOf(status, failure),
    });
    for (const attempt of attempts) this.addAttempt(path, attempt);
  }

  private retry({ number, startedAt }: AttemptHistory, before: AttemptHistory | undefined): readonly TraceEvent[] {
    if (before === undefined) return [];
    const attributes = attributesOf({ 'probity.attempt': number, 'probity.attempt.before': before.status });
    return [{ timeUnixNano: nanos(startedAt), name: 'retry', attributes }];
  }

  private addAttempt(path: Path, { number, status, startedAt, endedAt, failure, checkpointsAt }: AttemptHistory): void {
    this.add({
      spanId: spanIdOf(this.run.id, path, number),
      parentSpanId: spanIdOf(this.run.id, path),
      name: `attempt ${nameIn(path)}`,
      from: startedAt,
      to: endedAt,
      attributes: attributesOf({ 'probity.attempt': number, 'probity.attempt.status': status, 'error.type': errorType(failure) }),
      events: checkpointsAt.map((at) => ({ timeUnixNano: nanos(at), name: 'checkpoint', attributes: [] })),
      links: [],
      status: statusOf(status, failure),
    });
  }
}

/** @param traced with the items of maps among the steps of its history. */
export const runTrace = (traced: TracedRun): TraceData => ({
  resourceSpans: [
    {
      resource: { attributes: attributesOf({ 'service.name': SERVICE, 'service.version': PROGRAM_VERSION }) },
      scopeSpans: [{ scope: { name: SERVICE, version: PROGRAM_VERSION }, spans: new Trace(traced).spans }],
    },
  ],
});
