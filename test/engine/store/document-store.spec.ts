/** Drafts change, published versions do not, and a reference without a version means the newest published one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/engine/model/content-hash.ts';
import { auditSize, listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import {
  findDocument,
  findDraft,
  findSamePublished,
  getPublished,
  listDocuments,
  type NewDocument,
  parseReference,
  publishDocument,
  saveDraft,
} from '../../../src/engine/store/document/document-store.ts';
import { compareVersions } from '../../../src/engine/store/document/semantic-version.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { reopen, scratchWorkspace } from './scratch-workspace.ts';
import { behindTheGuards } from './tamper.ts';

const policy = (version: string, note = ''): NewDocument => ({
  kind: 'policy',
  id: 'housing',
  version,
  title: `Housing ${version}`,
  content: { version, title: `Housing ${version}`, note, id: 'housing' },
});

describe('publishing', () => {
  test('keeps the canonical text under its hash, and says so in the trail', () => {
    const store = scratchWorkspace();
    const published = store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
    expect(published).toMatchObject({
      state: 'published',
      hash: contentHash(policy('1.0.0').content),
      body: '{"id":"housing","note":"","title":"Housing 1.0.0","version":"1.0.0"}',
    });
    expect(store.read((reader) => findDocument(reader, 'policy', 'housing@1.0.0'))).toEqual(published);
    expect(store.read((reader) => listEntries(reader, 1, 1))).toMatchObject([
      {
        at: published.publishedAt,
        kind: 'document.published',
        subject: { kind: 'policy', id: 'housing', version: '1.0.0' },
        detail: { hash: published.hash },
      },
    ]);
  });

  test('the same content twice is one document, whatever its order of names', () => {
    const store = scratchWorkspace();
    const first = store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
    const size = store.read(auditSize);
    const shuffled = { ...policy('1.0.0'), content: { note: '', id: 'housing', title: 'Housing 1.0.0', version: '1.0.0' } };
    expect(store.read((reader) => findSamePublished(reader, shuffled))).toEqual(first);
    const again = store.change('ada', (writer) => {
      writer.record({ kind: 'test.happened', subject: {} });
      return publishDocument(writer, shuffled);
    });
    expect(again).toEqual(first);
    expect(store.read(auditSize)).toBe(size + 1);
  });

  test('other content under the same version is a conflict and changes nothing', () => {
    const store = scratchWorkspace();
    const first = store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
    const size = store.read(auditSize);
    const failure = thrownRefusal(() => store.change('ada', (writer) => publishDocument(writer, policy('1.0.0', 'changed'))));
    expect(failure.kind).toBe('conflict');
    expect(thrownRefusal(() => store.read((reader) => findSamePublished(reader, policy('1.0.0', 'changed')))).kind).toBe('conflict');
    expect(store.read((reader) => findDocument(reader, 'policy', 'housing'))).toEqual(first);
    expect(store.read(auditSize)).toBe(size);
  });

  test('is not read back where the text was changed behind it', () => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
    store.close();
    behindTheGuards(store.path, (database) => database.exec("UPDATE document SET body = replace(body, 'Housing 1', 'Housing 2')"));
    const failure = thrownRefusal(() => reopen(store).read((reader) => findDocument(reader, 'policy', 'housing')));
    expect(failure).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('SHA-256') });
  });

  test('drops the draft that it came from', () => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => saveDraft(writer, { ...policy('1.0.0'), text: '{ }', problems: 0 }));
    store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
    expect(store.read((reader) => listDocuments(reader)).map((document) => document.state)).toEqual(['published']);
  });
});

describe('references', () => {
  test('name a version, or the newest published one by the order of versions', () => {
    const store = scratchWorkspace();
    for (const version of ['1.10.0', '1.9.0', '1.2.0', '2.0.0-beta']) {
      store.change('ada', (writer) => publishDocument(writer, policy(version)));
    }
    store.change('ada', (writer) => saveDraft(writer, { ...policy('3.0.0'), text: '{ }', problems: 0 }));
    const find = (reference: string) => store.read((reader) => findDocument(reader, 'policy', reference)?.version);
    expect(find('housing')).toBe('2.0.0-beta');
    expect(find('housing@1.9.0')).toBe('1.9.0');
    expect(find('housing@3.0.0')).toBeUndefined();
    expect(find('tax')).toBeUndefined();
    expect(store.read((reader) => findDocument(reader, 'reform', 'housing'))).toBeUndefined();
    expect(store.read((reader) => findDraft(reader, 'policy', 'housing'))?.version).toBe('3.0.0');
  });

  test('of what is not published are refused, with a hint at the draft', () => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => saveDraft(writer, { ...policy('3.0.0'), text: '{ }', problems: 0 }));
    const failure = thrownRefusal(() => store.read((reader) => getPublished(reader, 'policy', 'housing@3.0.0')));
    expect(failure).toMatchObject({ kind: 'not-found', message: expect.stringContaining('draft') });
    expect(thrownRefusal(() => store.read((reader) => getPublished(reader, 'policy', 'tax'))).message).not.toContain('draft');
  });

  test('are taken apart at the last "@"', () => {
    expect(parseReference('a@b@1.0.0')).toEqual({ id: 'a@b', version: '1.0.0' });
    expect(parseReference('@a')).toEqual({ id: '@a' });
    expect(parseReference('a')).toEqual({ id: 'a' });
  });
});

describe('drafts', () => {
  test('keep the text as it was written and are replaced', () => {
    const store = scratchWorkspace();
    for (const text of ['{ "a": 1 }', '{ "a":\n 2 }'])
      store.change('ada', (writer) => saveDraft(writer, { ...policy('1.0.0'), text, problems: 0 }));
    expect(store.read((reader) => findDraft(reader, 'policy', 'housing@1.0.0'))?.body).toBe('{ "a":\n 2 }');
    expect(store.read((reader) => listDocuments(reader, 'policy'))).toHaveLength(1);
    expect(store.read((reader) => listDocuments(reader, 'workflow'))).toHaveLength(0);
  });

  test('of a published version are refused', () => {
    const store = scratchWorkspace();
    store.change('ada', (writer) => publishDocument(writer, policy('1.0.0')));
    expect(
      thrownRefusal(() => store.change('ada', (writer) => saveDraft(writer, { ...policy('1.0.0'), text: '{ }', problems: 0 }))).kind,
    ).toBe('conflict');
  });
});

describe('the order of versions', () => {
  // The example of clause 11 of Semantic Versioning 2.0.0, with what is no version before and longer forms around it.
  const ordered = [
    'draft',
    '0.9',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.2.0',
    '1.10.0',
    '2',
    '10.0.0',
  ];

  test('is that of Semantic Versioning', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (shuffled) => {
        expect(shuffled.toSorted(compareVersions)).toEqual(ordered);
      }),
    );
  });

  test('has no place for build numbers, and missing parts are zero', () => {
    expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0);
    expect(compareVersions('2', '2.0.0')).toBe(0);
  });
});
