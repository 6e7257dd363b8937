/** A file is held against the migrations that are given, and not against those that were given before. */
import { expect, it } from 'vitest';
import { schemaDifference } from '../../../../src/engine/store/audit/schema-difference.ts';
import { MIGRATIONS } from '../../../../src/engine/store/migrations/index.ts';
import { scratchWorkspace } from '../scratch-workspace.ts';

it('answers for the migrations that are given, whatever was asked before', () => {
  const store = scratchWorkspace();
  const differenceFrom = (migrations: readonly string[]) => store.read((reader) => schemaDifference(reader, migrations));
  const further = 'CREATE TABLE further (n INTEGER) STRICT';
  const other = 'CREATE TABLE other (n INTEGER) STRICT';
  expect(differenceFrom(MIGRATIONS)).toBeUndefined();
  expect(differenceFrom([...MIGRATIONS, further])).toEqual({ reason: 'the table further is missing', unusable: true });
  expect(differenceFrom([...MIGRATIONS, other])).toEqual({ reason: 'the table other is missing', unusable: true });
  expect(differenceFrom([...MIGRATIONS])).toBeUndefined();
});
