/** SHA-256 in four lanes against node:crypto: every length around the borders of blocks, HMAC, and nodes of a tree. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { blocksOf, HASHED_AT_ONCE_BYTES, HashLanes, INITIAL_STATE, STATE_BYTES } from '../../../src/engine/audit/hash-lanes/hash-lanes.ts';
import { rootOf } from '../../../src/engine/audit/merkle-tree.ts';

const lanes = new HashLanes();
const INNER = lanes.free;
const OUTER = INNER + STATE_BYTES;
const DIGESTS = OUTER + STATE_BYTES;
const MESSAGES = DIGESTS + 4 * 32;
beforeEach(() => lanes.begin(2_000_000));

type Four = readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/** Four messages of one length, each at its address with its ending. */
const place = (messages: Four, before: number) => {
  const length = messages[0].length;
  const at = messages.map((_, lane) => MESSAGES + lane * blocksOf(length) * 64) as [number, number, number, number];
  for (const [lane, message] of messages.entries()) {
    lanes.bytes.set(message, at[lane]);
    lanes.end(at[lane] as number, length, before);
  }
  return { at, blocks: blocksOf(length) };
};

const digests = (): readonly string[] => {
  lanes.sha256.write(DIGESTS, DIGESTS + 32, DIGESTS + 64, DIGESTS + 96);
  return [0, 1, 2, 3].map((lane) => Buffer.from(lanes.bytes.subarray(DIGESTS + lane * 32, DIGESTS + (lane + 1) * 32)).toString('hex'));
};

const fourOf = (length: number): Four => [randomBytes(length), randomBytes(length), randomBytes(length), randomBytes(length)];

test('digests of every length up to three blocks, and of a long one', () => {
  for (const length of [...Array.from({ length: 194 }, (_, i) => i), 100_000]) {
    const messages = fourOf(length);
    const { at, blocks } = place(messages, 0);
    lanes.absorb(INITIAL_STATE, blocks, ...at);
    expect(digests()).toEqual(messages.map((message) => createHash('sha256').update(message).digest('hex')));
  }
});

test('HMAC under one key for all lanes, and under a key of each lane', () => {
  const secret = randomBytes(32);
  lanes.padKey(secret, { inner: INNER, outer: OUTER, scratch: MESSAGES });
  const messages = fourOf(150);
  const { at, blocks } = place(messages, 64);
  lanes.absorb(INNER, blocks, ...at);
  lanes.finishHmac(OUTER);
  const keys = messages.map((message) => createHmac('sha256', secret).update(message).digest());
  expect(digests()).toEqual(keys.map((key) => key.toString('hex')));

  lanes.padDigests({ inner: INNER, outer: OUTER, keys: MESSAGES + 4 * blocks * 64 });
  lanes.absorb(INNER, blocks, ...at);
  lanes.finishHmac(OUTER);
  expect(digests()).toEqual(
    messages.map((message, lane) =>
      createHmac('sha256', keys[lane] as Buffer)
        .update(message)
        .digest('hex'),
    ),
  );
});

test('the root over any number of leaf hashes is that of the tree', () => {
  for (let count = 1; count <= 70; count++) {
    const leaves = Array.from({ length: count }, () => randomBytes(32));
    lanes.bytes.set(Buffer.concat(leaves), MESSAGES);
    lanes.bytes.fill(0xaa, MESSAGES + count * 32, MESSAGES + count * 32 + HASHED_AT_ONCE_BYTES);
    expect(Buffer.from(lanes.reduce(MESSAGES, count))).toEqual(Buffer.from(rootOf(leaves)));
  }
  expect(() => lanes.reduce(MESSAGES, 0)).toThrow('one leaf');
});
