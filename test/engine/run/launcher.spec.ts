/** Whose turn it is: what follows from what has just ended comes first, and nobody is kept waiting for long by that. */
import { expect, it } from 'vitest';
import { createLauncher } from '../../../src/engine/run/launcher.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const launcherOf = (mayBegin = () => true) => {
  const clock = createManualClock();
  const done: string[] = [];
  const launcher = createLauncher({ port: clock, mayBegin });
  const work =
    (name: string, leads = false, tookMs = 0) =>
    () => {
      done.push(name);
      clock.sleep(tookMs);
      return leads;
    };
  return { launcher, done, work };
};

it('what was added last comes first, where it was asked to', () => {
  const { launcher, done, work } = launcherOf();
  launcher.add(work('queued'));
  launcher.addFirst(work('second'));
  launcher.addFirst(work('first'));
  launcher.pump();
  expect(done).toEqual(['first', 'second', 'queued']);
  expect(launcher.isWaiting).toBe(false);
});

it('others wait for work that comes to its end within the turn, and no longer than that', () => {
  const { launcher, done, work } = launcherOf();
  launcher.add(work('leads', true));
  launcher.add(work('other', true));
  launcher.add(work('last'));
  launcher.pump();
  expect(done).toEqual(['leads']);
  launcher.addFirst(work('follows'));
  launcher.goOn();
  expect(done).toEqual(['leads', 'follows', 'other']);
  launcher.pump();
  expect(done).toEqual(['leads', 'follows', 'other', 'last']);
});

it('a turn comes to its end, and what is left has the next', () => {
  const { launcher, done, work } = launcherOf();
  for (const name of ['a', 'b', 'c']) launcher.add(work(name, false, 3));
  launcher.pump();
  expect(done).toEqual(['a', 'b']);
  launcher.goOn();
  expect(done).toEqual(['a', 'b']);
  expect(launcher.isWaiting).toBe(true);
  launcher.pump();
  expect(done).toEqual(['a', 'b', 'c']);
});

it('those that queue have their turn among however many that come first', () => {
  const { launcher, done, work } = launcherOf();
  for (let item = 0; item < 1_000; item++) launcher.addFirst(work('item'));
  launcher.add(work('start'));
  launcher.pump();
  expect(done.indexOf('start')).toBe(64);
  expect(done).toHaveLength(1_001);
});
