/** Evidence from the command line: exported with cases, checked by somebody with another machine, refused after one changed byte. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHash } from '../../../src/engine/evidence/build-hash.ts';
import type { EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import type { FileVerdict } from '../../../src/engine/model/trust.ts';
import { builtMain, type CommandLine, commandLineIn, expectNoFault } from '../../support/command-line.ts';
import { forged, jsonIn, unpacked } from '../../support/forged-bundle.ts';
import { policyFile, reformFile } from '../../support/guarded-workspace.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

/** Somebody with a machine of their own, in one folder. */
const onMachine = (folder: string, name: string): CommandLine =>
  commandLineIn(folder, { env: { ...process.env, PROBITY_DATA_DIR: join(folder, name) } });

test('a bundle goes from one machine to another', async () => {
  const folder = scratchFolder();
  const office = onMachine(folder, 'office');
  const { answer, refusal } = office;
  await answer('workspace', 'create', 'w.probity', '--name', 'W');
  await answer('population', 'generate', 'w.probity', '--policy', policyFile, '--units', '30', '--seed', 'a', '--name', 'Town');
  const impact = ['--population', 'Town', '--baseline', 'housing-support', '--reform', reformFile, '--date', '2025-03-01'];
  const { run } = await answer<{ readonly run: string }>('impact', 'w.probity', ...impact);
  const { cases } = await answer<{ readonly cases: readonly { readonly unit: string }[] }>(
    'case',
    'list',
    'w.probity',
    run,
    '--limit',
    '2',
  );
  const units = cases.map(({ unit }) => unit);

  const told = await office.run('evidence', 'export', 'w.probity', run, '-o', 'bundle.zip', ...units.flatMap((unit) => ['--case', unit]));
  expectNoFault(told);
  expect(told).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Wrote .*bundle\.zip, [\d,]+ bytes\n {2}SHA-256 [0-9a-f]{64}\n$/),
  });
  const { program } = jsonIn<EvidenceManifest>(unpacked(readFileSync(join(folder, 'bundle.zip'))), 'manifest.json');
  expect(program.build).toBe(await buildHash(builtMain));
  expect(await refusal('evidence', 'export', 'w.probity', run, '-o', 'other.zip', '--case', 'nobody')).toMatch(/no household "nobody"/);
  expect(existsSync(join(folder, 'other.zip'))).toBe(false);

  const own = await answer<FileVerdict>('evidence', 'verify', 'bundle.zip', '--workspace', 'w.probity');
  expect(own.checks.find(({ what }) => /run again/.test(what))).toMatchObject({ outcome: 'good' });

  const auditor = onMachine(folder, 'auditor');
  const { verifierKey } = await answer<{ readonly verifierKey: string }>('log-key', 'show', 'w.probity');
  const { verifierKey: witness } = await auditor.answer<{ readonly verifierKey: string }>('witness', 'key');
  writeFileSync(join(folder, 'log.key'), `${verifierKey}\n  fingerprint\n`);
  writeFileSync(join(folder, 'witness.key'), witness);
  const keys = ['--log-key', 'log.key', '--witness-key', 'witness.key', '--witness-key', witness];
  const accepted = await auditor.run('evidence', 'verify', 'bundle.zip', ...keys);
  expectNoFault(accepted);
  expect(accepted.exitCode).toBe(0);
  expect(accepted.stdout).toMatch(/^Accepted: bundle\.zip\n/);
  expect(accepted.stdout).toMatch(/good {9}Each disclosed case is a leaf of the result tree\n {15}2 cases: /);
  expect(accepted.stdout).toMatch(/good {9}The key of the log is the one that was handed over by another way\n/);
  expect(
    accepted.stdout.match(/not checked {2}The witness "probity-witness\/[0-9a-f]{64}", whose key was given, cosigned it\n/g),
  ).toHaveLength(1);
  const { username } = userInfo();
  expect(accepted.stdout).toMatch(
    new RegExp(`By "${username}" on [^ ]+Z, with Probity [^ ]+ of the build ${program.build}: so says the last entry`),
  );
  expect(accepted.stdout).toMatch(/Not shown by this: /);
  expect(accepted.stdout).toMatch(/^ {2}The file agrees with itself, on a log of \d+ entries: /m);
  expect(accepted.stdout).toMatch(/^ {2}Nobody who is known here vouches for the last \d+ entries, from entry 0 on, but whoever holds/m);
  expect(accepted.stdout).not.toMatch(/workspace file alone|this machine alone/);

  const bytes = readFileSync(join(folder, 'bundle.zip'));
  writeFileSync(
    join(folder, 'forged.zip'),
    forged(bytes, (files) => files.set('README.txt', Buffer.from('rm -rf \u001b[2J'))),
  );
  const refused = await auditor.run('evidence', 'verify', 'forged.zip');
  expectNoFault(refused);
  expect(refused.exitCode).toBe(1);
  expect(refused.stdout).toMatch(/^REFUSED: forged\.zip\n/);
  expect(refused.stdout).toMatch(/BAD {10}The instructions in README\.txt are those that the program writes\n {15}README\.txt: /);

  expect(await auditor.refusal('evidence', 'verify', 'bundle.zip', '--log-key', 'nonsense')).toMatch(/key of the log cannot be read/);
  expect(await auditor.refusal('evidence', 'verify', 'bundle.zip', '--witness-key', witness, '--witness-key', 'log.key')).toMatch(
    /was given for a witness, is that of a log/,
  );
});
