/** What has happened in a run, folded from its moves: for whoever looks at it. Takes any records in any order, as it may meet those of other programs. */
import type { Json } from '../../model/json.ts';
import { assertNever, type Failure } from '../../model/problem.ts';
import type { Pin, StepStatus } from '../../model/run.ts';
import { type AttemptStatus, isFinalStep, type Move, type Path, type RunRecord, type Wait } from '../run-state.ts';
import { createItemIndex, type ItemIndex } from './item-index.ts';
import { nameIn, type TemplateOutline } from './template-outline.ts';

type StepRecord = Extract<RunRecord, { readonly step: Path }>;
type BlockRecord = Extract<RunRecord, { readonly block: Path }>;

export type AttemptHistory = {
  readonly number: number;
  readonly startedAt: string;
  readonly input: Json;
  status: AttemptStatus | 'running';
  endedAt?: string;
  output?: Json;
  failure?: Failure;
  checkpoint?: Json;
  /** When a checkpoint was kept. */
  readonly checkpointsAt: string[];
};

export type StepHistory = {
  readonly path: Path;
  status: StepStatus;
  /** When all that it waited for was there. */
  readyAt?: string;
  endedAt?: string;
  readonly attempts: AttemptHistory[];
  output?: Json;
  failure?: Failure;
  /** Of a step that runs another template. */
  child?: string;
  adopted?: true;
};

export type BlockHistory = { status: 'running' | 'completed' | 'faulted' | 'cancelled'; readonly openedAt: string; endedAt?: string };

export type OpenWait = { readonly wait: Wait; readonly since: string };

export type RunHistory = {
  /** The number of the move that comes next. */
  readonly next: number;
  /** When the newest move was written. */
  readonly lastAt: string | undefined;
  readonly pins: readonly Pin[];
  /** Why the run is suspended. */
  readonly suspended: string | undefined;
  /** Steps that something has happened to, without those inside of maps. */
  readonly steps: ReadonlyMap<Path, StepHistory>;
  /** Branches and rounds, likewise. */
  readonly blocks: ReadonlyMap<Path, BlockHistory>;
  /** Items of maps, by the map's path. */
  readonly items: ReadonlyMap<Path, ItemIndex>;
  /** What maps go over, by the map's path; in order, item 1 first. */
  readonly itemValues: ReadonlyMap<Path, readonly Json[]>;
  /** All that waits now, also inside of maps. */
  readonly waits: ReadonlyMap<Path, OpenWait>;
  take(move: Move): void;
};

export type HistoryOptions = {
  /** The block whose steps are looked at, with a path as in run-state.ts; all others are passed over. The root if absent. */
  readonly within?: Path;
  /** Whether steps inside of maps are kept like all others, instead of counting items. */
  readonly withItems?: boolean;
};

/** The map that a path leads into, and the item there, from 1. `isItem`: the path is the item itself, not a step of it. */
export type ItemPlace = { readonly map: Path; readonly index: number; readonly isItem: boolean };

/** The outermost map that the path leads into; of what stands after `start`, a place in the path where a step's name begins. */
export const itemPlace = (path: Path, start: number, isMap: (name: string) => boolean): ItemPlace | undefined => {
  for (let from = start; ; ) {
    const nameEnd = path.indexOf('/', from);
    if (nameEnd === -1) return undefined;
    const blockEnd = path.indexOf('/', nameEnd + 1);
    if (isMap(path.slice(from, nameEnd))) {
      const index = Number(path.slice(nameEnd + 1, blockEnd === -1 ? undefined : blockEnd));
      return { map: path.slice(0, nameEnd), index, isItem: blockEnd === -1 };
    }
    if (blockEnd === -1) return undefined;
    from = blockEnd + 1;
  }
};

class History implements RunHistory {
  next = 0;
  lastAt: string | undefined;
  pins: readonly Pin[] = [];
  suspended: string | undefined;
  readonly steps = new Map<Path, StepHistory>();
  readonly blocks = new Map<Path, BlockHistory>();
  readonly items = new Map<Path, ItemIndex>();
  readonly itemValues = new Map<Path, readonly Json[]>();
  readonly waits = new Map<Path, OpenWait>();
  private readonly within: Path;
  private readonly isMap: (name: string) => boolean;
  private readonly outline: TemplateOutline;

  constructor(outline: TemplateOutline, { within = '', withItems = false }: HistoryOptions) {
    this.within = within === '' ? '' : `${within}/`;
    this.outline = outline;
    this.isMap = withItems ? () => false : (name) => outline.step(name)?.document.type === 'map';
  }

  take(move: Move): void {
    this.next = move.seq + 1;
    this.lastAt = move.at;
    for (const record of move.records) this.takeRecord(record, move);
  }

