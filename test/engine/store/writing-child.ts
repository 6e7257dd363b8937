/** A process of its own that makes changes until it is done or killed: argv is the workspace, the seed and the number of changes. */
import { writeSync } from 'node:fs';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { testWorld } from '../../support/test-world.ts';

const [path = '', seed = '', changes = ''] = process.argv.slice(2);
const store = openStore(path, testWorld(seed));
writeSync(1, 'open\n');
for (let i = 0; i < Number(changes); i++) {
  const id = `${seed}-${i}`;
  const content = { id, text: 'x'.repeat((i * 977) % 9_000) };
  store.change('child', (writer) => {
    for (let extra = 0; extra < i % 3; extra++) writer.record({ kind: 'test.happened', subject: { extra }, payload: { extra } });
    publishDocument(writer, { kind: 'policy', id, version: '1.0.0', title: id, content: { ...content, title: id } });
  });
  // Told only after the change returned, without any buffer of this process in between.
  writeSync(1, `done ${id}\n`);
}
store.close();
writeSync(1, 'closed\n');
