/** `audit …` and `log-key …` as a reviewer and an owner use them: files that others verify, and exit codes that scripts can trust. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { verifyInclusion } from '../../../src/engine/audit/merkle-proof.ts';
import { leafHash } from '../../../src/engine/audit/merkle-tree.ts';
import { readTlogProof } from '../../../src/engine/audit/tlog-proof.ts';
import type { AuditVerdict, LogKeyInfo } from '../../../src/engine/model/index.ts';
import { commandLineIn, expectNoFault } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const folder = fileFolder();
const at = (name: string): string => join(folder, name);
mkdirSync(at('reviewer'));
const { run, answer, refusal } = commandLineIn(folder);
/** Somebody else's machine. */
const reviewer = commandLineIn(folder, { env: { ...process.env, PROBITY_DATA_DIR: at('reviewer') } });

beforeAll(async () => {
  await answer('workspace', 'create', 'w.probity', '--name', 'W');
});

describe('audit prove', () => {
  it('writes proof and entry, which lead to the checkpoint that is printed', async () => {
    const { stdout } = await run('audit', 'checkpoint', 'w.probity');
    await run('audit', 'prove', 'w.probity', '2', '-o', 'entry-2.tlog-proof');
    const proof = readTlogProof(readFileSync(at('entry-2.tlog-proof'), 'utf8'));
    const printed = parseCheckpoint(stdout);
    if (typeof proof === 'string' || typeof printed === 'string') throw new Error('not in its format');
    expect(proof.checkpoint).toBe(stdout);
    const { size, root } = printed.checkpoint;
    const leaf = leafHash(readFileSync(at('entry-2.json')));
    expect(verifyInclusion({ index: 2, size, leaf, proof: proof.proof, root })).toBeUndefined();
  });

  it('never writes over anything else', async () => {
    expect(await refusal('audit', 'prove', 'w.probity', '2', '-o', 'w.probity')).toContain('is not replaced');
    writeFileSync(at('letter.json'), '{"dear":"ada"}');
    expect(await refusal('audit', 'prove', 'w.probity', '2', '-o', 'letter.tlog-proof')).toContain('is not replaced');
    expect(readFileSync(at('letter.json'), 'utf8')).toBe('{"dear":"ada"}');
    await run('audit', 'prove', 'w.probity', '2', '-o', 'again.tlog-proof');
    expect((await run('audit', 'prove', 'w.probity', '2', '-o', 'again.tlog-proof')).exitCode).toBe(0);
  });

  it('refuses what is no index, and an entry that is not there', async () => {
    expect(await refusal('audit', 'prove', 'w.probity', 'two')).toContain('a whole number from 0');
    expect(await refusal('audit', 'prove', 'w.probity', '9999')).toContain('There is no entry 9999');
  });
});

describe('a witness', () => {
  it('cosigns what the log asks, and the workspace takes it in', async () => {
    await run('audit', 'consistency', 'w.probity', '0', '-o', 'request');
    const { verifierKey } = await answer<LogKeyInfo>('log-key', 'show', 'w.probity');
    await reviewer.answer('witness', 'cosign', 'request', '-o', 'cosigned', '--log-key', verifierKey);
    expect(await answer('audit', 'anchor', 'w.probity', 'cosigned')).toMatchObject({ kind: 'cosignature', outside: true });
    const { exitCode, stdout } = await run('audit', 'verify', 'w.probity');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Internally consistent: /);
    expect(stdout).toMatch(/^Consistent with the cosignature of "probity-witness\/[0-9a-f]{64}"/m);
    expect(stdout).toMatch(/^No anchor outside of this machine newer than the cosignature .* on this machine alone$/m);
  });
});

describe('an older copy that was put back', () => {
  it('is told at its opening, and is no good answer', async () => {
    copyFileSync(at('w.probity'), at('yesterday.probity'));
    await answer('member', 'set', 'w.probity', 'bob', '--roles', 'reviewer');
    const { stdout: today } = await run('audit', 'checkpoint', 'w.probity');
    writeFileSync(at('today'), today);
    copyFileSync(at('yesterday.probity'), at('w.probity'));

    const here = await run('audit', 'verify', 'w.probity');
    expect(here).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('it is an older copy, or its end was cut off') });
    expect(here.stdout).toContain('CONTRADICTED by what this machine has seen');

    // A machine that never saw it has only what was handed over.
    copyFileSync(at('yesterday.probity'), at('there.probity'));
    expect((await reviewer.run('audit', 'verify', 'there.probity')).exitCode).toBe(0);
    copyFileSync(at('yesterday.probity'), at('there.probity'));
    const told = await reviewer.run('audit', 'verify', 'there.probity', '--anchor', 'today', '--json');
    expect(told.exitCode).toBe(1);
    const { verdict, statements } = JSON.parse(told.stdout) as AuditVerdict;
    expect(verdict).toBe('consistent');
    expect(statements).toContainEqual(
      expect.objectContaining({ kind: 'contradicted', anchor: expect.objectContaining({ kind: 'checkpoint' }) }),
    );
  });
});

describe('log-key', () => {
  it('goes to another machine as a file under a passphrase', async () => {
    writeFileSync(at('passphrase'), 'copper lantern sixteen walruses\n');
    await answer('workspace', 'create', 'k.probity', '--name', 'K');
    const own = await answer<LogKeyInfo>('log-key', 'show', 'k.probity');
    await answer('log-key', 'export', 'k.probity', '-o', 'log.key', '--passphrase-file', 'passphrase');
    expect(await reviewer.answer('log-key', 'import', 'k.probity', 'log.key', '--passphrase-file', 'passphrase')).toEqual(own);
    expect(existsSync(at('reviewer/log-keys'))).toBe(true);
    expect(await refusal('log-key', 'export', 'k.probity', '-o', 'log.key', '--passphrase-file', 'passphrase')).toContain('exists already');
  });
});

it('a machine folder that cannot be written stops no work, and that is said', async () => {
  writeFileSync(at('no folder'), '');
  const blocked = commandLineIn(folder, { env: { ...process.env, PROBITY_DATA_DIR: at('no folder') } });
  const made = await blocked.run('workspace', 'create', 'blocked.probity', '--name', 'B');
  expectNoFault(made);
  expect(made.exitCode).toBe(0);
  const verified = await blocked.run('audit', 'verify', 'blocked.probity');
  expect(verified.exitCode).toBe(0);
  expect(verified.stderr).toContain('Checkpoints of this workspace are not signed on this machine');
});
