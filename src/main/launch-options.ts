/** What the desktop application was started for, read from its arguments. */
import { resolve } from 'node:path';

export type LaunchOptions =
  /** `workspace` is an absolute path. */
  | { readonly mode: 'window'; readonly workspace: string | null }
  /** Opens the first window, waits until its page talks to main, prints one JSON line and ends. */
  | { readonly mode: 'smoke' }
  /** Prints an HTML file to a PDF file and ends; the command line's way to the printer. */
  | { readonly mode: 'print'; readonly htmlPath: string; readonly pdfPath: string };

/**
 * The words that are meant for the application. Packaged, they follow the program; otherwise they follow the application's own folder, before
 * which switches of Chromium may stand.
 */
export const applicationWords = (argv: readonly string[], packaged: boolean): readonly string[] => {
  const words = argv.slice(1);
  if (packaged) return words;
  const folder = words.findIndex((word) => !word.startsWith('-'));
  return folder < 0 ? [] : words.slice(folder + 1);
};

/** `cwd` is the folder that relative paths start from. Chromium's switches among the words are passed over. */
export const readLaunchOptions = (words: readonly string[], cwd: string): LaunchOptions => {
  if (words.includes('--smoke')) return { mode: 'smoke' };
  const print = words.indexOf('--print-pdf');
  const [htmlPath, pdfPath] = print < 0 ? [] : words.slice(print + 1);
  if (htmlPath !== undefined && pdfPath !== undefined) {
    return { mode: 'print', htmlPath: resolve(cwd, htmlPath), pdfPath: resolve(cwd, pdfPath) };
  }
  const named = words.find((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.probity'));
  return { mode: 'window', workspace: named === undefined ? null : resolve(cwd, named) };
};
