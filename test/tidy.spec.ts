/** Holds what a reader may rely on in every source file: directions between rooms, size, a first line that says what the file is for. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const linesMax = 500;

type Source = { readonly path: string; readonly text: string };
type Import = { readonly from: string; readonly names: string; readonly typeOnly: boolean };

const isCode = (path: string): boolean => /\.(ts|tsx|mjs|js)$/.test(path);

const sourcesIn = (...folders: readonly string[]): readonly Source[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      // The peers of the benches are installed there.
      .filter((path) => !path.includes('node_modules'))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );

/** Static imports, re-exports and dynamic imports of constant names. An import without names is one for its effects. */
const importsOf = ({ text }: Source): readonly Import[] => [
  ...[...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm)].map(([, type, names = '', from = '']) => ({
    from,
    names,
    typeOnly: type !== undefined || isOnlyTypes(names),
  })),
  ...[...text.matchAll(/^\s*import\s+'([^']+)'/gm)].map(([, from = '']) => ({ from, names: '', typeOnly: false })),
  ...[...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, from = '']) => ({ from, names: '*', typeOnly: false })),
];

/** `{ type A, type B }` leaves nothing behind when types are erased. */
const isOnlyTypes = (names: string): boolean => {
  const inside = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  const parts = inside?.split(',').filter((part) => part.trim() !== '');
  return parts !== undefined && parts.length > 0 && parts.every((part) => part.trim().startsWith('type '));
};

/** Where an import leads: a path inside the project, or the name of a package. */
const targetOf = (source: Source, { from }: Import): string =>
  from.startsWith('.') ? normalize(join(dirname(source.path), from.replace(/\?.*$/, ''))) : from;

const isIn = (target: string, ...folders: readonly string[]): boolean => folders.some((folder) => target.startsWith(`src/${folder}/`));
const isPackage = (target: string, ...names: readonly string[]): boolean =>
  names.some((name) => target === name || target.startsWith(`${name}/`));

/** The only names that the preload script may take from Electron. */
const isBridge = ({ names }: Import): boolean =>
  names
    .replace(/[{}]/g, '')
    .split(',')
    .every((name) => ['contextBridge', 'ipcRenderer', 'webUtils', ''].includes(name.trim()));

const wrongImport = (source: Source, found: Import): string | undefined => {
  const target = targetOf(source, found);
  const { path } = source;
  if (isIn(path, 'engine') && (isPackage(target, 'electron', 'react', 'react-dom') || isIn(target, 'main', 'renderer'))) {
    return 'the engine knows nothing of Electron, React or IPC';
  }
  if (isIn(path, 'engine/audit') && isIn(target, 'engine/store')) return 'audit ships alone and imports nothing of store';
  if (isIn(path, 'engine/model') && isIn(target, 'engine') && !isIn(target, 'engine/model')) return 'model stands below every other room';
  if (isIn(path, 'renderer')) {
    if (isPackage(target, 'electron') || target.startsWith('node:')) return 'the renderer has neither Electron nor Node';
    if (isIn(target, 'engine', 'main') && !found.typeOnly) return 'the renderer imports only types of engine and main';
  }
  if (isIn(path, 'main') && isIn(target, 'renderer')) return 'main does not import the renderer';
  if (path === 'src/main/preload.ts' && !found.typeOnly && target !== 'src/main/bridge.ts' && !(target === 'electron' && isBridge(found))) {
    return 'the preload script imports only contextBridge, ipcRenderer, webUtils and the names of its channels';
  }
  return undefined;
};

const wrongImports = (sources: readonly Source[]): readonly string[] =>
  sources
    .filter(({ path }) => isCode(path))
    .flatMap((source) =>
      importsOf(source).flatMap((found) => {
        const reason = wrongImport(source, found);
        return reason === undefined ? [] : [`${source.path} imports ${found.from}: ${reason}`];
      }),
    );

