/** Prints self-contained HTML to PDF in an invisible window that has no scripts, no preload and no network. */
import { randomUUID } from 'node:crypto';
import type { WebContents } from 'electron';
import { Refusal } from '../engine/model/problem.ts';
import { PRINT_ORIGIN, type PrintPages } from './app-protocol.ts';
import { copy } from './copy.ts';
import { openPrintWindow } from './window.ts';

const endedEarly = (): Refusal => new Refusal({ kind: 'interrupted', message: copy.printerEnded });

/** Rejects when the page's process ends, and never resolves: whoever waited for the page alone would wait for ever. */
const end = (contents: WebContents): Promise<never> =>
  new Promise((_, reject) => {
    contents.once('render-process-gone', () => reject(endedEarly()));
  });

const print = async (contents: WebContents, address: string): Promise<Uint8Array> => {
  // A page that comes from memory loads, unless its process ends; that is told here before it is told as such.
  await contents.loadURL(address).catch(() => {
    throw endedEarly();
  });
  return new Uint8Array(
    await contents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true, generateDocumentOutline: true }),
  );
};

/** Rejects when nobody waits for the page any more, and never resolves. */
const givenUp = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    const giveUp = (): void => reject(new Refusal({ kind: 'cancelled', message: copy.printingCancelled }));
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });

/** Gives `Port.printPdf`. Page size and margins come from the page's own CSS. Refusals: 'interrupted' where the page's process ends early, 'cancelled'. */
export const createPdfPrinter =
  (pages: PrintPages) =>
  async (html: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Uint8Array> => {
    const name = randomUUID();
    pages.set(name, html);
    const window = openPrintWindow();
    try {
      const printed = print(window.webContents, `${PRINT_ORIGIN}/${name}`);
      // Given up, it fails with its window, and nobody asks.
      printed.catch(() => undefined);
      return await Promise.race([printed, end(window.webContents), givenUp(signal)]);
    } finally {
      pages.delete(name);
      window.destroy();
    }
  };
