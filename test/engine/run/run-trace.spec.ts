/** A run's trace is what OpenTelemetry's OTLP/JSON asks for, and tells nothing that may be personal. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TraceSpan } from '../../../src/engine/model/trace-data.ts';
import { createRunViews } from '../../../src/engine/run/run-views.ts';
import { createTemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { flaky, testTasks } from '../../support/test-tasks.ts';
import { runFixture } from './run-fixture.ts';

/**
 * As opentelemetry-proto's trace.proto and common.proto say, in the JSON mapping that the OTLP specification lays down: names in lowerCamelCase, ids in hex,
 * 64-bit integers as decimal texts, enums as numbers. Strict, so that a field which they do not know fails.
 */
const nanos = z.string().regex(/^[1-9]\d{18}$/);
const traceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);
const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
]);
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value }))
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'keys are unique');
const span = z
  .strictObject({
    traceId,
    spanId,
    parentSpanId: spanId.optional(),
    name: z.string().min(1),
    kind: z.int().min(1).max(5),
    startTimeUnixNano: nanos,
    endTimeUnixNano: nanos,
    attributes,
    events: z.array(z.strictObject({ timeUnixNano: nanos, name: z.string().min(1), attributes })),
    links: z.array(z.strictObject({ traceId, spanId, attributes })),
    status: z.strictObject({ code: z.union([z.literal(0), z.literal(1), z.literal(2)]), message: z.string().optional() }),
  })
  .refine(({ startTimeUnixNano, endTimeUnixNano }) => BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano), 'ends before it starts');
const traceData = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(z.strictObject({ scope: z.strictObject({ name: z.string(), version: z.string() }), spans: z.array(span) })),
    }),
  ),
});

const SECRET = 'Mrs Miller of Elm Street';

const traced = async () => {
  const { task } = flaky(1);
  const test = runFixture(
    {
      shaky: { type: 'task', run: 'test.flaky', retry: { maximumAttempts: 2, initialInterval: 'PT0.001S' } },
      each: {
        type: 'map',
        items: '= [input.name]',
        each: { steps: { one: { type: 'task', run: 'test.echo', with: { value: '= item' } } } },
      },
      stop: { type: 'fail', needs: ['shaky', 'each'], message: '= "it is about " + input.name', error: 'Stopped' },
    },
    { tasks: [task] },
  );
  const { run } = await test.run({ amount: 1, name: SECRET });
  const views = createRunViews(test.store, createTemplateCatalogue(testTasks(task)));
  const trace = await views.trace(run);
  return { run, trace, spans: trace.resourceSpans[0]?.scopeSpans[0]?.spans ?? [] };
};

const named = (spans: readonly TraceSpan[], name: string): readonly TraceSpan[] => spans.filter((each) => each.name === name);
const textOf = ({ attributes: all }: TraceSpan, key: string): unknown => all.find((each) => each.key === key)?.value;

describe('a trace', () => {
  it('has the shape of OTLP/JSON', async () => {
    const { trace } = await traced();
    expect(traceData.safeParse(JSON.parse(JSON.stringify(trace))).error).toBeUndefined();
  });

  it('is a tree: run, steps in their blocks, attempts', async () => {
    const { spans } = await traced();
    const byId = new Map(spans.map((each) => [each.spanId, each]));
    expect(byId.size).toBe(spans.length);
    const parentName = (name: string): string | undefined => byId.get(named(spans, name)[0]?.parentSpanId ?? '')?.name;
    expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ name }) => name)).toEqual(['run test']);
    expect([parentName('step shaky'), parentName('attempt shaky'), parentName('step one')]).toEqual([
      'run test',
      'step shaky',
      'step each',
    ]);
    expect(named(spans, 'attempt shaky').map(({ status }) => status.code)).toEqual([2, 1]);
    expect(named(spans, 'step shaky')[0]?.events.map(({ name }) => name)).toEqual(['retry']);
    expect(named(spans, 'run test')[0]?.status).toEqual({ code: 2, message: 'The input is not valid' });
    expect(named(spans, 'step stop').map((each) => textOf(each, 'error.type'))).toEqual([{ stringValue: 'Stopped' }]);
  });

  it('is the same whenever it is asked for', async () => {
    const [one, other] = [await traced(), await traced()];
    expect(one.spans.map(({ spanId: id }) => id)).toEqual(other.spans.map(({ spanId: id }) => id));
  });

  it('tells neither inputs nor outputs nor messages nor people', async () => {
    const { trace } = await traced();
    expect(JSON.stringify(trace)).not.toMatch(/Miller|Elm|ada|not yet/);
  });
});
