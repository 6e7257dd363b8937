/** SHA-256 (FIPS 180-4) of four messages at a time, one in each 32-bit lane of a vector, as a WebAssembly module. */
import {
  add,
  bitselect,
  type Code,
  call,
  get,
  i32,
  load,
  or,
  set,
  shiftLeft,
  shiftRight,
  shuffle,
  splat,
  store,
  swizzle,
  xor,
} from '../../wasm/wasm-code.ts';
import { type WasmFunction, wasmModule } from '../../wasm/wasm-module.ts';
import { initialHash, roundConstants } from './sha256-constants.ts';

/** Bytes of one word of all four lanes. */
const WORD_BYTES = 16;
/** Bytes of a state of all four lanes. */
export const STATE_BYTES = 8 * WORD_BYTES;

/** Addresses in the module's memory. A word of all lanes takes 16 bytes. */
const STATE = 0;
const BLOCK = STATE + STATE_BYTES;
const CONSTANTS = BLOCK + 16 * WORD_BYTES;
export const INITIAL = CONSTANTS + 64 * WORD_BYTES;
/** Where what belongs to the module ends. */
export const MODULE_BYTES = INITIAL + STATE_BYTES;

/** Words of a table as the lanes read them: each four times. */
const inAllLanes = (words: readonly number[]): Uint32Array => Uint32Array.from(words.flatMap((word) => [word, word, word, word]));

type Tables = { readonly constants: Uint8Array; readonly initial: Uint8Array };
let tables: Tables | undefined;

const makeTables = (): Tables => ({
  constants: new Uint8Array(inAllLanes(roundConstants()).buffer),
  initial: new Uint8Array(inAllLanes(initialHash()).buffer),
});

/** What the memory has to hold before the module is used. */
export const fillTables = (memory: Uint8Array): void => {
  tables ??= makeTables();
  memory.set(tables.constants, CONSTANTS);
  memory.set(tables.initial, INITIAL);
};

const at = (address: number, word: number): Code => load(address + word * WORD_BYTES);
/** Address 0, to which the fixed places are offsets. */
const ZERO = i32(0);
const fromState = (word: number): Code => [...ZERO, ...at(STATE, word)];
const intoBlock = (word: number, value: Code): Code => [...ZERO, ...value, ...store(BLOCK + word * WORD_BYTES)];
const everywhere = (value: number): Code => [...i32(value), ...splat];

const rotateRight = (value: Code, bits: number): Code => [...value, ...shiftRight(bits), ...value, ...shiftLeft(32 - bits), ...or];
/** The functions Σ of the standard. */
const bigSigma = (value: Code, [a, b, c]: readonly [number, number, number]): Code => [
  ...rotateRight(value, a),
  ...rotateRight(value, b),
  ...xor,
  ...rotateRight(value, c),
  ...xor,
];
/** The functions σ: the last one shifts. */
const smallSigma = (value: Code, [a, b, c]: readonly [number, number, number]): Code => [
  ...rotateRight(value, a),
  ...rotateRight(value, b),
  ...xor,
  ...value,
  ...shiftRight(c),
  ...xor,
];

const range = <T>(count: number, make: (i: number) => T): readonly T[] => Array.from({ length: count }, (_, i) => make(i));

/** Locals of `compress`: a … h turn with the rounds, w is the last 16 words of the schedule. */
const VARIABLE = (round: number, letter: number): number => (letter - round + 64) % 8;
const WORD = (round: number): number => 8 + (round % 16);
const SUM = 24;

const nextWord = (round: number): Code => {
  const word = (back: number): Code => get(WORD(round - back));
  return [
    ...word(16),
    ...smallSigma(word(15), [7, 18, 3]),
    ...add,
    ...word(7),
    ...add,
    ...smallSigma(word(2), [17, 19, 10]),
    ...add,
    ...set(WORD(round)),
  ];
};

