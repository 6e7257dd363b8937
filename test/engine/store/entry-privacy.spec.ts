/** What the trail's own bytes give away: nothing from which a value of a single column, count or figure could be found by trying. */
import { expect, test } from 'vitest';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { logPages } from '../../../src/engine/store/audit/audit-store.ts';
import { fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { scratchWorkspace } from './scratch-workspace.ts';

test('no entry holds the plain hash of a column, of counts or of figures, nor the key of a unit', () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 3, chunkUnits: 2 });
  runImpactHere(store, 'r', grantRequest);
  const { trail, guessable } = store.read((reader) => {
    const texts = (sql: string) => reader.all<{ text: string }>(sql).map(({ text }) => text);
    return {
      trail: [...logPages(reader)].flatMap((page) => page.map(({ data }) => Buffer.from(data).toString('utf8'))).join('\n'),
      guessable: [
        ...texts('-- columns of the population\nSELECT sha256 AS text FROM population_chunk'),
        ...texts('-- columns of the results\nSELECT sha256 AS text FROM impact_column'),
        ...texts('-- counts\nSELECT transitions AS text FROM impact_chunk').map(sha256Hex),
        ...texts('-- figures\nSELECT result AS text FROM impact_result').map(sha256Hex),
        'unit-0',
      ],
    };
  });
  expect(trail).toContain('impact.completed');
  expect(guessable.length).toBeGreaterThan(10);
  expect(guessable.filter((text) => trail.includes(text))).toEqual([]);
});
