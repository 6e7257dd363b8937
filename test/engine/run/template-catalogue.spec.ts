/** Templates are compiled once, by what they say; a run gets the version that it pinned, or none. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import { createTemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const catalogue = () => {
  const store = scratchWorkspace();
  for (const version of ['1.0.0', '1.1.0']) {
    const document = testTemplate({ only: { type: 'set', value: version } }, { version });
    store.change('ada', (writer) => publishDocument(writer, { ...document, content: document as unknown as Json }));
  }
  const templates = createTemplateCatalogue(testTasks());
  return {
    pin: (reference: string) => store.read((reader) => templates.pin(reader, reference)),
    find: (version: string, hash: string) => store.read((reader) => templates.find(reader, { id: 'test', version, hash })),
  };
};

test('what was pinned is found again, whatever was published since', () => {
  const { pin, find } = catalogue();
  const old = pin('test@1.0.0');
  expect(find('1.0.0', old.hash)).toBe(old.graph);
  expect(pin('test')).toEqual(pin('test@1.1.0'));
  expect(pin('test').hash).not.toBe(old.hash);
});

test('another content under the pinned version is not run', () => {
  const { pin, find } = catalogue();
  expect(thrownRefusal(() => find('1.0.0', pin('test@1.1.0').hash))).toMatchObject({ kind: 'unreadable' });
  expect(thrownRefusal(() => pin('test@2.0.0')).kind).toBe('not-found');
});
