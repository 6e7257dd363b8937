/** Makes keys of passphrases by scrypt (RFC 7914), in a thread of its own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import threadSource from './scrypt-thread.cjs?raw';

/** Most of a second and 128 MiB on a machine of today. */
export const SCRYPT = { N: 131_072, r: 8, p: 1 } as const;
const MEMORY_MAX = 2 * 128 * SCRYPT.N * SCRYPT.r;
const KEY_BYTES = 32;

/** One at a time, so that many who ask at once do not take gigabytes. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * The runtime's own asynchronous scrypt would not do: this Node checks the parameters on the thread that asks, and with BoringSSL the check is the whole
 * computation.
 */
const derive = async (passphrase: string, salt: Uint8Array): Promise<Uint8Array> => {
  const options = { ...SCRYPT, maxmem: MEMORY_MAX };
  const thread = new Worker(threadSource, { eval: true, workerData: { passphrase, salt, bytes: KEY_BYTES, options } });
  const [key] = (await once(thread, 'message')) as [Uint8Array];
  return key;
};

/** 32 bytes. Two keyboards may write one letter in two ways; both give the same key. */
export const passphraseKey = (passphrase: string, salt: Uint8Array): Promise<Uint8Array> => {
  const key = previous.then(() => derive(passphrase.normalize('NFC'), salt));
  previous = key.catch(() => undefined);
  return key;
};
