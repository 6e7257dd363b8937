/** This machine as a witness of others' logs. No workspace is needed for it. */
import { openWitness, type Witness } from '../anchor/witness.ts';
import { parseCheckpoint } from '../audit/checkpoint.ts';
import { keyFingerprint, writeVerifierKey } from '../audit/verifier-key.ts';
import { REQUEST_CHARS_MAX } from '../audit/witness-request.ts';
import { readSmallFile } from '../file/read-small-file.ts';
import { writeSmallFile } from '../file/write-small-file.ts';
import { refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import type { Handlers } from './handler.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const withWitness = <T>(port: Port, work: (witness: Witness) => T): T => {
  const witness = openWitness(port);
  try {
    return work(witness);
  } finally {
    witness.close();
  }
};

const readRequest = async (path: string): Promise<string> => {
  const { bytes } = await readSmallFile(path, REQUEST_CHARS_MAX);
  try {
    return UTF8.decode(bytes);
  } catch {
    return refuse('invalid', `${path} is no witness request: it is not UTF-8 text.`);
  }
};

const isCheckpoint = (bytes: Uint8Array): boolean => typeof parseCheckpoint(Buffer.from(bytes).toString('utf8')) !== 'string';

export const witnessHandlers = {
  'witness.info': (_input, { port }) =>
    withWitness(port, ({ key }) => ({ verifierKey: writeVerifierKey(key), fingerprint: keyFingerprint(key) })),

  'witness.cosign': async ({ path, outPath, logKey }, { port }) => {
    const request = await readRequest(path);
    const { answer, checkpoint } = withWitness(port, (witness) => witness.cosign(request, logKey));
    const file = await writeSmallFile({ outPath, content: checkpoint, replaces: isCheckpoint });
    return { ...answer, file };
  },
} satisfies Partial<Handlers>;
