/** Which paths a message may name: those that were chosen, for what they were chosen for. */
import { describe, expect, it } from 'vitest';
import { type OperationName, operations } from '../../src/engine/contract.ts';
import { createGrantedFiles, isPathField } from '../../src/main/granted-files.ts';

const chosen = () => {
  const files = createGrantedFiles();
  files.grant('read', '/data/in.csv');
  files.grant('write', '/data/out.pdf');
  files.grant('load', '/lib/token.so');
  return files;
};

describe('a message to an operation', () => {
  it.each<[OperationName, unknown]>([
    ['workspace.open', { path: '/data/in.csv' }],
    ['source.preview', { path: '/data/in.csv', rows: 20 }],
    ['population.import', { name: 'x', unitsPath: '/data/in.csv', membersPath: '/data/in.csv' }],
    ['workspace.create', { path: '/data/out.pdf', name: 'x' }],
    ['report.export', { outPath: '/data/out.pdf', run: 'x' }],
    ['report.complete', { path: '/data/in.csv', signaturePath: '/data/in.csv', outPath: '/data/out.pdf' }],
    ['signer.addToken', { modulePath: '/lib/token.so', keyId: '01' }],
    ['run.show', { run: '/data/never-chosen' }],
    // No path is named; the operation's schema has the word.
    ['workspace.open', undefined],
    ['workspace.open', { path: ['/data/never-chosen'] }],
  ])('%s %j goes on', (name, input) => {
    expect(chosen().allow(name, input)).toBe(true);
  });

  it.each<[OperationName, unknown]>([
    ['workspace.open', { path: '/data/other' }],
    ['workspace.open', { path: '/data/out.pdf' }],
    ['workspace.create', { path: '/data/in.csv', name: 'x' }],
    ['report.export', { outPath: '/data/in.csv', run: 'x' }],
    ['report.complete', { path: '/data/in.csv', signaturePath: '/data/other', outPath: '/data/out.pdf' }],
    ['report.complete', { path: '/data/out.pdf', signaturePath: '/data/in.csv', outPath: '/data/out.pdf' }],
    // What was chosen to be read is not chosen to be run, nor the other way round.
    ['signer.addToken', { modulePath: '/data/in.csv', keyId: '01' }],
    ['evidence.verify', { path: '/lib/token.so' }],
    ['source.preview', { path: '/data/./in.csv' }],
    ['population.import', { unitsPath: '/data/in.csv', membersPath: '/data/other' }],
    ['population.suggestMapping', { unitsPath: '/data/other' }],
  ])('%s %j does not', (name, input) => {
    expect(chosen().allow(name, input)).toBe(false);
  });
});

it('what was written may be read again, and nothing else of the message gains a right', () => {
  const files = chosen();
  files.written('report.complete', { path: '/data/in.csv', signaturePath: '/data/never-chosen', outPath: '/data/out.pdf' });
  expect(files.allow('evidence.verify', { path: '/data/out.pdf' })).toBe(true);
  expect(files.allow('evidence.verify', { path: '/data/never-chosen' })).toBe(false);
  expect(files.allow('report.export', { outPath: '/data/in.csv', run: 'x' })).toBe(false);
});

it('every path of the contract has a name that is recognised', () => {
  const shapeOf = (input: object): object => ('shape' in input ? (input.shape as object) : {});
  const fields = Object.values(operations).flatMap(({ input }) => Object.keys(shapeOf(input)));
  const like = [...new Set(fields.filter((field) => /path|file|folder|source/i.test(field)))];
  expect(like.sort()).toEqual(['anchorPath', 'membersPath', 'modulePath', 'outPath', 'path', 'responsePath', 'signaturePath', 'unitsPath']);
  expect(like.filter((field) => !isPathField(field))).toEqual([]);
});
