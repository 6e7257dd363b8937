/** A trace as OpenTelemetry's OTLP/JSON has it (TracesData of opentelemetry-proto in its JSON mapping): ids in hex, 64-bit integers as texts. */

export type TraceValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly arrayValue: { readonly values: readonly TraceValue[] } };

export type TraceAttribute = { readonly key: string; readonly value: TraceValue };

export type TraceEvent = { readonly timeUnixNano: string; readonly name: string; readonly attributes: readonly TraceAttribute[] };

/** Another span, of the same trace or not: of the run that this one was forked from, of its parent. */
export type TraceLink = { readonly traceId: string; readonly spanId: string; readonly attributes: readonly TraceAttribute[] };

/** `code`: 0 unset, 1 ok, 2 error. */
export type TraceStatus = { readonly code: 0 | 1 | 2; readonly message?: string };

export type TraceSpan = {
  /** 32 and 16 hex digits. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1: internal. */
  readonly kind: 1;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly TraceAttribute[];
  readonly events: readonly TraceEvent[];
  readonly links: readonly TraceLink[];
  readonly status: TraceStatus;
};

export type TraceData = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly TraceAttribute[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string };
      readonly spans: readonly TraceSpan[];
    }[];
  }[];
};
