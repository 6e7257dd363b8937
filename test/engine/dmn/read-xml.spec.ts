/** Goal: XML is read as it is meant, and what is built to exhaust or to reach out is refused with its place. */
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/engine/dmn/read-model.ts';
import { readXml, XML_LENGTH_MAX } from '../../../src/engine/dmn/read-xml.ts';
import { decision, definitions, literal } from './models.ts';

const problemOf = (source: string) => {
  const read = readXml(source);
  return 'problem' in read ? read.problem : undefined;
};

describe('well-formed XML', () => {
  it('is read with namespaces, attributes, texts and places', () => {
    const read = readXml(
      '\uFEFF<?xml version="1.0"?>\n<!-- a comment --><a:r xmlns:a="urn:a" x="1 &lt; 2">\n  <a:c>one<![CDATA[ <two> ]]>&amp; three</a:c>\n</a:r>',
    );
    if ('problem' in read) throw new Error(read.problem.message);
    const { root } = read;
    expect([root.name, root.namespace, root.attributes.get('x'), root.row]).toEqual(['r', 'urn:a', '1 < 2', 2]);
    expect(root.children.map(({ name, text, row }) => ({ name, text, row }))).toEqual([{ name: 'c', text: 'one <two> & three', row: 3 }]);
  });
});

describe('what is refused', () => {
  const ROOT = '<a/>';
  it.each([
    ['a document type with entities that grow', `<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><a>&c;</a>`, 'document type'],
    ['a document type that reaches out', `<!DOCTYPE a SYSTEM "file:///etc/passwd">${ROOT}`, 'document type'],
    ['an unknown entity', '<a>&b;</a>', 'not well-formed'],
    ['an element that is not closed', '<a><b></a>', 'not well-formed'],
    ['two roots', '<a/><b/>', 'not well-formed'],
    ['an unbound prefix', '<a:b/>', 'not well-formed'],
    ['an attribute that stands twice', '<a b="1" b="2"/>', 'not well-formed'],
    ['no element', '   ', ''],
    ['nothing', '', ''],
    ['bytes that are no text', '\u0000\u0001', 'not well-formed'],
    ['nesting without end', '<a>'.repeat(100_000), 'nested deeper than'],
    ['attributes without end', `<a ${Array.from({ length: 500 }, (_, i) => `a${i}="1"`).join(' ')}/>`, 'attributes'],
  ])('%s', (_, source, message) => {
    expect(problemOf(source)?.message).toContain(message);
  });

  it('a text beyond the limit, before it is parsed', () => {
    expect(problemOf(`<a>${' '.repeat(XML_LENGTH_MAX)}</a>`)?.message).toBe('the XML text is too long');
  });

  it('with its place', () => {
    expect(problemOf('<a>\n  <b>\n</a>')).toMatchObject({ row: 3 });
  });
});

describe('a DMN model', () => {
  it.each([
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ])('is read in the namespace %s', (xmlns) => {
    const read = readModel(definitions([decision('total', literal('1'))], { xmlns }));
    expect(read).toMatchObject({ model: { namespace: 'urn:own', decisions: [{ name: 'total', logic: { box: 'literal', text: '1' } }] } });
  });
  it.each(['urn:other', ''])('is none in the namespace "%s"', (xmlns) => {
    expect(readModel(definitions([], { xmlns }))).toMatchObject({ problem: { message: 'the XML text is no DMN model' } });
  });
});
