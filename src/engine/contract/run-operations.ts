/** What can be done to runs and asked about them, about approvals in them, and about the people of the workspace. */
import { z } from 'zod';
import type { DeadLetter, ItemView, Member, PendingApproval, RunStats, RunSummary, RunView, TraceData } from '../model/index.ts';
import { RUN_STATUSES, STEP_STATUSES } from '../model/run-status.ts';
import { command, json, jsonByName, nothing, page, query, reference, text } from './operation.ts';

const run = z.strictObject({ run: text });
/** A step of a run: its path, such as "both/left/check". */
const runStep = z.strictObject({ run: text, step: text });
/** How many of the newest runs figures are made from at most. */
const STATS_RUNS_MAX = 10_000;
const ROLES_MAX = 32;
/** What templates may ask for, too. */
const roleName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, a letter first');

export const runOperations = {
  /** `key`: the run that was started with the same key and template, if there is one, is the answer, and nothing is started. */
  'run.start': command<{ readonly run: string }>()(
    'analyst',
    z.strictObject({ template: reference, input: jsonByName, key: text.optional() }),
  ),
  /** `template`: only the runs of the templates of that id. */
  'run.list': query<{ readonly total: number; readonly runs: readonly RunSummary[] }>()(
    'viewer',
    z.strictObject({ template: text.optional(), status: z.enum(RUN_STATUSES).optional(), ...page }),
  ),
  'run.show': query<RunView>()('viewer', run),
  /** Items of a map, by the map's path. */
  'run.items': query<{ readonly total: number; readonly items: readonly ItemView[] }>()(
    'viewer',
    z.strictObject({ run: text, step: text, status: z.enum(STEP_STATUSES).optional(), ...page }),
  ),
  'run.cancel': command<null>()('analyst', run),
  /** Nothing of the run is begun until it is resumed; attempts that are under way end. */
  'run.suspend': command<null>()('analyst', z.strictObject({ run: text, reason: text.optional() })),
  'run.resume': command<null>()('analyst', run),
  /** Tries a step again that waits for a person, or one of a suspended run. Ended runs never change: see `run.fork` and `run.redrive`. */
  'run.retry': command<null>()('analyst', runStep),
  /** A new run that takes over what was completed before the step, and goes on from there; with `input` on other facts. */
  'run.fork': command<{ readonly run: string }>()('analyst', z.strictObject({ run: text, step: text, input: jsonByName.optional() })),
  /** Does again what failed for good: a step of which a dead letter was kept, or the failed items of a map. */
  'run.redrive': command<{ readonly run: string }>()('analyst', runStep),
  /** `id`: sent twice, a signal is taken once. */
  'run.signal': command<null>()(
    'analyst',
    z.strictObject({ run: text, signal: text, key: text.optional(), id: text.optional(), data: json.default(null) }),
  ),
  /** Whoever holds a role that the step names may decide; see PendingApproval. */
  'run.decide': command<null>()(
    'viewer',
    z.strictObject({ run: text, step: text, decision: z.enum(['approved', 'rejected']), note: text.optional(), form: json.optional() }),
  ),
  /** `last`: how many of the newest runs are looked at. */
  'run.stats': query<RunStats>()(
    'viewer',
    z.strictObject({ template: text.optional(), last: z.int().min(1).max(STATS_RUNS_MAX).default(1_000) }),
  ),
  /** As OpenTelemetry's OTLP/JSON; without inputs, outputs and names of people. */
  'run.trace': query<TraceData>()('viewer', run),
  /** What waits for a person, of all runs, the oldest first. */
  'approval.list': query<readonly PendingApproval[]>()('viewer', nothing),
  /** Calls that failed for good and were set aside, the newest first. */
  'letter.list': query<{ readonly total: number; readonly letters: readonly DeadLetter[] }>()('viewer', z.strictObject({ ...page })),
  'member.list': query<readonly Member[]>()('viewer', nothing),
  /** Replaces the person's roles; without any the person is a member no more. */
  'member.set': command<null>()('owner', z.strictObject({ name: text, roles: z.array(roleName).max(ROLES_MAX) })),
} as const;
