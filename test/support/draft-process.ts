/** A process that works in a draft until it is ended by force: says "working" on standard output once its files are there. */
import { writeFileSync } from 'node:fs';
import { removeAbandonedDrafts, withDraft } from '../../src/engine/file/drafts.ts';
import { testWorld } from './test-world.ts';

const [, , machineFolder = '', target = ''] = process.argv;

await withDraft({ ...testWorld(String(process.pid)), machineFolder }, { target, cannot: 'It cannot be written' }, async (draft) => {
  for (const file of ['evidence.zip', 'page.html', 'printed.pdf', 'finished.pdf'] as const) writeFileSync(draft.path(file), 'disclosed');
  // Whoever looks for drafts that were left behind finds this one in use, and does not let go of it by looking.
  await removeAbandonedDrafts(machineFolder);
  process.stdout.write('working\n');
  await new Promise(() => setInterval(() => undefined, 60_000));
});
