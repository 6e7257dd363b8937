/** A draft goes away however its work ends: with the process that works in it, or with the next one where that was ended by force, and nothing else goes with it. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { removeAbandonedDrafts, withDraft } from '../../../src/engine/file/drafts.ts';
import { lockFile } from '../../../src/engine/file/lock-file.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testPort } from '../../support/test-port.ts';
import { testWorld } from '../../support/test-world.ts';

const ID = '0190a1b2-0000-7000-8000-000000000001';
const cannot = 'It cannot be written';

/** A machine and a folder that files go to. */
const places = () => {
  const folder = scratchFolder();
  const [machineFolder, out] = [join(folder, 'machine'), join(folder, 'out')];
  for (const path of [machineFolder, out]) mkdirSync(path);
  return {
    world: { ...testWorld(), machineFolder },
    machineFolder,
    out,
    notes: join(machineFolder, 'drafts'),
    target: join(out, 'report.pdf'),
  };
};

type Places = ReturnType<typeof places>;

/** As a process leaves it that is ended by force: its note, and its lock that nobody holds. */
const leaveBehind = ({ notes, target }: Places, note: object | string = {}): string => {
  const draft = `${target}.${ID}.partial`;
  mkdirSync(notes, { recursive: true });
  writeFileSync(join(notes, `${ID}.lock`), '');
  writeFileSync(join(notes, `${ID}.json`), typeof note === 'string' ? note : JSON.stringify({ draft, host: hostname(), ...note }));
  mkdirSync(draft);
  writeFileSync(join(draft, 'finished.pdf'), 'disclosed');
  return draft;
};

