/** The cases of the DMN TCK that passed once still pass. The kit is not part of the project: it is looked for in the shared folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TckResults, tckResults } from '../../src/engine/dmn/tck/tck-results.ts';
import { runTckFolder } from '../../src/main/command-line/run-tck-folder.ts';
import { sharedFolder } from '../support/shared-folder.ts';

const kit = sharedFolder('tck/TestCases');

/** Written by `npm run -s probity -- tck <folder> --results test/conformance/tck-results.json`. */
const kept = JSON.parse(readFileSync(join(import.meta.dirname, 'tck-results.json'), 'utf8')) as TckResults;

describe.runIf(kit !== undefined)('the DMN TCK', () => {
  const report = kit === undefined ? undefined : runTckFolder(kit);

  test('every case that passed still does', () => {
    const now = tckResults(report as NonNullable<typeof report>);
    expect(now.differing.filter((name) => !kept.differing.includes(name))).toEqual([]);
    for (const [folder, { total }] of Object.entries(kept.folders))
      expect({ folder, total: now.folders[folder]?.total }).toEqual({ folder, total });
  });

  test('level 2 passes as a whole, level 3 but for functions of Java', () => {
    const { levels, failures, problems } = report as NonNullable<typeof report>;
    expect(problems).toEqual([]);
    expect(levels['level-2']?.passed).toBe(levels['level-2']?.total);
    const level3 = levels['level-3'];
    expect(level3 === undefined ? 0 : level3.passed / level3.total).toBeGreaterThan(0.97);
    expect(level3 === undefined ? 0 : level3.valued.passed / level3.valued.total).toBeGreaterThan(0.97);
    expect(failures.filter(({ level }) => level === 'level-2')).toEqual([]);
  });
});
