/** Folders that cannot be written, a full disk, a user without a name: a clear refusal, a workspace that stays whole, and can be read. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AuditEntry, PopulationInfo, RunView } from '../../src/engine/model/index.ts';
import { commandLineIn, type Surroundings, startProbity } from '../support/command-line.ts';
import { fileFolder } from '../support/file-folder.ts';

const project = join(import.meta.dirname, '../..');
const policyFile = join(project, 'templates/policies/housing-support.json');
const reformFile = join(project, 'templates/reforms/housing-support-higher-limit.json');

const folder = fileFolder();
const { answer } = commandLineIn(folder);

beforeAll(async () => {
  await answer('workspace', 'create', 'w.probity', '--name', 'W');
  await answer('population', 'generate', 'w.probity', '--policy', policyFile, '--units', '20', '--seed', 'a', '--name', 'Town');
  // Everybody may go in and read, so that another user can be put there.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'of nobody'));
  chmodSync(join(folder, 'of nobody'), 0o777);
});

const isRoot = process.getuid?.() === 0;

/** How to become somebody who owns nothing but a folder for their programs, and has no name. */
const AS_NOBODY: Surroundings = isRoot
  ? {
      wrapper: ['setpriv', '--reuid=54321', '--regid=54321', '--clear-groups'],
      env: { ...process.env, PROBITY_DATA_DIR: join(folder, 'of nobody') },
    }
  : {};
/** A world of file systems of one's own, gone with the process. */
const OWN_MOUNTS = ['unshare', '--mount', '--map-root-user'];

const works = (surroundings: Surroundings): boolean => {
  const [command = '', ...args] = [...(surroundings.wrapper ?? []), process.execPath, '--version'];
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
};

/** Whether this machine lets a test be made there; says so where not. */
const possible = (surroundings: Surroundings, what: string): boolean => {
  const isPossible = process.platform === 'linux' && works(surroundings);
  if (!isPossible) console.warn(`not run on this machine: ${what}`);
  return isPossible;
};

describe.runIf(possible(AS_NOBODY, 'commands of another user'))('a folder that this user may not write', () => {
  const closed = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path);
    // Otherwise its own owner could not remove it.
    onTestFinished(() => chmodSync(path, 0o755));
    copyFileSync(join(folder, 'w.probity'), join(path, 'w.probity'));
    copyFileSync(policyFile, join(path, 'p.json'));
    writeFileSync(join(path, 'secret.csv'), 'id\n1\n');
    chmodSync(join(path, 'secret.csv'), 0);
    chmodSync(path, 0o555);
    return path;
  };

  it('gets no new workspace, no demonstration, and no other change', async () => {
    const path = closed('to-write');
    const before = readdirSync(path);
    const nobody = commandLineIn(path, AS_NOBODY);
    expect(await nobody.refusal('workspace', 'create', 'new.probity', '--name', 'N')).toMatch(/its folder cannot be written/);
    expect(await nobody.refusal('demo', '--units', '10')).toMatch(/cannot be written \(EACCES\). Choose another with --out/);
    for (const words of [
      ['policy', 'publish', 'w.probity', 'p.json'],
      ['population', 'generate', 'w.probity', '--policy', 'housing-support', '--units', '10', '--seed', 's', '--name', 'New'],
    ]) {
      expect(await nobody.refusal(...words)).toMatch(/The folder of .*w\.probity cannot be written \(EACCES\)/);
    }
    expect(readdirSync(path)).toEqual(before);
  });

  it('still lets its workspace be read', async () => {
    const nobody = commandLineIn(closed('to-read'), AS_NOBODY);
    expect((await nobody.answer<readonly PopulationInfo[]>('population', 'list', 'w.probity')).map(({ name }) => name)).toEqual(['Town']);
    expect(await nobody.answer('audit', 'verify', 'w.probity')).toMatchObject({ verdict: 'consistent' });
  });

  it('and files that they may not read are named', async () => {
    const nobody = commandLineIn(closed('with-secret'), AS_NOBODY);
    expect(await nobody.refusal('policy', 'check', 'secret.csv')).toMatch(/"secret\.csv" cannot be read: this user may not read it/);
  });

  it('a user is written down by name, and one without a name by number', async () => {
    const path = join(folder, 'open');
    mkdirSync(path);
    chmodSync(path, 0o777);
    const nobody = commandLineIn(path, AS_NOBODY);
    await nobody.answer('workspace', 'create', 'n.probity', '--name', 'N');
    const facts = JSON.stringify({ income: '900.00', region: 'urban', disabled: false, members: [] });
    await nobody.answer('policy', 'publish', 'n.probity', policyFile);
    const words = ['policy=housing-support', 'date=2025-03-01', 'unit=u', `case=${facts}`].flatMap((word) => ['--input', word]);
    const { id } = await nobody.answer<RunView>('run', 'start', 'n.probity', 'eligibility-check', ...words, '--wait');
    const { audit } = await nobody.answer<{ audit: readonly AuditEntry[] }>('run', 'show', 'n.probity', id, '--audit');
    expect(audit[0]?.actor).toBe(isRoot ? 'user 54321' : userInfo().username);
  });
});

