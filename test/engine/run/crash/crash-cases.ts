/** Carries out crashes of a scenario, and says which of them did not come to the end of a run that nothing happened to. */
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../../../src/engine/store/store.ts';
import { scratchFolder } from '../../../support/scratch-folder.ts';
import { type Ending, prepare, runToTheEnd } from './crash-machine.ts';
import type { Scenario } from './crash-scenarios.ts';
import { copyDisk, dropImage, type Image, takeImages } from './disk-image.ts';
import { Outside } from './outside.ts';

/** Moments of each recovery at which the power fails a second time. */
const SECOND_CRASHES = 6;
/** What the wall clock does while the power is away, in turn. */
const CLOCK_JUMPS_MS = [0, -3_600_000, 7_200_000];
const WAL_HEADER_BYTES = 32;
const WAL_FRAME_BYTES = 24 + 4_096;

export type CrashCases = {
  /** The power fails at every moment, and again at the first moments of every recovery. */
  atEveryMoment(): Promise<void>;
  /** The disk has lost the end of the log: whole frames, and half of one. */
  atEveryFrame(): Promise<void>;
  readonly count: number;
  /** In words, each with its moment. */
  readonly failures: readonly string[];
};

const jumped = (now: string, index: number): string =>
  new Date(Date.parse(now) + (CLOCK_JUMPS_MS[index % CLOCK_JUMPS_MS.length] as number)).toISOString();

const differences = ({ mayAlsoEnd = [] }: Scenario, wanted: Ending, { runs, deeds, wrong }: Ending): readonly string[] => {
  const isAlso = runs.length === wanted.runs.length && runs.every((run) => mayAlsoEnd.some((status) => run.includes(`: ${status} `)));
  if (isAlso) return wrong;
  return [
    ...wrong,
    ...(runs.join() === wanted.runs.join() ? [] : [`ended as ${runs.join(', ')}`]),
    ...(deeds.join() === wanted.deeds.join() ? [] : [`did ${deeds.join(', ')}`]),
  ];
};

/** @param wrap plants a bug between the runner and the store. */
export const crashCases = async (scenario: Scenario, wrap?: (store: Store) => Store): Promise<CrashCases> => {
  const folder = scratchFolder({ inMemory: true });
  const fresh = join(folder, 'fresh.probity');
  prepare(fresh, scenario);
  const failures: string[] = [];
  let count = 0;
  const planted = wrap === undefined ? {} : { wrap };

  const copyOfFresh = (name: string): string => {
    const path = join(folder, name, 'run.probity');
    copyDisk(fresh, path);
    return path;
  };

  const wanted = await runToTheEnd(scenario, { path: copyOfFresh('calm'), outside: new Outside(), seed: 'calm' });
  if (wanted.wrong.length > 0) failures.push(`without a crash: ${wanted.wrong.join('; ')}`);

  /** One process on the image, to the end; gives the moments at which its own power may fail. */
  const check = async (image: Image, index: number, secondCrashes = 0): Promise<readonly Image[]> => {
    count++;
    const { path, moment, now } = image;
    const second = takeImages(path, join(folder, 'second', String(index)), secondCrashes);
    try {
      const ending = await runToTheEnd(scenario, {
        path,
        outside: image.outside,
        now: jumped(now, index),
        seed: moment,
        point: second.point,
        ...planted,
      });
      const different = differences(scenario, wanted, ending);
      if (different.length > 0) failures.push(`${moment}: ${different.join('; ')}`);
    } catch (error) {
      failures.push(`${moment}: ${String(error)}`);
    }
    dropImage(image);
    return second.taken;
  };

  const atEveryMoment = async (): Promise<void> => {
    const path = copyOfFresh('stormy');
    const first = takeImages(path, join(folder, 'first'));
    await runToTheEnd(scenario, { path, outside: new Outside(), seed: 'stormy', point: first.point, ...planted });
    for (const [index, image] of first.taken.entries()) {
      for (const [later, again] of (await check(image, index, SECOND_CRASHES)).entries()) {
        await check({ ...again, moment: `${image.moment}, then ${again.moment}` }, index + later);
      }
    }
  };

  const atEveryFrame = async (): Promise<void> => {
    const path = copyOfFresh('logged');
    const log = join(folder, 'log', 'run.probity');
    const outside = new Outside();
    let last = '';
    const point = (moment: string, _world: Outside, now: string): void => {
      last = now;
      if (moment === 'after a transaction') copyDisk(path, log);
    };
    await runToTheEnd(scenario, { path, outside, seed: 'logged', point, ...planted });
    const bytes = statSync(`${log}-wal`).size;
    const frames = Math.floor((bytes - WAL_HEADER_BYTES) / WAL_FRAME_BYTES);
    for (let frame = 0; frame <= frames; frame++) {
      const end = WAL_HEADER_BYTES + frame * WAL_FRAME_BYTES;
      for (const [damage, size] of [['cut', end] as const, ['torn', end + WAL_FRAME_BYTES / 2] as const]) {
        const image = { moment: `the log ${damage} at frame ${frame}`, path: join(folder, damage, String(frame), 'crashed.probity') };
        copyDisk(log, image.path);
        truncateSync(`${image.path}-wal`, Math.min(size, bytes));
        await check({ ...image, outside: outside.withoutHistory(), now: last }, frame);
      }
    }
  };

  return {
    atEveryMoment,
    atEveryFrame,
    failures,
    get count() {
      return count;
    },
  };
};