  private takeRecord(record: RunRecord, move: Move): void {
    if (record.type === 'started') this.pins = record.pins;
    else if (record.type === 'suspended') this.suspended = record.reason;
    else if (record.type === 'resumed') this.suspended = undefined;
    else if (record.type === 'run-end') this.waits.clear();
    else if ('step' in record) this.takeStep(record, move);
    else if ('block' in record) this.takeBlock(record, move);
  }

  private takeStep(record: StepRecord, move: Move): void {
    const { step } = record;
    if (!step.startsWith(this.within)) return;
    const place = itemPlace(step, this.within.length, this.isMap);
    const item = place && this.index(place.map);
    if (record.type === 'waiting') this.waits.set(step, { wait: record.wait, since: move.at });
    else if (record.type !== 'checkpoint' && record.type !== 'ready' && record.type !== 'decision') this.waits.delete(step);
    if (place === undefined) this.advance(this.step(step), record, move);
    else item?.touch(place.index, move.seq, record);
  }

  private takeBlock(record: BlockRecord, move: Move): void {
    const { block } = record;
    if (!block.startsWith(this.within)) return;
    const place = itemPlace(block, this.within.length, this.isMap);
    if (place !== undefined) {
      this.begin(place.map, move.at);
      this.index(place.map).touch(place.index, move.seq, place.isItem ? record : undefined);
    } else if (record.type === 'block') {
      this.begin(block.slice(0, block.lastIndexOf('/')), move.at);
      this.blocks.set(block, { status: 'running', openedAt: move.at });
    } else this.blocks.set(block, { openedAt: move.at, ...this.blocks.get(block), status: record.status, endedAt: move.at });
  }

  /** A step that holds others is at work as soon as one of its blocks is open. */
  private begin(path: Path, at: string): void {
    const step = this.step(path);
    step.readyAt ??= at;
    if (!isFinalStep(step.status)) step.status = 'running';
  }

  private step(path: Path): StepHistory {
    let step = this.steps.get(path);
    if (step === undefined) {
      step = { path, status: 'pending', attempts: [] };
      this.steps.set(path, step);
    }
    return step;
  }

  private index(map: Path): ItemIndex {
    let index = this.items.get(map);
    if (index === undefined) {
      index = createItemIndex();
      this.items.set(map, index);
    }
    return index;
  }

  private advance(step: StepHistory, record: StepRecord, { at, seq }: Move): void {
    if (tellsOfBeginning(record)) step.readyAt ??= at;
    switch (record.type) {
      case 'attempt':
        step.status = 'running';
        if (this.outline.step(nameIn(step.path))?.document.type === 'map') {
          if (Array.isArray(record.input)) this.itemValues.set(step.path, record.input);
          return;
        }
        step.attempts.push({ number: record.number, startedAt: at, input: record.input, status: 'running', checkpointsAt: [] });
        return;
      case 'checkpoint': {
        const attempt = attemptAt(step, record.number);
        if (attempt === undefined) return;
        attempt.checkpoint = record.data;
        attempt.checkpointsAt.push(at);
        return;
      }
      case 'attempt-end':
        step.status = 'pending';
        // That of a map is no attempt at anything: what it says is the step's.
        Object.assign(attemptAt(step, record.number) ?? step, outcomeOf(record));
        Object.assign(attemptAt(step, record.number) ?? {}, { status: record.status, endedAt: at });
        return;
      case 'waiting':
        step.status = 'waiting';
        if (record.wait.for === 'child') step.child = record.wait.run;
        return;
      case 'end':
        Object.assign(step, { status: record.status, endedAt: at }, outcomeOf(step.attempts.at(-1) ?? {}), outcomeOf(record));
        return;
      case 'adopted':
        Object.assign(
          step,
          { status: record.failure === undefined ? 'completed' : 'faulted', endedAt: at, adopted: true },
          outcomeOf(record),
        );
        return;
      case 'adopted-items':
        for (const [index] of record.results) this.index(step.path).adopt(index, seq);
        return;
      case 'retried':
        step.status = 'pending';
        return;
      case 'ready':
      case 'signal-taken':
      case 'decision':
        return;
      default:
        assertNever(record);
    }
  }
}

/** Whether all that the step waits for was there by then. */
const tellsOfBeginning = (record: StepRecord): boolean => {
  if (record.type === 'end') return record.status === 'completed' || record.status === 'faulted';
  return record.type === 'ready' || record.type === 'attempt' || record.type === 'waiting' || record.type === 'adopted';
};

const attemptAt = ({ attempts }: StepHistory, number: number): AttemptHistory | undefined =>
  attempts.findLast((attempt) => attempt.number === number);

/** Output and failure, as far as they are there. */
const outcomeOf = ({ output, failure }: { readonly output?: Json; readonly failure?: Failure }): { output?: Json; failure?: Failure } => ({
  ...(output !== undefined && { output }),
  ...(failure !== undefined && { failure }),
});

export const createRunHistory = (outline: TemplateOutline, options: HistoryOptions = {}): RunHistory => new History(outline, options);
