/** A profile is over all chunks: what each column holds in all, and its smallest and largest value wherever they stand. */
import { expect, test } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import { Null } from '../../../src/engine/model/value.ts';
import { openPopulation } from '../../../src/engine/population/open-population.ts';
import { profilePopulation } from '../../../src/engine/population/profile-population.ts';
import { fillWorkspace } from '../../support/impact-workspace.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

test('over many chunks', () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 100, chunkUnits: 16 });
  store.read((reader) => {
    const view = openPopulation(reader, 'people');
    const incomes = Array.from({ length: view.chunkCount }, (_, index) => view.chunk(index)).flatMap((chunk) =>
      Array.from({ length: chunk.units }, (_, row) => chunk.inputs(row).income),
    );
    const known = incomes.filter((income) => income instanceof Exact).sort((left, right) => left.compare(right));
    const profile = profilePopulation(reader, 'people').columns;
    expect(profile.find(({ column }) => column === 'income')).toEqual({
      list: '',
      column: 'income',
      type: 'decimal',
      rows: 100,
      nulls: incomes.filter((income) => income instanceof Null).length,
      min: known[0]?.toText(),
      max: known.at(-1)?.toText(),
    });
    expect(profile.map(({ list, column }) => `${list}.${column}`)).toEqual(['.income', '.region', 'members.age', '.district', '.weight']);
  });
});
