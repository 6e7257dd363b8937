/** Prints self-contained HTML to PDF in an invisible window that has no scripts, no preload and no network. */
import { randomUUID } from 'node:crypto';
import { PRINT_ORIGIN, type PrintPages } from './app-protocol.ts';
import { openPrintWindow } from './window.ts';

/** Gives `Port.printPdf`. Page size and margins come from the page's own CSS. */
export const createPdfPrinter =
  (pages: PrintPages) =>
  async (html: string): Promise<Uint8Array> => {
    const name = randomUUID();
    pages.set(name, html);
    const window = openPrintWindow();
    try {
      await window.loadURL(`${PRINT_ORIGIN}/${name}`);
      return new Uint8Array(
        await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true }),
      );
    } finally {
      pages.delete(name);
      window.destroy();
    }
  };
