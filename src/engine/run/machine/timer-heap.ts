/** The steps of a run that something happens to when time has passed, the earliest first: a binary heap in which every step knows its place. */

/** What a heap holds. `due`: ISO 8601 UTC with milliseconds, so that texts are ordered as times are. */
export type Timed = { due: string | undefined; timerPlace: number };

const dueOf = (entry: Timed): string => {
  if (entry.due === undefined) throw new Error('a timer without a time');
  return entry.due;
};

export class TimerHeap<T extends Timed> {
  private readonly entries: T[] = [];

  get first(): T | undefined {
    return this.entries[0];
  }

  /** Sets when the entry is due; undefined takes it out. */
  set(entry: T, due: string | undefined): void {
    if (entry.due === due) return;
    if (due === undefined) {
      this.remove(entry);
      return;
    }
    const known = entry.due !== undefined;
    entry.due = due;
    if (!known) this.place(entry, this.entries.length);
    this.sink(this.rise(entry.timerPlace));
  }

  /** Those that are due at this time, the earliest first. */
  dueAt(now: string): T[] {
    const found: T[] = [];
    const collect = (at: number): void => {
      const entry = this.entries[at];
      if (entry === undefined || dueOf(entry) > now) return;
      found.push(entry);
      collect(2 * at + 1);
      collect(2 * at + 2);
    };
    collect(0);
    return found.sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
  }

  private remove(entry: T): void {
    const at = entry.timerPlace;
    const last = this.entries.pop();
    entry.due = undefined;
    entry.timerPlace = -1;
    if (last === undefined || last === entry) return;
    this.place(last, at);
    this.sink(this.rise(at));
  }

  private place(entry: T, at: number): void {
    this.entries[at] = entry;
    entry.timerPlace = at;
  }

  private at(place: number): T {
    return this.entries[place] as T;
  }

  private rise(from: number): number {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (dueOf(this.at(parent)) <= dueOf(this.at(place))) break;
      this.swap(parent, place);
      place = parent;
    }
    return place;
  }

  private sink(from: number): void {
    let place = from;
    for (;;) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < this.entries.length && dueOf(this.at(child)) < dueOf(this.at(least))) least = child;
      }
      if (least === place) return;
      this.swap(least, place);
      place = least;
    }
  }

  private swap(a: number, b: number): void {
    const first = this.at(a);
    this.place(this.at(b), a);
    this.place(first, b);
  }
}
