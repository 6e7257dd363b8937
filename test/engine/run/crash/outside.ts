/** The world outside of a workspace, as a crash leaves it: what steps have done there, and under which keys. */

/** One step of one run, whatever attempt. */
type Deed = string;

export class Outside {
  /** Keys that a deed was done under. A receiver takes each key once, so that two of them are two effects. */
  private readonly keys = new Map<Deed, Set<string>>();
  /** How often deeds that must not be repeated were done. */
  private readonly once = new Map<Deed, number>();
  /** What steps need is out of order until somebody mends it. */
  isMended = false;

  copy(): Outside {
    const copy = new Outside();
    for (const [deed, keys] of this.keys) copy.keys.set(deed, new Set(keys));
    for (const [deed, times] of this.once) copy.once.set(deed, times);
    copy.isMended = this.isMended;
    return copy;
  }

  /** As it was before anybody began: for disks that forget what they said they hold. Only effects under a key stay known to their receivers. */
  withoutHistory(): Outside {
    const copy = this.copy();
    for (const deed of copy.once.keys()) copy.once.set(deed, 0);
    copy.isMended = false;
    return copy;
  }

  take(deed: Deed, key: string): void {
    const keys = this.keys.get(deed) ?? new Set();
    this.keys.set(deed, keys.add(key));
  }

  takeOnce(deed: Deed): void {
    this.once.set(deed, (this.once.get(deed) ?? 0) + 1);
  }

  /** What was done more than once. */
  repeated(): readonly string[] {
    return [
      ...[...this.keys].flatMap(([deed, keys]) => (keys.size > 1 ? [`${deed} has ${keys.size} effects`] : [])),
      ...[...this.once].flatMap(([deed, times]) => (times > 1 ? [`${deed} was done ${times} times`] : [])),
    ];
  }

  /** Steps that have had an effect, of the runs that are there. */
  deeds(runs: ReadonlySet<string>): readonly string[] {
    return [...this.keys.keys(), ...this.once.keys()]
      .filter((deed) => runs.has(deed.slice(0, deed.indexOf('/'))))
      .map((deed) => deed.slice(deed.indexOf('/') + 1))
      .sort();
  }
}
