/** A key of the log that a machine kept, and whose process ended before the trail named it, signs what comes next. */
import { expect, test } from 'vitest';
import { readSignedCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { parseVerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import type { LogKeyring } from '../../../src/engine/identity/log-keyring.ts';
import { auditSize, listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { newestCheckpoint } from '../../../src/engine/store/audit/checkpoint-store.ts';
import { logKeys } from '../../../src/engine/store/audit/log-keys.ts';
import { setMember } from '../../../src/engine/store/member/member-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { memoryLogKeyring } from '../../support/memory-log-keyring.ts';
import { reopen, scratchWorkspace } from './scratch-workspace.ts';
import { verify } from './trail-verdict.ts';

const addBob = (store: Store): void => store.change('ada', (writer) => setMember(writer, { name: 'bob', roles: ['viewer'] }));

/** Ends where the key is on the disk and nothing else is. */
const endingKeyring = (kept: LogKeyring): LogKeyring => ({
  find: kept.find,
  keep: (origin, seed) => {
    kept.keep(origin, seed);
    throw new Error('the process ends');
  },
});

test('it is named once, by the next process that signs, in the transaction that it signs', async () => {
  const made = scratchWorkspace();
  made.close();
  const machine = memoryLogKeyring();

  const ended = reopen(made, { logKeys: endingKeyring(machine) });
  const size = ended.read(auditSize);
  expect(() => addBob(ended)).toThrow('the process ends');
  expect(ended.read(auditSize)).toBe(size);
  ended.close();

  const store = reopen(made, { logKeys: machine });
  expect(store.read(auditSize)).toBe(size);
  addBob(store);
  expect(store.read((reader) => listEntries(reader, size, 9)).map(({ kind }) => kind)).toEqual(['member.set', 'log-key.made']);
  const keys = store.read(logKeys);
  expect(keys).toHaveLength(2);
  const key = parseVerifierKey(keys[1]?.key ?? '');
  if (typeof key === 'string') throw new Error(key);
  const newest = store.read(newestCheckpoint);
  expect(newest?.size).toBe(size + 2);
  expect(readSignedCheckpoint(newest?.note ?? '', [key])).not.toBeTypeOf('string');
  store.close();
  expect(await verify(made.path)).toMatchObject({ verdict: 'consistent', size: size + 2 });
});
