/** A planted bug: the audit entry in a transaction of its own, before what it records. The enumeration of crashes has to see it. */
import { expect, it } from 'vitest';
import type { Params, Writer } from '../../../../src/engine/store/handle.ts';
import type { Store } from '../../../../src/engine/store/store.ts';
import { crashCases } from './crash-cases.ts';
import { sequence } from './crash-scenarios.ts';

const apart = (store: Store): Store => ({
  ...store,
  change: (actor, work) => {
    const later: (readonly [sql: string, params: Params | undefined])[] = [];
    const outcome = store.change(actor, (writer) => {
      const entriesOnly: Writer = {
        ...writer,
        run: (sql, params) => {
          later.push([sql, params]);
          return 1;
        },
      };
      return work(entriesOnly);
    });
    store.change(actor, (writer) => {
      writer.record({ kind: 'test.later', subject: {} });
      for (const [sql, params] of later) writer.run(sql, params);
    });
    return outcome;
  },
});

it('is caught: the trail records what is not there', { timeout: 120_000 }, async () => {
  const cases = await crashCases(sequence, apart);
  await cases.atEveryFrame();
  expect(cases.failures.filter((failure) => !/^the log .*: the trail: /.test(failure))).toEqual([]);
  expect(cases.failures.length).toBeGreaterThan(0);
});
