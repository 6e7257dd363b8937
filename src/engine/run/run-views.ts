/** Everything that queries ask about the runs of a workspace. Long answers are made in slices, so that nothing else waits for them. */
import type { DeadLetter, ItemView, PendingApproval, RunSummary, RunView, WaitKind } from '../model/run.ts';
import type { LiveMetrics, RunStats } from '../model/run-stats.ts';
import type { TraceData } from '../model/trace-data.ts';
import { countLetters, listLetters } from '../store/run/letter-store.ts';
import { getRun } from '../store/run/run-store.ts';
import type { Store } from '../store/store.ts';
import type { Viewer } from './approval/may-decide.ts';
import { pendingApproval } from './approval/pending-approval.ts';
import { createPendingApprovals, type PendingApprovals } from './approval/pending-approvals.ts';
import { createRunHistories, type RunWithHistory } from './history/run-histories.ts';
import { createRunHistory } from './history/run-history.ts';
import { type ItemPage, itemViews } from './item-views.ts';
import { whyWaiting } from './machine/index.ts';
import { isFinalRun, type Path } from './run-state.ts';
import { runTrace } from './run-trace.ts';
import { assembleRunView } from './run-view.ts';
import { runStats } from './stats/run-stats.ts';
import type { TemplateCatalogue } from './template-catalogue.ts';

/** Runs of their own that are looked into to find out what a run waits for; beyond them it is taken to go on by itself. */
const CHILDREN_MAX = 64;

/** Waiting runs of a page that are looked into to say why; fewer than are kept at hand, so that lists asked for again and again stay cheap. */
const WHY_MAX = 12;

/** Who asks, and when: ISO 8601 UTC. */
export type Asker = { readonly viewer: Viewer; readonly now: string };

export type RunViews = {
  /** Refusal 'not-found'; of this and all below also 'cancelled' where the workspace is closed meanwhile. */
  show(run: string, asker: Asker): Promise<RunView>;
  /** With why those wait that wait. */
  list(page: readonly RunSummary[]): Promise<readonly RunSummary[]>;
  /** Refusals 'not-found'; 'invalid' where the step is no map. */
  items(run: string, map: Path, page: ItemPage & Asker): Promise<{ readonly total: number; readonly items: readonly ItemView[] }>;
  trace(run: string): Promise<TraceData>;
  stats(options: { readonly template?: string | undefined; readonly last: number }, live: LiveMetrics): Promise<RunStats>;
  readonly approvals: PendingApprovals;
  letters(page: { readonly after: number; readonly limit: number }): { readonly total: number; readonly letters: readonly DeadLetter[] };
  close(): void;
};

type Awaited = NonNullable<RunView['awaits']>[number];

const whyOf =
  ({ run, state }: RunWithHistory) =>
  (step: Path): string | undefined =>
    state === undefined || isFinalRun(run.status) ? undefined : whyWaiting(state, step);

export const createRunViews = (store: Store, templates: TemplateCatalogue): RunViews => {
  const histories = createRunHistories(store, templates);
  const approvals = createPendingApprovals(store, histories);

  /** What the run waits for from outside, children included; undefined where something happens by itself. `left`: how many children may be looked into. */
  const awaitedBy = async ({ run, history }: RunWithHistory, left: { children: number }): Promise<ReadonlySet<Awaited> | undefined> => {
    if (run.status === 'suspended') return new Set(['resume']);
    if (run.status !== 'waiting') return undefined;
    const awaited = new Set<Awaited>();
    const waits = [...history.waits.values()].map(({ wait }) => wait);
    const kinds = new Set<WaitKind>(waits.map((wait) => wait.for));
    if (kinds.has('time') || kinds.has('retry')) return undefined;
    for (const kind of kinds) if (kind === 'approval' || kind === 'signal' || kind === 'person') awaited.add(kind);
    for (const wait of waits) {
      if (wait.for !== 'child') continue;
      if (left.children-- <= 0) return undefined;
      const child = await histories.follow(wait.run);
      const inside = await awaitedBy(child, left);
      if (inside === undefined) return undefined;
      for (const kind of inside) awaited.add(kind);
    }
    return awaited.size === 0 ? undefined : awaited;
  };

  const whyWaits = async (run: string): Promise<string | undefined> => {
    const found = await histories.follow(run);
    const [step] = found.history.waits.keys();
    return step === undefined ? undefined : whyOf(found)(step);
  };

  return {
    show: async (id, { viewer, now }) => {
      const awaits = await awaitedBy(await histories.follow(id), { children: CHILDREN_MAX });
      const found = await histories.follow(id);
      return assembleRunView(found, { viewer, now, why: whyOf(found), awaits: awaits && [...awaits].toSorted() });
    },
    list: async (page) => {
      const looked = new Set(page.filter(({ status }) => status === 'waiting').slice(0, WHY_MAX));
      const told: RunSummary[] = [];
      for (const run of page) {
        const why = looked.has(run) ? await whyWaits(run.id) : undefined;
        told.push(why === undefined ? run : { ...run, why });
      }
      return told;
    },
    items: async (id, map, { viewer, now, ...page }) => {
      const found = await histories.follow(id);
      const { run, outline, history } = found;
      const approval = (step: Path, wait: Parameters<typeof pendingApproval>[1]): PendingApproval | undefined =>
        pendingApproval(step, wait, { run, outline, viewer, now });
      return store.read((reader) => itemViews(map, page, { reader, run, outline, history, world: { why: whyOf(found), approval } }));
    },
    trace: async (id) => {
      const { outline, run } = store.read((reader) => {
        const stored = getRun(reader, id);
        return { run: stored, outline: histories.outline(reader, stored.template) };
      });
      const history = createRunHistory(outline, { withItems: true });
      await histories.readThrough(run, (move) => history.take(move));
      return runTrace({ run: store.read((reader) => getRun(reader, id)), outline, history });
    },
    stats: (options, live) => runStats(store, histories, options, live),
    approvals,
    letters: (page) => store.read((reader) => ({ total: countLetters(reader), letters: listLetters(reader, page) })),
    close: histories.close,
  };
};
