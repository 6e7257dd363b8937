/** How the items of one map stand, and which moves tell of each: small enough to be kept for many thousands of items. */
import type { StepStatus } from '../../model/run.ts';
import type { RunRecord } from '../run-state.ts';

export type IndexedItem = {
  status: 'running' | 'completed' | 'faulted' | 'cancelled';
  /** It completed in the run that this one was forked from. */
  adopted?: true;
  /** Attempts under way, and steps that wait. */
  open: number;
  waiting: number;
  /** Numbers of the moves that have a record about it, ascending. */
  readonly moves: number[];
};

export type ItemIndex = {
  /** By index, from 1. */
  readonly items: ReadonlyMap<number, IndexedItem>;
  /** The highest index of all of them, 0 where there is none. */
  readonly highest: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Takes note that a move tells of an item; `record` is one of its own steps, or of the item itself. */
  touch(index: number, seq: number, record: RunRecord | undefined): void;
  adopt(index: number, seq: number): void;
};

/** As steps have it: an item of which nothing is being worked on, but something waits, waits. */
export const itemStatus = ({ status, open, waiting }: IndexedItem): StepStatus =>
  status === 'running' && open === 0 && waiting > 0 ? 'waiting' : status;

class Index implements ItemIndex {
  readonly items = new Map<number, IndexedItem>();
  highest = 0;
  succeeded = 0;
  failed = 0;
  private readonly waits = new Set<string>();
  private readonly busy = new Set<string>();

  touch(index: number, seq: number, record: RunRecord | undefined): void {
    const item = this.item(index);
    if (item.moves.at(-1) !== seq) item.moves.push(seq);
    if (record?.type === 'block-end') this.end(item, record.status);
    else if (record !== undefined && 'step' in record) this.follow(item, record);
  }

  adopt(index: number, seq: number): void {
    const item = this.item(index);
    item.moves.push(seq);
    item.adopted = true;
    this.end(item, 'completed');
  }

  private end(item: IndexedItem, status: 'completed' | 'faulted' | 'cancelled'): void {
    if (item.status === 'completed') this.succeeded--;
    else if (item.status === 'faulted') this.failed--;
    item.status = status;
    if (status === 'completed') this.succeeded++;
    else if (status === 'faulted') this.failed++;
  }

  private follow(item: IndexedItem, record: Extract<RunRecord, { readonly step: string }>): void {
    if (record.type === 'checkpoint' || record.type === 'decision' || record.type === 'ready') return;
    const { step } = record;
    if (this.waits.delete(step)) item.waiting--;
    if (this.busy.delete(step)) item.open--;
    if (record.type === 'attempt') {
      this.busy.add(step);
      item.open++;
    } else if (record.type === 'waiting') {
      this.waits.add(step);
      item.waiting++;
    }
  }

  private item(index: number): IndexedItem {
    let item = this.items.get(index);
    if (item === undefined) {
      item = { status: 'running', open: 0, waiting: 0, moves: [] };
      this.items.set(index, item);
      this.highest = Math.max(this.highest, index);
    }
    return item;
  }
}

export const createItemIndex = (): ItemIndex => new Index();
