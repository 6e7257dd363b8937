/** `tck`: counts by level, names what differs, and has a clear word for folders that hold something else. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TckFailure, TckLevel } from '../../../src/engine/dmn/tck/run-tck.ts';
import { decision, definitions, input, knowledge, literal } from '../../engine/dmn/models.ts';
import { commandLineIn, expectNoFault } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

type Answer = { readonly 'level-2'?: TckLevel; readonly 'level-3'?: TckLevel; readonly failures: readonly TckFailure[] };

const folder = fileFolder();
const { run, refusal } = commandLineIn(folder);

const write = (path: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const NAMESPACES =
  'xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const testCases = (modelName: string, ...cases: readonly string[]): string =>
  `<testCases ${NAMESPACES}><modelName>${modelName}</modelName>${cases.join('')}</testCases>`;
const value = (type: string, text: string): string => `<value xsi:type="xsd:${type}">${text}</value>`;
const result = (name: string, expected: string, attributes = ''): string =>
  `<resultNode name="${name}" ${attributes}><expected>${expected}</expected></resultNode>`;
const testCase = (id: string, parts: string, attributes = ''): string => `<testCase id="${id}" ${attributes}>${parts}</testCase>`;

const MODEL = definitions([
  input('n', 'number'),
  decision('half', literal('n / 2'), { inputs: ['n'] }),
  decision('list', literal('[n, {a: n}]'), { inputs: ['n'] }),
  decision('day', literal('@"2025-01-02T03:04:05Z"')),
  decision('java', literal('function(a) external {java: {class: "java.lang.Math", method signature: "abs(int)"}}')),
  decision('calls java', literal('java(1)'), { decisions: ['java'] }),
  knowledge('double', [['a', 'number']], literal('a * 2')),
]);

const given = (number: string): string => `<inputNode name="n">${value('decimal', number)}</inputNode>`;
const list = `<list><item>${value('decimal', '3')}</item><item><component name="a">${value('double', '3.0')}</component></item></list>`;

write('kit/compliance-level-2/0001-own/own.dmn', MODEL);
write(
  'kit/compliance-level-2/0001-own/own-test-01.xml',
  testCases(
    'own.dmn',
    testCase(
      'right',
      given('3') +
        result('half', value('decimal', '1.500000001')) +
        result('list', list) +
        result('day', value('dateTime', '2025-01-02T03:04:05Z')),
    ),
    testCase('null', result('half', '<value xsi:nil="true"/>', 'errorResult="true"')),
    testCase(
      'function',
      `<inputNode name="a">${value('decimal', '4')}</inputNode>${result('double', value('decimal', '8'))}`,
      'type="bkm" invocableName="double"',
    ),
  ),
);
write('kit/compliance-level-3/0002-own/own.dmn', MODEL);
write(
  'kit/compliance-level-3/0002-own/own-test-01.xml',
  testCases(
    'own.dmn',
    testCase('wrong', given('3') + result('half', value('decimal', '1.6'))),
    testCase('java', result('calls java', value('decimal', '1'))),
  ),
);

const answer = async (...words: readonly string[]): Promise<Answer & { readonly exitCode: number | null }> => {
  const ended = await run('tck', ...words, '--json');
  expectNoFault(ended);
  return { exitCode: ended.exitCode, ...(JSON.parse(ended.stdout) as Answer) };
};

describe('tck', () => {
  it('counts cases by level, those that expect a value and those of Java apart', async () => {
    const { exitCode, failures, ...levels } = await answer('kit');
    expect(exitCode).toBe(1);
    expect(levels).toEqual({
      'level-2': { passed: 3, total: 3, valued: { passed: 2, total: 2 }, external: { passed: 0, total: 0 } },
      'level-3': { passed: 0, total: 2, valued: { passed: 0, total: 2 }, external: { passed: 0, total: 1 } },
    });
    expect(
      failures.map(({ case: id, result: name, expected, actual, external = false }) => ({ id, name, expected, actual, external })),
    ).toEqual([
      { id: 'wrong', name: 'half', expected: '1.6', actual: '1.5', external: false },
      { id: 'java', name: 'calls java', expected: '1', actual: 'null', external: true },
    ]);
  });

  it('does not count it as a no that functions of Java are not run', async () => {
    write('java/compliance-level-3/0001-own/own.dmn', MODEL);
    write(
      'java/compliance-level-3/0001-own/own-test-01.xml',
      testCases('own.dmn', testCase('java', result('calls java', value('decimal', '1')))),
    );
    const { exitCode, failures } = await answer('java');
    expect([exitCode, failures.map(({ external }) => external)]).toEqual([0, [true]]);
  });

  it('is done where all cases pass, and writes what passed to a file', async () => {
    const { exitCode, failures } = await answer('kit/compliance-level-2', '--results', 'results.json');
    expect([exitCode, failures]).toEqual([0, []]);
    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toEqual({
      folders: { 'level-2/0001-own': { passed: 3, total: 3 } },
      differing: [],
    });
    const { stdout } = await run('tck', 'kit');
    expect(stdout).toContain('level-2');
    expect(stdout).toContain('expected 1.6, got 1.5');
  });

  it('refuses a folder that is none, is empty, or holds other things', async () => {
    write('empty/readme.txt', 'nothing');
    write('other/pom.xml', '<project/>');
    expect(await refusal('tck', 'missing')).toContain('"missing" is no folder');
    expect(await refusal('tck', 'kit/compliance-level-2/0001-own/own.dmn')).toContain('is no folder');
    expect(await refusal('tck', 'empty')).toContain('holds no test cases');
    expect(await refusal('tck', 'other')).toContain('holds no test cases');
  });

  it.each([
    ['a model that is no XML', 'broken.dmn', 'no xml'],
    ['a model with entities', 'broken.dmn', '<!DOCTYPE d [<!ENTITY e "x">]><definitions/>'],
    ['a model of another kind', 'broken.dmn', '<definitions xmlns="urn:bpmn"/>'],
    ['a model that is no text', 'broken.dmn', Buffer.from([0xff, 0xfe])],
    ['cases that are cut off', 'cut-test-01.xml', `<testCases ${NAMESPACES}><testCase`],
  ])('names %s, runs the others, and says that it is bad input', async (_, name, text) => {
    const at = `broken ${name} ${text.length}`;
    write(`${at}/compliance-level-2/0001-own/own.dmn`, MODEL);
    write(
      `${at}/compliance-level-2/0001-own/own-test-01.xml`,
      testCases('own.dmn', testCase('right', given('3') + result('half', value('decimal', '1.5')))),
    );
    write(`${at}/compliance-level-2/0002-broken/${name}`, text);
    write(
      `${at}/compliance-level-2/0002-broken/model-test-01.xml`,
      testCases('broken.dmn', testCase('one', result('half', value('decimal', '1.5')))),
    );
    const ended = await run('tck', at, '--json');
    expectNoFault(ended);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain(join('compliance-level-2', '0002-broken', name));
    expect((JSON.parse(ended.stdout) as Answer)['level-2']?.passed).toBe(1);
  });

  it('keeps models of one folder apart', async () => {
    const ofValue = (number: string): string => definitions([decision('half', literal(number))]);
    for (const number of ['1', '2']) {
      write(`apart/compliance-level-2/0001-own/m${number}.dmn`, ofValue(number));
      write(
        `apart/compliance-level-2/0001-own/m${number}-test-01.xml`,
        testCases(`m${number}.dmn`, testCase('own', result('half', value('decimal', number)))),
      );
    }
    expect((await answer('apart'))['level-2']).toMatchObject({ passed: 2, total: 2 });
  });

  it('does not follow links in circles', async () => {
    write('linked/compliance-level-2/0001-own/own.dmn', MODEL);
    write(
      'linked/compliance-level-2/0001-own/own-test-01.xml',
      testCases('own.dmn', testCase('right', given('3') + result('half', value('decimal', '1.5')))),
    );
    symlinkSync(join(folder, 'linked'), join(folder, 'linked', 'compliance-level-2', 'again'), 'dir');
    expect((await answer('linked'))['level-2']?.total).toBe(1);
  });
});
