/** Holds one task function back: how many of its attempts are under way in all runs, how many began lately, and whether it works at all. */
import type { LimitRule } from '../template/template-graph.ts';

/** How an attempt came out. `mendable`: it faulted in a way that repetition could mend. `other`: it says nothing of whether the function works. */
export type Outcome = 'completed' | 'mendable' | 'other';

/** An attempt that is open, by the function that it is made at. The gate knows the one that tries whether the function works again by it. */
export type OpenCall = { readonly task: string };

/** Where nothing but the end of an attempt opens the gate. */
const NOT_BY_TIME = Number.POSITIVE_INFINITY;

export class TaskGate<Run> {
  /** Attempts that are open in any run, as far as moves have been made; not all of them need be written yet. */
  private open = 0;
  /** Of these, those that end with the move that is being made. */
  leaving = 0;
  /** Begun by the move that is being made. */
  private granted = 0;
  /** Runs that were refused, in the order in which they asked. */
  readonly held = new Set<Run>();
  /** Under which the last was refused. */
  private rule: LimitRule = {};
  private readonly starts: number[] = [];
  private failures = 0;
  private brokenUntilMs: number | undefined;
  /** While the breaker is half open: what tries whether the function works again, from when it is let in. Older attempts may end meanwhile. */
  private trial: OpenCall | 'next' | undefined;

  /** Whether an attempt may begin now; it counts as begun. A run that is refused is held. */
  admits(run: Run, rule: LimitRule, nowMs: number): boolean {
    if (this.closedUntilMs(rule, nowMs) !== undefined) {
      this.rule = rule;
      this.held.add(run);
      return false;
    }
    this.held.delete(run);
    this.granted++;
    if (rule.rate !== undefined) this.starts.push(nowMs);
    if (rule.breaker !== undefined && this.brokenUntilMs !== undefined) this.trial = 'next';
    return true;
  }

  begun(call: OpenCall): void {
    this.open++;
    if (this.trial === 'next') this.trial = call;
  }

  /** The move is over in which attempts were let in, and all that it began was said to have begun. */
  moved(): void {
    this.granted = 0;
    if (this.trial === 'next') this.trial = undefined;
  }

  ended(call: OpenCall, outcome: Outcome, rule: LimitRule | undefined, nowMs: number): void {
    this.open--;
    if (this.trial === call) this.trial = undefined;
    if (outcome === 'completed') {
      this.failures = 0;
      this.brokenUntilMs = undefined;
      this.trial = undefined;
    } else if (outcome === 'mendable') {
      this.failures++;
      const breaker = rule?.breaker;
      if (breaker !== undefined && this.failures >= breaker.failures) this.brokenUntilMs = nowMs + breaker.cooldownMs;
    }
  }

  /** When those that are held may ask again: undefined for now, infinity where something has to end first. */
  heldUntilMs(nowMs: number): number | undefined {
    return this.closedUntilMs(this.rule, nowMs);
  }

  private closedUntilMs({ concurrency, rate, breaker }: LimitRule, nowMs: number): number | undefined {
    if (breaker !== undefined && this.brokenUntilMs !== undefined) {
      if (nowMs < this.brokenUntilMs) return this.brokenUntilMs;
      if (this.trial !== undefined) return NOT_BY_TIME;
    }
    if (concurrency !== undefined && this.open - this.leaving + this.granted >= concurrency) return NOT_BY_TIME;
    if (rate === undefined) return undefined;
    while (this.starts.length > 0 && nowMs - (this.starts[0] as number) >= rate.perMs) this.starts.shift();
    return this.starts.length < rate.count ? undefined : (this.starts[0] as number) + rate.perMs;
  }
}
