/** What the program was started for, by its arguments. */
import { describe, expect, it } from 'vitest';
import { applicationWords, readLaunchOptions } from '../../src/main/launch-options.ts';

const cwd = '/data/reviews';

describe('the words for the application', () => {
  it.each([
    [['electron', '.', 'a.probity']],
    [['electron', '--no-sandbox', '--user-data-dir=/tmp/x', '.', 'a.probity']],
    [['electron', '--inspect=0', '/checkout', 'a.probity']],
  ])('follow its folder: %j', (argv) => {
    expect(applicationWords(argv, false)).toEqual(['a.probity']);
  });

  it('follow the program where it is packaged', () => {
    expect(applicationWords(['probity', 'impact', 'a.probity'], true)).toEqual(['impact', 'a.probity']);
  });

  it('are none where there is no folder', () => {
    expect(applicationWords(['electron', '--version'], false)).toEqual([]);
  });
});

describe('what is started', () => {
  it.each([
    [[], null],
    [['--enable-logging'], null],
    [['notes.txt'], null],
    [['review.probity'], '/data/reviews/review.probity'],
    [['--enable-logging', '../other folder/Räte 2026.probity'], '/data/other folder/Räte 2026.probity'],
    [['/elsewhere/a b.PROBITY'], '/elsewhere/a b.PROBITY'],
    [['--x=y.probity', 'first.probity', 'second.probity'], '/data/reviews/first.probity'],
  ])('%j opens the window with %j', (words, workspace) => {
    expect(readLaunchOptions(words, cwd)).toEqual({ mode: 'window', workspace });
  });

  it('a smoke test, whatever else is said', () => {
    expect(readLaunchOptions(['review.probity', '--smoke'], cwd)).toEqual({ mode: 'smoke' });
  });

  it('a print, with paths that start in the folder it was asked for in', () => {
    expect(readLaunchOptions(['--print-pdf', 'in.html', '/out/report.pdf', '--disable-gpu'], cwd)).toEqual({
      mode: 'print',
      htmlPath: '/data/reviews/in.html',
      pdfPath: '/out/report.pdf',
    });
  });

  it('no print without both files', () => {
    expect(readLaunchOptions(['--print-pdf', 'in.html'], cwd)).toEqual({ mode: 'window', workspace: null });
  });
});
