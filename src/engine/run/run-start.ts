/** What a run is started with: its template, its input, and the exact versions of everything that it names. */

import type { Pin } from '../model/run.ts';
import type { Writer } from '../store/handle.ts';
import type { NewRun } from '../store/run/run-store.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import type { RunRecord } from './run-state.ts';

export type RunStart = {
  readonly run: NewRun;
  readonly graph: TemplateGraph;
  readonly pins: readonly Pin[];
  /** Of a fork: what it takes over. */
  readonly adopt?: readonly RunRecord[];
  /** Of a run that a step starts: see starter-of.ts. */
  readonly starter?: string;
  /** Written in the same transaction. */
  readonly alongside?: (writer: Writer) => void;
};