/** Files that need each other, types included: what cannot be understood apart does not stand apart. */
const importCircles = (sources: readonly Source[]): readonly string[] => {
  const graph = new Map(
    sources.filter(({ path }) => isCode(path)).map((source) => [source.path, importsOf(source).map((found) => targetOf(source, found))]),
  );
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at !== -1) circles.push([...way.slice(at), path].join(' -> '));
    if (at !== -1 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return circles;
};

const matching = (sources: readonly Source[], pattern: RegExp, reason: string): readonly string[] =>
  sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${reason}: ${line.trim()}`] : [])),
  );

const tooLong = (sources: readonly Source[]): readonly string[] =>
  sources
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > linesMax)
    .map(({ path, lines }) => `${path} has ${lines} lines`);

const withoutPurpose = (sources: readonly Source[]): readonly string[] =>
  sources.filter(({ path, text }) => isCode(path) && !/^\/\*\*(?: \S|\n \* \S)/.test(text)).map(({ path }) => path);

// Written in two halves, so that this file itself holds none of them.
const leftOpen = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);
const skipped = new RegExp(`\\b(it|test|describe)\\.(${['sk' + 'ip', 'on' + 'ly', 'to' + 'do', 'fix' + 'me'].join('|')})\\b`);
const anyType = 'a' + 'ny';
const wayAround = new RegExp(
  [
    `\\bas ${anyType}\\b`,
    `:\\s*${anyType}\\s*([,;)=|&\\]}]|$)`,
    `<${anyType}[,>]`,
    '@ts-' + '(ignore|expect-error|nocheck)',
    'biome-' + 'ignore',
  ].join('|'),
);
/** Given a path, Playwright starts the app without holding it back, and now and then misses its first window. */
const unheldLaunch = new RegExp('executable' + 'Path');
/** The one that starts a browser, which nobody holds back. */
const browserLaunch = 'test/support/debian-chromium.ts';
const worldReached = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;
/** The one that gives a port to those who have none: threads and processes that only read. */
const portOfReaders = 'src/engine/job/read-only-world.ts';
const developersPath = new RegExp(`(^|[\\s"'\`(=])/(${['ho' + 'me', 'Us' + 'ers', 'ro' + 'ot', 'wo' + 'rk'].join('|')})/`);

const planted = (path: string, text: string): readonly Source[] => [{ path, text }];

describe('the checks themselves find what is planted for them', () => {
  it.each([
    ['src/engine/run/x.ts', "import { app } from 'electron';"],
    ['src/engine/run/x.ts', "import {\n  useState,\n} from 'react';"],
    ['src/engine/run/x.ts', "import { openMainWindow } from '../../main/window.ts';"],
    ['src/engine/audit/x.ts', "export { open } from '../store/open.ts';"],
    ['src/engine/model/x.ts', "import { parse } from '../feel/parse.ts';"],
    ['src/renderer/x.ts', "import { createEngine } from '../engine/engine.ts';"],
    ['src/renderer/x.ts', "import { type A, b } from '../engine/contract.ts';"],
    ['src/renderer/x.ts', "const fs = await import('node:fs');"],
    ['src/main/preload.ts', "import { contextBridge, shell } from 'electron';"],
    ['src/main/preload.ts', "import './effects.ts';"],
  ])('%s: %s', (path, text) => {
    expect(wrongImports(planted(path, text))).toHaveLength(1);
  });

  it.each([
    ['src/renderer/x.ts', "import type { Contract } from '../engine/contract.ts';"],
    ['src/renderer/x.ts', "import { type A, type B } from '../main/shell-contract.ts';"],
    ['src/main/preload.ts', "import { contextBridge, ipcRenderer, webUtils } from 'electron';\nimport type { Bridge } from './bridge.ts';"],
    ['src/engine/run/x.ts', "import { readFileSync } from 'node:fs';\nimport { compare } from '../model/exact.ts';"],
  ])('and leave alone what is right: %s: %s', (path, text) => {
    expect(wrongImports(planted(path, text))).toEqual([]);
  });

  it('circles of imports, whatever is imported', () => {
    const [a, b, c] = [
      { path: 'src/a/a.ts', text: "import type { B } from '../b/b.ts';" },
      { path: 'src/b/b.ts', text: "export { c } from './c.ts';" },
      { path: 'src/b/c.ts', text: "import { a } from '../a/a.ts';" },
    ] as const;
    expect(importCircles([a, b, c])).toEqual(['src/a/a.ts -> src/b/b.ts -> src/b/c.ts -> src/a/a.ts']);
    expect(importCircles([a, b])).toEqual([]);
  });

  it('size, purpose, words and paths', () => {
    expect(tooLong(planted('src/x.ts', 'a\n'.repeat(linesMax + 1)))).toHaveLength(1);
    expect(tooLong(planted('src/x.ts', 'a\n'.repeat(linesMax)))).toEqual([]);
    expect(withoutPurpose(planted('src/x.ts', "import { a } from './a.ts';"))).toHaveLength(1);
    expect(withoutPurpose(planted('src/x.ts', '/** Says what it is for. */\n'))).toEqual([]);
    expect(matching(planted('src/x.ts', `// ${'TO' + 'DO'} later`), leftOpen, 'x')).toHaveLength(1);
    expect(matching(planted('test/x.ts', `it.${'sk' + 'ip'}('a')`), skipped, 'x')).toHaveLength(1);
    for (const text of [`x as ${'any'}`, `(x: ${'any'})`, `Array<${'any'}>`, `// @ts-${'ignore'}`]) {
      expect(matching(planted('src/x.ts', text), wayAround, 'x')).toHaveLength(1);
    }
    expect(matching(planted('src/x.ts', '// choose one of these: any of them will do, as anything would'), wayAround, 'x')).toEqual([]);
    expect(matching(planted('test/e2e/x.ts', `_electron.launch({ ${'executable' + 'Path'}: path })`), unheldLaunch, 'x')).toHaveLength(1);
    expect(matching(planted('src/engine/x.ts', 'const now = Date.now();'), worldReached, 'x')).toHaveLength(1);
    expect(matching(planted('src/x.ts', `const file = '/ho${'me'}/somebody/x';`), developersPath, 'x')).toHaveLength(1);
  });
});

describe('the sources', () => {
  const product = sourcesIn('src');
  const code = sourcesIn('src', 'test', 'scripts').filter(({ path }) => isCode(path));

  it('are there', () => {
    expect(product.length).toBeGreaterThan(50);
  });
  it('import only in the agreed directions', () => {
    expect(wrongImports(product)).toEqual([]);
  });
  it('import each other in no circle', () => {
    expect(importCircles(product)).toEqual([]);
  });
  it(`hold at most ${linesMax} lines a file`, () => {
    expect(tooLong(code)).toEqual([]);
  });
  it('say in their first line what they are for', () => {
    expect(withoutPurpose(code)).toEqual([]);
  });
  it('leave nothing open', () => {
    expect(matching(code, leftOpen, 'leaves something open')).toEqual([]);
    expect(matching(code, skipped, 'passes over a test')).toEqual([]);
  });
  it('have no way around the type check and the lint', () => {
    expect(matching(code, wayAround, 'gets around a check')).toEqual([]);
  });
  it('take time and chance from the port in the engine', () => {
    const engine = product.filter(({ path }) => isIn(path, 'engine') && isCode(path) && path !== portOfReaders);
    expect(matching(engine, worldReached, 'reaches past the port')).toEqual([]);
  });
  it('let Playwright find the runtime by itself', () => {
    const launches = code.filter(({ path }) => path !== browserLaunch);
    expect(matching(launches, unheldLaunch, 'launches without executable path only')).toEqual([]);
  });
  it("name no path of a developer's machine", () => {
    const all = [...product, ...sourcesIn('test', 'scripts', 'templates', '.ci')];
    expect(matching(all, developersPath, "names a machine's path")).toEqual([]);
  });
});