describe('of a process that lives and is then ended by force', () => {
  let built: Awaited<ReturnType<typeof buildEntry>>;
  beforeAll(async () => {
    built = await buildEntry(join(import.meta.dirname, '../../support/draft-process.ts'));
  });
  afterAll(() => built.remove());

  test('it stays as long as the process does, and goes with the next draft', async () => {
    const { world, machineFolder, out, notes, target } = places();
    const child = spawn(process.execPath, [built.path, machineFolder, target], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await removeAbandonedDrafts(machineFolder);
    const [draft = ''] = readdirSync(out);
    expect(readdirSync(join(out, draft)).sort()).toEqual(['evidence.zip', 'finished.pdf', 'page.html', 'printed.pdf']);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(readdirSync(out)).toEqual([draft]);
    await withDraft(world, { target: join(out, 'another.pdf'), cannot }, async ({ folder }) => {
      expect(readdirSync(out)).toEqual([basename(folder)]);
      expect(readdirSync(notes)).toHaveLength(2);
    });
    expect([readdirSync(out), readdirSync(notes)]).toEqual([[], []]);
  });
});

test('it is for its owner alone, lies beside the target, and is gone when its work fails', async () => {
  const { world, machineFolder, out, notes, target } = places();
  const failing = withDraft(world, { target, cannot }, async (draft) => {
    writeFileSync(draft.path('printed.pdf'), 'half');
    writeFileSync(join(draft.folder, 'whatever'), 'else');
    await removeAbandonedDrafts(machineFolder);
    expect(readFileSync(draft.path('printed.pdf'), 'utf8')).toBe('half');
    throw new Error('it fails');
  });
  await expect(failing).rejects.toThrow('it fails');
  expect([readdirSync(out), readdirSync(notes)]).toEqual([[], []]);
});

test('it waits for somebody who looks whether its process lives, before it does', async () => {
  const { world, notes, out, target } = places();
  const id = testWorld().newId();
  mkdirSync(notes);
  const looking = lockFile(join(notes, `${id}.lock`));
  if (typeof looking === 'string') throw new Error('nobody else has it');
  setTimeout(() => looking.release(), 50);
  await withDraft(world, { target, cannot }, async ({ folder }) => expect(folder).toBe(`${target}.${id}.partial`));
  expect([readdirSync(out), readdirSync(notes)]).toEqual([[], []]);
});

test('where nothing can be noted there is no draft, and the refusal says where that is', async () => {
  const { world, machineFolder, out, target } = places();
  writeFileSync(join(machineFolder, 'drafts'), 'a file in its place');
  const refusal = await asyncRefusal(withDraft(world, { target, cannot }, async () => undefined));
  expect(refusal).toMatchObject({ kind: 'unwritable', message: expect.stringContaining(join(machineFolder, 'drafts')) });
  expect(readdirSync(out)).toEqual([]);
});

describe('that was left behind', () => {
  test('it goes with its note', async () => {
    const made = places();
    const draft = leaveBehind(made);
    await removeAbandonedDrafts(made.machineFolder);
    expect([existsSync(draft), readdirSync(made.notes)]).toEqual([false, []]);
  });

  test('it goes when the program is started, whatever is then done with it', async () => {
    const made = places();
    const draft = leaveBehind(made);
    await createEngine(testPort({ machineFolder: made.machineFolder }), { actor: 'ada' }).close();
    expect([existsSync(draft), readdirSync(made.notes)]).toEqual([false, []]);
  });

  test('a file that is not of this program stays, and the draft with it, as long as it is there', async () => {
    const made = places();
    const draft = leaveBehind(made);
    writeFileSync(join(draft, 'mine.txt'), 'mine');
    await removeAbandonedDrafts(made.machineFolder);
    expect(readdirSync(draft)).toEqual(['mine.txt']);
    renameSync(join(draft, 'mine.txt'), join(made.out, 'mine.txt'));
    await removeAbandonedDrafts(made.machineFolder);
    expect([readdirSync(made.out), readdirSync(made.notes)]).toEqual([['mine.txt'], []]);
  });

  test('a link or a file that has its name stays, and so does what a link leads to', async () => {
    const made = places();
    const draft = leaveBehind(made);
    const elsewhere = join(made.out, 'elsewhere');
    renameSync(draft, elsewhere);
    symlinkSync(elsewhere, draft);
    await removeAbandonedDrafts(made.machineFolder);
    expect(readdirSync(elsewhere)).toEqual(['finished.pdf']);
    expect(existsSync(draft)).toBe(true);
  });

  test('on a drive that is not there now it is found when the drive is', async () => {
    const made = places();
    const draft = leaveBehind(made);
    renameSync(made.out, `${made.out} away`);
    await removeAbandonedDrafts(made.machineFolder);
    renameSync(`${made.out} away`, made.out);
    expect(existsSync(draft)).toBe(true);
    await removeAbandonedDrafts(made.machineFolder);
    expect([existsSync(draft), readdirSync(made.notes)]).toEqual([false, []]);
  });

  test.each([
    ['another path, which its name does not belong to', { draft: '/' }],
    ['a path that is none', { draft: `report.pdf.${ID}.partial` }],
    ['nothing, since the power went off', '{"draft":'],
  ])('a note that names %s removes nothing but itself', async (_, note) => {
    const made = places();
    const draft = leaveBehind(made, note);
    await removeAbandonedDrafts(made.machineFolder);
    expect([existsSync(join(draft, 'finished.pdf')), readdirSync(made.notes)]).toEqual([true, []]);
  });

  test('of another machine, whose locks are not seen here, it stays with its note', async () => {
    const made = places();
    const draft = leaveBehind(made, { host: `not-${hostname()}` });
    await removeAbandonedDrafts(made.machineFolder);
    expect([existsSync(draft), existsSync(join(made.notes, `${ID}.json`))]).toEqual([true, true]);
  });

  test('what is no note is left alone', async () => {
    const made = places();
    leaveBehind(made);
    for (const name of ['notes.txt', `${ID.slice(0, 35)}x.json`]) writeFileSync(join(made.notes, name), 'mine');
    await removeAbandonedDrafts(made.machineFolder);
    expect(readdirSync(made.notes)).toHaveLength(2);
  });

  test('what cannot be removed now stays known', async () => {
    const made = places();
    const draft = leaveBehind(made);
    mkdirSync(join(draft, 'printed.pdf', 'mine'), { recursive: true });
    await removeAbandonedDrafts(made.machineFolder);
    expect(existsSync(join(draft, 'printed.pdf', 'mine'))).toBe(true);
    rmSync(join(draft, 'printed.pdf'), { recursive: true });
    await removeAbandonedDrafts(made.machineFolder);
    expect([existsSync(draft), readdirSync(made.notes)]).toEqual([false, []]);
  });
});

test('a name too long for what is made beside it is refused, and leaves no note', async () => {
  const { world, out, notes } = places();
  const target = join(out, `${'a'.repeat(230)}.pdf`);
  expect(await asyncRefusal(withDraft(world, { target, cannot }, () => Promise.reject(new Error('there is no draft'))))).toMatchObject({
    kind: 'unwritable',
    message: `${cannot}: the name is too long.`,
  });
  expect(readdirSync(notes)).toEqual([]);
});

test('a letter among the notes whose name begins as theirs do stays', async () => {
  const place = places();
  const draft = leaveBehind(place);
  writeFileSync(join(place.notes, `${ID}-letter.txt`), 'mine');
  await removeAbandonedDrafts(place.machineFolder);
  expect([existsSync(draft), readdirSync(place.notes)]).toEqual([false, [`${ID}-letter.txt`]]);
});

// Windows has no such files.
test.skipIf(process.platform === 'win32')('a pipe in the place of a lock holds nothing up', async () => {
  const place = places();
  const draft = leaveBehind(place);
  rmSync(join(place.notes, `${ID}.lock`));
  execFileSync('mkfifo', [join(place.notes, `${ID}.lock`)]);
  await removeAbandonedDrafts(place.machineFolder);
  expect(existsSync(draft)).toBe(true);
});