describe.runIf(possible({ wrapper: OWN_MOUNTS }, 'commands on a full disk'))('a disk that is full', () => {
  /** Runs shell lines on a file system of so many bytes; `run` in them is the command line. Gives what they say, cut after each "-> ". */
  const onSmallDisk = async (bytes: number, lines: readonly string[]): Promise<readonly string[]> => {
    const script = [
      `mount -t tmpfs -o size=${bytes} none "$PLACE" && cd "$PLACE" || exit 9`,
      'run() { "$RUNTIME" "$ENTRY" "$@" 2>&1; echo "-> $?"; }',
      ...lines,
    ];
    mkdirSync(join(folder, 'disk'), { recursive: true });
    const env = { ...process.env, PLACE: join(folder, 'disk'), POLICY: policyFile, REFORM: reformFile };
    const shell = ['sh', '-c', `RUNTIME="$1"; ENTRY="$2"; ${script.join('\n')}`, 'sh'];
    const { child, ended } = startProbity([], { cwd: folder, env, wrapper: [...OWN_MOUNTS, ...shell] });
    child.stdin?.end();
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toMatch(/^\s+at |internal error/m);
    return stdout.split(/^-> /m);
  };

  it('takes no workspace, and nothing of it', async () => {
    expect(await onSmallDisk(65_536, ['run workspace create w.probity --name W', 'ls -A'])).toEqual([
      expect.stringMatching(/^probity: .*The disk is full/),
      '2\n',
    ]);
  });

  it('refuses an import, shows what is there, and takes the import when there is room', async () => {
    const generate = 'run population generate w.probity --policy housing-support --units 40000 --seed s --name';
    const said = await onSmallDisk(24_000_000, [
      'run workspace create w.probity --name W',
      'run policy publish w.probity "$POLICY"',
      'head -c 22500000 /dev/zero >filler',
      `${generate} Refused`,
      'run population list w.probity',
      'run audit verify w.probity | head -1',
      'rm filler',
      `${generate} Taken`,
      'run population list w.probity',
      'run audit verify w.probity | head -1',
      'ls -A',
    ]);
    expect(said).toEqual([
      expect.stringMatching(/^Created workspace/),
      expect.stringMatching(/^0\nPublished policy/),
      expect.stringMatching(/^0\nprobity: .*w\.probity: The disk is full; nothing of this change was kept/),
      '2\nThe workspace holds no population.\n',
      expect.stringMatching(/^0\nInternally consistent: .*\nPopulation "Taken": 40,000 units/),
      expect.stringMatching(/^0\nPopulation "Taken": 40,000 units/),
      expect.stringMatching(/^0\nInternally consistent: .*\nw\.probity\n$/),
    ]);
  });
});
