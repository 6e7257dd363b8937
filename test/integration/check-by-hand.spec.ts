/** The script in a bundle's README, pasted into a shell in the unpacked folder: good evidence passes, and every changed byte is named. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceWorkspace, gather, RUN, recordAppeal } from '../support/evidence-workspace.ts';
import { forgeries } from '../support/forgeries.ts';
import { type BundleFiles, plainBundle, withFile } from '../support/plain-bundle.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const tools = ['bash', 'openssl', 'sha256sum', 'xxd', 'base64', 'cmp'];
const missing = tools.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);

const unpack = (files: BundleFiles): string => {
  const folder = scratchFolder();
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
};

/** Pastes the script of a good bundle: a forger's own script proves nothing. */
const script = (): string => {
  const readme = Buffer.from(plainBundle().get('README.txt') as Uint8Array).toString();
  return /^\( # begin.*?^\) # end$/ms.exec(readme)?.[0] ?? '';
};

const check = (files: BundleFiles): { readonly said: string; readonly folder: string; readonly good: boolean } => {
  const folder = unpack(files);
  const { status, stdout, stderr } = spawnSync('bash', [], { cwd: folder, encoding: 'utf8', input: `${script()}\n` });
  return { said: `${stdout}${stderr}`, folder, good: status === 0 };
};

const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe.skipIf(missing.length > 0)(
  `the check by hand${missing.length > 0 ? ` (skipped: this machine has no ${missing.join(', ')})` : ''}`,
  () => {
    it('accepts good evidence, and runs nothing that stands in its names', () => {
      const { said, folder, good } = check(plainBundle());
      expect(said).toMatch(/^OK: everything in this bundle agrees with the checkpoint of 12 entries/m);
      expect(good).toBe(true);
      expect(existsSync(join(folder, 'hacked'))).toBe(false);
      expect(readdirSync(folder).length).toBe(new Set([...plainBundle().keys()].map((path) => path.split('/')[0])).size);
    });

    it('runs in a shell that asks for each line, as on a terminal', () => {
      const { status, stdout } = spawnSync('bash', ['--norc', '-i'], {
        cwd: unpack(plainBundle()),
        encoding: 'utf8',
        input: `${script()}\n`,
      });
      expect(stdout).toMatch(/^OK: /m);
      expect(status).toBe(0);
    });

    it.each([...plainBundle().keys()])('refuses a changed byte in %s', (path) => {
      // The byte in the middle of a manifest is one of a hash.
      const { said, good } = check(withFile(plainBundle(), path, (bytes) => flipped(bytes, Math.floor(bytes.length / 2))));
      expect(said).toMatch(/^NOT OK: /m);
      expect(good).toBe(false);
    });

    it('accepts what the program exports, and refuses it after one changed byte in any file', () => {
      const store = evidenceWorkspace();
      recordAppeal(store, { run: RUN, unit: 'unit-70' });
      const exported = (units: readonly string[]): BundleFiles => new Map(gather(store, { units }).map(({ path, bytes }) => [path, bytes]));
      expect(check(exported([])).said).toMatch(/^OK: /m);
      const withCases = exported(['unit-149', 'unit-70', 'unit-3']);
      expect(check(withCases).said).toMatch(/^OK: /m);
      for (const path of withCases.keys()) {
        const { said, good } = check(withFile(withCases, path, (bytes) => flipped(bytes, Math.floor(bytes.length / 2))));
        expect(said, path).toMatch(/^NOT OK: /m);
        expect(good, path).toBe(false);
      }
    });

    it('refuses a file that is not listed, and one that is missing', () => {
      expect(check(new Map([...plainBundle(), ['cases/9/case.json', Buffer.from('{}')]])).said).toMatch(/NOT OK: .*cases\/9\/case\.json/);
      expect(check(new Map([...plainBundle()].filter(([path]) => path !== 'result.json'))).said).toMatch(/NOT OK: .*result\.json/);
    });

    it.each(forgeries)('refuses $what, though the manifest lists it', ({ files }) => {
      const { said, folder, good } = check(files());
      expect(said).toMatch(/^NOT OK: /m);
      expect(good).toBe(false);
      expect(existsSync(join(folder, 'hacked'))).toBe(false);
    });
  },
);
