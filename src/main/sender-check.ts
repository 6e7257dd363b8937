/** Who may speak to main: the top frame of our own window, showing our own pages. */
import type { IpcMainInvokeEvent, WebContents } from 'electron';

export type SenderCheck = (event: IpcMainInvokeEvent) => boolean;

/** A message counts only if it comes from the main frame of one of our windows and from the origin that main itself loaded. */
export const createSenderCheck =
  (options: { readonly contents: () => WebContents | undefined; readonly origin: string }): SenderCheck =>
  (event) => {
    const frame = event.senderFrame;
    const contents = options.contents();
    if (frame === null || contents === undefined || event.sender !== contents || frame !== contents.mainFrame) return false;
    // A custom scheme's `URL.origin` is "null" in Node, so the origin is compared as scheme and host.
    const url = URL.parse(frame.url);
    return url !== null && `${url.protocol}//${url.host}` === options.origin;
  };
