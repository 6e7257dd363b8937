/** What the desktop application was started for, read from its arguments. */

export type LaunchOptions =
  | { readonly mode: 'window'; readonly workspace: string | null }
  /** Opens the first window, waits until its page talks to main, prints one JSON line and ends. */
  | { readonly mode: 'smoke' }
  /** Prints an HTML file to a PDF file and ends; the command line's way to the printer. */
  | { readonly mode: 'print'; readonly htmlPath: string; readonly pdfPath: string };

/** `args` are the arguments after the application's own path; Chromium's switches among them are passed over. */
export const readLaunchOptions = (args: readonly string[]): LaunchOptions => {
  if (args.includes('--smoke')) return { mode: 'smoke' };
  const print = args.indexOf('--print-pdf');
  const [htmlPath, pdfPath] = print < 0 ? [] : args.slice(print + 1);
  if (htmlPath !== undefined && pdfPath !== undefined) return { mode: 'print', htmlPath, pdfPath };
  return { mode: 'window', workspace: args.find((arg) => !arg.startsWith('-') && arg.endsWith('.probity')) ?? null };
};
