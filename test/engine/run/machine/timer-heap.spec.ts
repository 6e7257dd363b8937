/** The heap of timers against a plain list. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Timed, TimerHeap } from '../../../../src/engine/run/machine/timer-heap.ts';

const times = fc.option(fc.nat(20), { nil: undefined });

describe('a heap of timers', () => {
  it('knows the earliest, and all that are due, however they are set, moved and taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ who: fc.nat(9), at: times }), { maxLength: 60 }), fc.nat(20), (changes, now) => {
        const heap = new TimerHeap<Timed>();
        const entries = Array.from({ length: 10 }, (): Timed => ({ due: undefined, timerPlace: -1 }));
        const text = (at: number): string => String(at).padStart(2, '0');
        for (const { who, at } of changes) {
          heap.set(entries[who] as Timed, at === undefined ? undefined : text(at));
          const dues = entries.flatMap(({ due }) => due ?? []).sort();
          expect(heap.first?.due).toBe(dues[0]);
          expect(heap.dueAt(text(now)).map(({ due }) => due)).toEqual(dues.filter((due) => due <= text(now)));
        }
      }),
    );
  });
});
