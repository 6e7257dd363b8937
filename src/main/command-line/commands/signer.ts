/** `signer list|create-office|create|import|add-token|add-detached|export-certificate|remove`: the offices and signers of this machine. */
import { resolve } from 'node:path';
import type { Engine } from '../../../engine/contract.ts';
import type { OfficeInfo, SignerInfo } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from '../command.ts';
import { ask } from '../engine-calls.ts';
import { findIdentity } from '../find-identity.ts';
import { readGivenSecret, readSecret, secretOptions } from '../read-secret.ts';
import { textTable } from '../text-table.ts';
import { signerKeyCommands } from './signer-key.ts';
import { signerRenew } from './signer-renew.ts';

const ALGORITHMS = ['ecdsa-p256', 'rsa-3072'] as const;

const day = (iso: string): string => iso.slice(0, 10);

/** Until when a certificate holds, and what to do where that is soon, past, or not yet. */
const until = (info: SignerInfo | OfficeInfo): string => {
  const { notAfter, standing } = info;
  const next = 'kind' in info ? '"signer renew" it' : 'make a new office';
  const remarks = { good: '', ending: `, soon: ${next}`, ended: `, has run out: ${next}`, 'not-yet': ', not valid yet: look at the clock' };
  return `${day(notAfter)}${remarks[standing]}`;
};

const kept: { readonly [kind in SignerInfo['kind']]: string } = {
  'key-file': 'key on this machine, under a passphrase',
  token: 'key on a token',
  detached: 'key with somebody else',
};

const describeIdentity = (info: SignerInfo | OfficeInfo): readonly string[] => [
  `${info.id}  ${info.name}`,
  ...('kind' in info
    ? [`  ${kept[info.kind]}; certificate issued by ${info.issuer}`]
    : ['  office: its certificate is what others install as trusted, once']),
  `  valid until ${until(info)}; fingerprint of the certificate (SHA-256) ${info.fingerprint}`,
];

const show = ({ terminal, json }: CommandContext, info: SignerInfo | OfficeInfo): ExitCode => {
  terminal.print(...(json ? [JSON.stringify(info)] : describeIdentity(info)));
  return EXIT.done;
};

const list: Command = {
  name: 'signer list',
  summary: 'Lists the offices and signers of this machine.',
  positionals: {},
  options: {},
  run: (context) =>
    context.withEngine(async (engine) => {
      const { terminal, json } = context;
      const answer = await ask(engine, 'signer.list', {});
      const rows = [
        ...answer.offices.map((office) => [office.id, 'office', office.name, '', until(office)]),
        ...answer.signers.map((signer) => [signer.id, signer.kind, signer.name, signer.issuer, until(signer)]),
      ];
      const columns = ['id', 'kind', 'name', 'issued by', 'until'].map((title) => ({ title }));
      terminal.print(...(json ? [JSON.stringify(answer)] : textTable(columns, rows)));
      for (const { file, reason } of answer.unreadable) terminal.remark(`probity: ${file} is left out: ${reason}`);
      return EXIT.done;
    }),
};

const ALGORITHM_OPTION = {
  algorithm: { value: 'A', help: 'ecdsa-p256 (taken if nothing is said) or rsa-3072, which older viewers also know' },
} as const satisfies Command['options'];

const readAlgorithm = (context: CommandContext): (typeof ALGORITHMS)[number] => {
  const given = context.option('algorithm') ?? 'ecdsa-p256';
  const message = `--algorithm is "${given}"`;
  return ALGORITHMS.find((known) => known === given) ?? refuse('invalid', message, [{ message, expected: ALGORITHMS.join(' or ') }]);
};

const createOffice: Command = {
  name: 'signer create-office',
  summary: 'Makes an office: a root that issues certificates to signers. Others who install its certificate once trust them all.',
  positionals: { name: '<name>' },
  options: { country: { value: 'CC', help: 'country code of two letters' }, ...ALGORITHM_OPTION, ...secretOptions('passphrase') },
  run: async (context) => {
    const country = context.option('country');
    const algorithm = readAlgorithm(context);
    const passphrase = await readSecret(context, 'passphrase', { twice: true });
    const input = { name: context.argument('name'), algorithm, passphrase, ...(country !== undefined && { country }) };
    return context.withEngine(async (engine) => show(context, await ask(engine, 'signer.createOffice', input)));
  },
};

const create: Command = {
  name: 'signer create',
  summary: 'Makes a signer: a key under a passphrase, and a certificate that an office of this machine issues.',
  positionals: { name: '<name>' },
  options: {
    office: { value: 'id|name', required: true, help: 'the office that issues the certificate' },
    email: { value: 'E', help: 'e-mail address in the certificate' },
    ...ALGORITHM_OPTION,
    ...secretOptions('officePassphrase', 'passphrase'),
  },
  run: async (context) => {
    const email = context.option('email');
    const algorithm = readAlgorithm(context);
    const officePassphrase = await readSecret(context, 'officePassphrase');
    const passphrase = await readSecret(context, 'passphrase', { twice: true });
    return context.withEngine(async (engine) => {
      const { id: office } = await findIdentity(engine, context.requiredOption('office'), 'office');
      const input = {
        name: context.argument('name'),
        office,
        officePassphrase,
        algorithm,
        passphrase,
        ...(email !== undefined && { email }),
      };
      return show(context, await ask(engine, 'signer.create', input));
    });
  },
};

