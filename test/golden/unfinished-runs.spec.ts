/**
 * Runs that released programs left unfinished go on in every later program, to the end that they would have come to. Once a version is released, its files
 * are never made anew; before that, `PROBITY_WRITE_GOLDEN=1` with this file's tests makes those of the newest version.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/engine/store/open-store.ts';
import { type Ending, prepare, runToTheEnd } from '../engine/run/crash/crash-machine.ts';
import { items, people, type Scenario } from '../engine/run/crash/crash-scenarios.ts';
import { copyDisk, takeImages } from '../engine/run/crash/disk-image.ts';
import { Outside } from '../engine/run/crash/outside.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { testWorld } from '../support/test-world.ts';

/** What the file's runs wait for, by the scenario that knows which signals and decisions they get. */
const FILES: Readonly<Record<string, Scenario>> = { 'unfinished-map-v8': items, 'unfinished-people-v8': people };
const LATER = '2026-06-01T00:00:00.000Z';

type Expected = Pick<Ending, 'runs'>;

const beside = (name: string): string => join(import.meta.dirname, name);

/** Stops a run in its middle, and keeps how it would have ended. */
const write = async (name: string, scenario: Scenario): Promise<void> => {
  const folder = scratchFolder();
  const path = join(folder, 'run.probity');
  prepare(path, scenario);
  const images = takeImages(path, join(folder, 'images'));
  const { runs } = await runToTheEnd(scenario, { path, outside: new Outside(), seed: name, point: images.point });
  const middle = images.taken[Math.floor(images.taken.length / 2)]?.path ?? '';
  openStore(middle, testWorld()).close();
  copyFileSync(middle, beside(`${name}.probity`));
  writeFileSync(beside(`${name}.json`), `${JSON.stringify({ runs } satisfies Expected, null, 2)}\n`);
};

for (const [name, scenario] of Object.entries(FILES)) {
  test(`the run of ${name} goes on and ends as it would have`, async () => {
    if (process.env.PROBITY_WRITE_GOLDEN === '1') await write(name, scenario);
    const path = join(scratchFolder(), 'copy', 'run.probity');
    copyDisk(beside(`${name}.probity`), path);
    const { runs, wrong } = await runToTheEnd(scenario, { path, outside: new Outside(), now: LATER, seed: 'later' });
    expect(wrong).toEqual([]);
    expect({ runs }).toEqual(JSON.parse(readFileSync(beside(`${name}.json`), 'utf8')));
  });
}