const compressRound = (round: number): Code => {
  const [a, b, c, d, e, f, g, h] = range(8, (letter) => VARIABLE(round, letter)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const choice: Code = [...get(f), ...get(g), ...get(e), ...bitselect];
  const majority: Code = [...get(c), ...get(b), ...get(a), ...get(b), ...xor, ...bitselect];
  return [
    ...(round < 16 ? [...ZERO, ...at(BLOCK, round), ...set(WORD(round))] : nextWord(round)),
    ...[...get(h), ...bigSigma(get(e), [6, 11, 25]), ...add, ...choice, ...add, ...ZERO, ...at(CONSTANTS, round), ...add],
    ...[...get(WORD(round)), ...add, ...set(SUM)],
    ...[...get(d), ...get(SUM), ...add, ...set(d)],
    ...[...get(SUM), ...bigSigma(get(a), [2, 13, 22]), ...add, ...majority, ...add, ...set(h)],
  ];
};

/** STATE takes BLOCK in. */
const compress: WasmFunction = {
  name: 'compress',
  params: 0,
  vectors: 25,
  body: [
    ...range(8, (word) => [...fromState(word), ...set(word)]).flat(),
    ...range(64, compressRound).flat(),
    ...range(8, (word) => [...ZERO, ...fromState(word), ...get(word), ...add, ...store(STATE + word * WORD_BYTES)]).flat(),
  ],
};
const COMPRESS = 0;

/** STATE as it was kept at an address. */
const begin: WasmFunction = {
  name: 'begin',
  params: 1,
  vectors: 0,
  body: range(8, (word) => [...ZERO, ...get(0), ...load(word * WORD_BYTES), ...store(STATE + word * WORD_BYTES)]).flat(),
};

const keep: WasmFunction = {
  name: 'keep',
  params: 1,
  vectors: 0,
  body: range(8, (word) => [...get(0), ...fromState(word), ...store(word * WORD_BYTES)]).flat(),
};

/** Turns each word's bytes round: messages and digests are big-endian. */
const SWAP = swizzle([3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]);
const words = (...picked: readonly number[]): Code => shuffle(picked.flatMap((word) => range(4, (byte) => word * 4 + byte)));

/** Rows to columns of the four vectors in locals `first` … `first + 3`; 4 further locals are taken after `spare`. */
const transpose = (first: number, spare: number): Code => [
  ...[...get(first), ...get(first + 1), ...words(0, 4, 1, 5), ...set(spare)],
  ...[...get(first + 2), ...get(first + 3), ...words(0, 4, 1, 5), ...set(spare + 1)],
  ...[...get(first), ...get(first + 1), ...words(2, 6, 3, 7), ...set(spare + 2)],
  ...[...get(first + 2), ...get(first + 3), ...words(2, 6, 3, 7), ...set(spare + 3)],
  ...[...get(spare), ...get(spare + 1), ...words(0, 1, 4, 5), ...set(first)],
  ...[...get(spare), ...get(spare + 1), ...words(2, 3, 6, 7), ...set(first + 1)],
  ...[...get(spare + 2), ...get(spare + 3), ...words(0, 1, 4, 5), ...set(first + 2)],
  ...[...get(spare + 2), ...get(spare + 3), ...words(2, 3, 6, 7), ...set(first + 3)],
];

/** BLOCK of 64 bytes from each of four addresses. */
const read: WasmFunction = {
  name: 'read',
  params: 4,
  vectors: 8,
  body: range(4, (quarter) => [
    ...range(4, (lane) => [...get(lane), ...load(quarter * 16), ...SWAP, ...set(4 + lane)]).flat(),
    ...transpose(4, 8),
    ...range(4, (word) => intoBlock(quarter * 4 + word, get(4 + word))).flat(),
  ]).flat(),
};

/** The digest, which is in STATE, of each lane to an address of its own. */
const write: WasmFunction = {
  name: 'write',
  params: 4,
  vectors: 8,
  body: range(2, (half) => [
    ...range(4, (word) => [...fromState(half * 4 + word), ...set(4 + word)]).flat(),
    ...transpose(4, 8),
    ...range(4, (lane) => [...get(lane), ...get(4 + lane), ...SWAP, ...store(half * 16)]).flat(),
  ]).flat(),
};

const END_OF_MESSAGE = 0x8000_0000 | 0;

/** BLOCK as the last of a message: the digest in STATE, and the message's length in bits. */
const digest: WasmFunction = {
  name: 'digest',
  params: 1,
  vectors: 0,
  body: [
    ...range(8, (word) => intoBlock(word, fromState(word))).flat(),
    ...intoBlock(8, everywhere(END_OF_MESSAGE)),
    ...range(6, (word) => intoBlock(9 + word, everywhere(0))).flat(),
    ...intoBlock(15, [...get(0), ...splat]),
  ],
};

/** BLOCK of a key of 32 bytes (kept as a state at an address), each byte combined with a pad (RFC 2104); the second parameter is the pad four times. */
const key: WasmFunction = {
  name: 'key',
  params: 2,
  vectors: 1,
  body: [
    ...[...get(1), ...splat, ...set(2)],
    ...range(8, (word) => intoBlock(word, [...get(0), ...load(word * WORD_BYTES), ...get(2), ...xor])).flat(),
    ...range(8, (word) => intoBlock(8 + word, get(2))).flat(),
  ],
};

/** A word of a message that begins with one byte: the rest of `before`, then the beginning of `after`. */
const shifted = (before: Code, after: Code): Code => [...before, ...shiftLeft(24), ...after, ...shiftRight(8), ...or];

/** BLOCK of a tree's leaf: 00, and the digest in STATE as its data (RFC 9162, 2.1.1). */
const leaf: WasmFunction = {
  name: 'leaf',
  params: 0,
  vectors: 0,
  body: [
    ...intoBlock(0, [...fromState(0), ...shiftRight(8)]),
    ...range(7, (word) => intoBlock(1 + word, shifted(fromState(word), fromState(word + 1)))).flat(),
    ...intoBlock(8, shifted(fromState(7), everywhere(END_OF_MESSAGE))),
    ...range(6, (word) => intoBlock(9 + word, everywhere(0))).flat(),
    ...intoBlock(15, everywhere(33 * 8)),
  ],
};

/** Digests of eight nodes at the first address become those of their four parents at the second, which may be the same. */
const parents: WasmFunction = {
  name: 'parents',
  params: 2,
  vectors: 24,
  body: (() => {
    const CHILD = 2;
    const SPARE = 18;
    const child = (word: number): Code => get(CHILD + word);
    const children = range(4, (quarter) => [
      // The lanes' words come from nodes 64 bytes apart: two digests of 32 bytes to each parent.
      ...range(4, (lane) => [...get(0), ...load(lane * 64 + quarter * 16), ...SWAP, ...set(CHILD + quarter * 4 + lane)]).flat(),
      ...transpose(CHILD + quarter * 4, SPARE),
    ]).flat();
    const initial = range(8, (word) => [...ZERO, ...ZERO, ...at(INITIAL, word), ...store(STATE + word * WORD_BYTES)]).flat();
    return [
      ...children,
      ...initial,
      ...intoBlock(0, [...child(0), ...shiftRight(8), ...everywhere(0x0100_0000), ...or]),
      ...range(15, (word) => intoBlock(1 + word, shifted(child(word), child(word + 1)))).flat(),
      ...call(COMPRESS),
      ...intoBlock(0, shifted(child(15), everywhere(END_OF_MESSAGE))),
      ...range(14, (word) => intoBlock(1 + word, everywhere(0))).flat(),
      ...intoBlock(15, everywhere(65 * 8)),
      ...call(COMPRESS),
      ...range(2, (half) => [
        ...range(4, (word) => [...fromState(half * 4 + word), ...set(CHILD + word)]).flat(),
        ...transpose(CHILD, SPARE),
        ...range(4, (lane) => [...get(1), ...child(lane), ...SWAP, ...store(lane * 32 + half * 16)]).flat(),
      ]).flat(),
    ];
  })(),
};

/** What the module exports. Addresses are bytes into its memory. */
export type Sha256Functions = {
  readonly compress: () => void;
  readonly begin: (state: number) => void;
  readonly keep: (state: number) => void;
  readonly read: (a: number, b: number, c: number, d: number) => void;
  readonly write: (a: number, b: number, c: number, d: number) => void;
  readonly digest: (bits: number) => void;
  readonly key: (state: number, pad: number) => void;
  readonly leaf: () => void;
  readonly parents: (from: number, to: number) => void;
};

export const sha256Module = (): Uint8Array<ArrayBuffer> => wasmModule([compress, begin, keep, read, write, digest, key, leaf, parents]);