const importPkcs12: Command = {
  name: 'signer import',
  summary: 'Takes in key and certificate of a signer from a PKCS #12 file (.p12, .pfx), to be kept here under a passphrase of its own.',
  positionals: { file: '<file>' },
  options: secretOptions('password', 'passphrase'),
  run: async (context) => {
    const password = await readSecret(context, 'password', { orEmpty: true });
    const passphrase = await readSecret(context, 'passphrase', { twice: true });
    const input = { path: resolve(context.argument('file')), password, passphrase };
    return context.withEngine(async (engine) => show(context, await ask(engine, 'signer.importPkcs12', input)));
  },
};

const readSlot = (text: string): number => {
  if (/^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text)) return Number(text);
  const message = `--slot is "${text}"`;
  return refuse('invalid', message, [{ message, expected: 'the number of a slot, such as 0 or 0x1f' }]);
};

const addToken: Command = {
  name: 'signer add-token',
  summary:
    'Takes in a signer whose key is on a smart card or token. With its PIN, a signature shows that key and certificate belong together.',
  positionals: {},
  options: {
    module: { value: 'path', required: true, help: 'PKCS#11 library of the token, such as opensc-pkcs11.so' },
    'key-id': { value: 'hex', required: true, help: 'CKA_ID of the key and its certificate; "pkcs11-tool --list-objects" shows it' },
    slot: { value: 'N', help: 'where there are several tokens' },
    ...secretOptions('pin'),
  },
  run: (context) => {
    const slot = context.option('slot');
    const pin = readGivenSecret(context, 'pin');
    const input = {
      modulePath: resolve(context.requiredOption('module')),
      keyId: context.requiredOption('key-id'),
      ...(slot !== undefined && { slot: readSlot(slot) }),
      ...(pin !== undefined && { pin }),
    };
    return context.withEngine(async (engine) => show(context, await ask(engine, 'signer.addToken', input)));
  },
};

const addDetached: Command = {
  name: 'signer add-detached',
  summary: 'Takes in a signer of whom only the certificate is known: digests go out to them, and their signatures come back as files.',
  positionals: { certificate: '<certificate>' },
  options: {},
  run: (context) =>
    context.withEngine(async (engine) =>
      show(context, await ask(engine, 'signer.addDetached', { path: resolve(context.argument('certificate')) })),
    ),
};

const exportCertificate: Command = {
  name: 'signer export-certificate',
  summary: "Writes the certificate of an office or signer with those of its issuers: an office's is what others install as trusted.",
  positionals: { id: '<id|name>' },
  options: { output: { value: 'file.pem', short: 'o', required: true, help: 'file to write; one that is there is not replaced' } },
  run: (context) =>
    context.withEngine(async (engine) => {
      const { id } = await findIdentity(engine, context.argument('id'));
      const file = await ask(engine, 'signer.exportCertificate', { id, outPath: resolve(context.requiredOption('output')) });
      context.terminal.print(context.json ? JSON.stringify(file) : `Wrote ${file.path}`);
      return EXIT.done;
    }),
};

/** What goes with a signer when it is removed. */
const loss = (info: SignerInfo | OfficeInfo): string => {
  if (!('kind' in info))
    return 'Its key was here alone unless it was exported: without it the office issues no more certificates. Those it issued stay good.';
  if (info.kind === 'key-file')
    return 'Its key was here alone unless it was exported: without it nobody signs as this signer again. What was signed stays good.';
  return 'Its key was never here; the signer can be added again at any time.';
};

const isHere = (info: SignerInfo | OfficeInfo): boolean => !('kind' in info) || info.kind === 'key-file';

/** A damaged file has no name to ask for. */
const removeUnreadable = async (engine: Engine, named: string): Promise<boolean> => {
  const { unreadable } = await ask(engine, 'signer.list', {});
  if (!unreadable.some(({ file }) => file.endsWith(`${named}.json`))) return false;
  await ask(engine, 'signer.remove', { id: named });
  return true;
};

const remove: Command = {
  name: 'signer remove',
  summary: 'Removes an office or signer from this machine, with its key if that is here. Reports that were signed stay as they are.',
  positionals: { id: '<id|name>' },
  options: { 'with-key': { help: 'needed where the key goes too; "signer export-key" keeps a copy' } },
  run: (context) =>
    context.withEngine(async (engine) => {
      const named = context.argument('id');
      if (/^[0-9a-f]{16}$/.test(named) && (await removeUnreadable(engine, named))) {
        context.terminal.print(context.json ? JSON.stringify({ id: named }) : `${named}: the damaged file is removed.`);
        return EXIT.done;
      }
      const info = await findIdentity(engine, named);
      if (isHere(info) && !context.flag('with-key')) {
        const message = `"${info.name}" has its key here, which would be lost`;
        refuse('invalid', message, [{ message, expected: '--with-key, after "signer export-key" where it may be needed again' }]);
      }
      await ask(engine, 'signer.remove', { id: info.id });
      context.terminal.print(...(context.json ? [JSON.stringify({ id: info.id })] : [`${info.name} is removed.`, loss(info)]));
      return EXIT.done;
    }),
};

export const signerCommands: readonly Command[] = [
  list,
  createOffice,
  create,
  importPkcs12,
  addToken,
  addDetached,
  signerRenew,
  exportCertificate,
  ...signerKeyCommands,
  remove,
];
