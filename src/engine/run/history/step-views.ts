/** The steps of a block as a query gives them, from what has happened to them. */
import { isJsonObject, type Json } from '../../model/json.ts';
import type { AttemptView, PendingApproval, StepStatus, StepView } from '../../model/run.ts';
import { problemDetails } from '../problem-details.ts';
import { isFinalStep, type Path } from '../run-state.ts';
import type { AttemptHistory, OpenWait, RunHistory, StepHistory } from './run-history.ts';
import { type OutlineBlock, type OutlineStep, undoOf } from './template-outline.ts';

export type StepViewWorld = {
  readonly run: string;
  readonly history: RunHistory;
  /** Why a step that is not final waits, where that can be told. */
  readonly why: (step: Path) => string | undefined;
  /** What a person who is to decide is shown. */
  readonly approval: (step: Path, wait: OpenWait) => PendingApproval | undefined;
};

const attemptView = (run: string, step: Path, { checkpointsAt: _, ...attempt }: AttemptHistory): AttemptView => ({
  ...attempt,
  ...(attempt.failure !== undefined && { problem: problemDetails(attempt.failure, { run, step, attempt: attempt.number }) }),
});

/** Failed items that a map's own view tells of. */
const FAILED_SHOWN = 100;

/** Without what each item gave, of which there may be very many. */
const mapOutput = (output: Json): Json => {
  if (!isJsonObject(output)) return output;
  const { succeeded = null, failed } = output;
  return { succeeded, failed: Array.isArray(failed) ? failed.slice(0, FAILED_SHOWN) : [] };
};

/** What no record tells of was never begun. What was begun in a block that is over was ended with it. */
const statusOf = (step: StepHistory | undefined, isOver: boolean): StepStatus => {
  if (step === undefined) return isOver ? 'skipped' : 'pending';
  return isOver && !isFinalStep(step.status) ? 'cancelled' : step.status;
};

class StepViews {
  readonly views: StepView[] = [];
  private readonly world: StepViewWorld;

  constructor(world: StepViewWorld) {
    this.world = world;
  }

  /** @param prefix the block's path and a slash, nothing for the root. */
  addBlock(block: OutlineBlock, prefix: string, isOver: boolean): void {
    for (const step of block) this.addStep(step, `${prefix}${step.name}`, isOver);
  }

  private addStep(outline: OutlineStep, path: Path, isOver: boolean): void {
    const history = this.world.history.steps.get(path);
    const status = statusOf(history, isOver);
    this.views.push(this.view(outline, path, { history, status }));
    const undo = this.world.history.steps.get(undoOf(path));
    if (undo !== undefined) {
      const view = this.view(outline, undo.path, { history: undo, status: statusOf(undo, isOver) });
      this.views.push({ ...view, title: `Undo: ${outline.title}`, type: 'undo', needs: [outline.name] });
    }
    // What is inside of a step that was taken over was done in the run that it was taken from.
    if (!history?.adopted) this.addInner(outline, path, isOver || isFinalStep(status));
  }

  private addInner({ document, blocks }: OutlineStep, path: Path, isOver: boolean): void {
    const isOverIn = (block: Path): boolean => {
      const status = this.world.history.blocks.get(block)?.status;
      return isOver || (status !== undefined && status !== 'running');
    };
    if (document.type === 'parallel') {
      for (const [name, block] of blocks) this.addBlock(block, `${path}/${name}/`, isOverIn(`${path}/${name}`));
    } else if (document.type === 'loop') {
      const body = blocks.get('') ?? [];
      for (let round = 1; this.world.history.blocks.has(`${path}/${round}`); round++) {
        this.addBlock(body, `${path}/${round}/`, isOverIn(`${path}/${round}`));
      }
    }
  }

  private view(
    outline: OutlineStep,
    path: Path,
    state: { readonly history: StepHistory | undefined; readonly status: StepStatus },
  ): StepView {
    const { history, status } = state;
    const { run } = this.world;
    const wait = this.world.history.waits.get(path);
    const why = isFinalStep(status) ? undefined : this.world.why(path);
    const approval = wait?.wait.for === 'approval' ? this.world.approval(path, wait) : undefined;
    const isMap = outline.document.type === 'map';
    const items = isMap ? this.items(path) : undefined;
    return {
      path,
      name: outline.name,
      title: outline.title,
      type: outline.document.type,
      needs: outline.needs,
      status,
      attempts: history?.attempts.map((attempt) => attemptView(run, path, attempt)) ?? [],
      ...(history?.readyAt !== undefined && { readyAt: history.readyAt }),
      ...(history?.endedAt !== undefined && { endedAt: history.endedAt }),
      ...(history?.output !== undefined && { output: isMap ? mapOutput(history.output) : history.output }),
      ...(history?.failure !== undefined && { failure: history.failure }),
      ...(why !== undefined && { why }),
      ...(wait !== undefined && !isFinalStep(status) && { waitsFor: wait.wait.for }),
      ...(approval !== undefined && { approval }),
      ...(items !== undefined && { items }),
      ...(history?.child !== undefined && { child: history.child }),
      ...(history?.adopted && { adopted: true }),
    };
  }

  private items(map: Path): StepView['items'] {
    const { items: indexes, itemValues } = this.world.history;
    const index = indexes.get(map);
    const total = itemValues.get(map)?.length ?? index?.highest;
    if (total === undefined) return undefined;
    const { succeeded, failed, items } = index ?? { succeeded: 0, failed: 0, items: new Map() };
    return { total, open: items.size - succeeded - failed, succeeded, failed };
  }
}

/**
 * Steps in the order of the outline, those of a block after its step, what undoes a step after that step. Steps inside of maps are not among them.
 * @param block with the path under which it stands, "" for the root.
 * @param isOver whether nothing of the block will be begun any more.
 */
export const stepViews = (
  block: OutlineBlock,
  at: { readonly path: Path; readonly isOver: boolean },
  world: StepViewWorld,
): readonly StepView[] => {
  const views = new StepViews(world);
  views.addBlock(block, at.path === '' ? '' : `${at.path}/`, at.isOver);
  return views.views;
};
