/** Which file a path of `probity://app` means, and that none outside of the page's folder is meant by any. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolveInside } from '../../src/main/resolve-inside.ts';

const root = join('/', 'app', 'renderer');

it.each([
  ['/', 'index.html'],
  ['/index.html', 'index.html'],
  ['/assets/index-abc.js', 'assets/index-abc.js'],
  ['/with%20space.css', 'with space.css'],
  ['//index.html', 'index.html'],
])('%s is %s', (path, file) => {
  expect(resolveInside(root, path)).toBe(join(root, file));
});

it.each([
  '/../main/main.js',
  '/..',
  '/%2e%2e/main.js',
  '/..%2fmain.js',
  '/assets/..%2f..%2fmain.js',
  '/..%5cmain.js',
  '/a%5c..%5c..%5cmain.js',
  '/index.html%00.js',
  '/%',
  '/%zz',
  '/%c3',
])('%s is none', (path) => {
  expect(resolveInside(root, path)).toBeUndefined();
});

it('whatever is asked, no file outside of the folder is meant', () => {
  const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a', 'renderer', '-other', '%00', '%25', '%252e%252e', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const file = resolveInside(root, `/${pieces.join('')}`);
      expect(file === undefined || file.startsWith(join(root, '/'))).toBe(true);
    }),
  );
});
