/** `signer`: offices and signers from the command line, and secrets from files, the environment and nowhere else. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OfficeInfo, SignerInfo } from '../../../src/engine/model/index.ts';
import { commandLineIn, expectNoFault } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const folder = fileFolder();
const SECRETS = { PROBITY_PASSPHRASE: 'nine blue boats on ice', PROBITY_NEW_PASSPHRASE: 'eleven red foxes in snow' };
const machine = { ...process.env, PROBITY_DATA_DIR: join(folder, 'machine') };
const plain = commandLineIn(folder, { env: machine });
const withSecrets = commandLineIn(folder, { env: { ...machine, ...SECRETS } });

type List = { readonly offices: readonly OfficeInfo[]; readonly signers: readonly SignerInfo[] };

describe('signer commands', () => {
  it('make an office and a signer, take the key out, lose it and bring it back', async () => {
    writeFileSync(join(folder, 'office.secret'), 'seven grey herons at dusk\nsomething else\n');
    const fromFile = ['--passphrase-file', 'office.secret'];
    const office = await plain.answer<OfficeInfo>('signer', 'create-office', 'Amt für Soziales', '--country', 'AT', ...fromFile);
    const ada = await withSecrets.answer<SignerInfo>(
      ...['signer', 'create', 'Ada Lovelace', '--office', 'Amt für Soziales', '--office-passphrase-file', 'office.secret'],
    );
    expect(ada).toMatchObject({ kind: 'key-file', issuer: office.name });
    expect(await plain.answer<List>('signer', 'list')).toEqual({ offices: [office], signers: [ada], unreadable: [] });
    const shown = await plain.run('signer', 'list');
    expect(shown.stdout).toMatch(new RegExp(`${ada.id} +key-file +Ada Lovelace +Amt für Soziales +20\\d\\d`));

    await withSecrets.answer('signer', 'export-key', 'Ada Lovelace', '-o', 'ada.key');
    expect(await withSecrets.refusal('signer', 'export-key', 'Ada Lovelace', '-o', 'ada.key')).toContain('is not replaced');
    expect(await plain.refusal('signer', 'remove', ada.id)).toContain('--with-key');
    await plain.answer('signer', 'remove', ada.id, '--with-key');
    expect(await withSecrets.refusal('signer', 'import-key', 'ada.key')).toContain('passphrase is wrong');
    const turned = { PROBITY_PASSPHRASE: SECRETS.PROBITY_NEW_PASSPHRASE, PROBITY_NEW_PASSPHRASE: SECRETS.PROBITY_PASSPHRASE };
    const again = await commandLineIn(folder, { env: { ...machine, ...turned } }).answer('signer', 'import-key', 'ada.key');
    expect(again).toEqual(ada);

    const renewal = ['signer', 'renew', 'Ada Lovelace', '--office', office.id, '--email', 'ada@amt.example'];
    const renewed = await withSecrets.answer<SignerInfo>(...renewal, '--office-passphrase-file', 'office.secret');
    expect(renewed).toMatchObject({ name: ada.name, issuer: office.name, email: 'ada@amt.example', standing: 'good' });
    expect((await plain.answer<List>('signer', 'list')).signers).toEqual([renewed]);

    await plain.answer('signer', 'export-certificate', office.id, '-o', 'root.pem');
    expect(readFileSync(join(folder, 'root.pem'), 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    await plain.answer('signer', 'export-certificate', renewed.id, '-o', 'ada.pem');
    expect(await plain.refusal('signer', 'add-detached', 'ada.pem')).toContain('is here already');
    expect(await plain.refusal('signer', 'export-certificate', 'Nobody', '-o', 'x.pem')).toContain(
      'no office or signer is called "Nobody"',
    );
  });

  it('say where a secret can come from, and never take one among their words', async () => {
    const refused = await plain.refusal('signer', 'create-office', 'Office');
    expect(refused).toContain('--passphrase-file F, PROBITY_PASSPHRASE in the environment, or a terminal');
    expect(await plain.refusal('signer', 'create-office', 'Office', '--passphrase', 'nine blue boats on ice')).toContain(
      '--passphrase is no option',
    );
    const weak = commandLineIn(folder, { env: { ...machine, PROBITY_PASSPHRASE: 'Office 2026' } });
    const said = await weak.refusal('signer', 'create-office', 'Office');
    expect(said).toContain('at least 12');
    expect(said).not.toContain('Office 2026');
    const missing = await plain.run('signer', 'add-token', '--module', '/nowhere/x.so', '--key-id', '01');
    expectNoFault(missing);
    expect(missing.stderr).toContain('There is no PKCS#11 library');
  });

  it('leave nothing behind where nothing is kept', async () => {
    const untouched = join(folder, 'untouched');
    const elsewhere = commandLineIn(folder, { env: { ...process.env, PROBITY_DATA_DIR: untouched } });
    expect(await elsewhere.answer('signer', 'list')).toEqual({ offices: [], signers: [], unreadable: [] });
    expect(existsSync(untouched)).toBe(false);
  });
});
