/** Who may speak to main: only the main frame of the app's own window, and only while it shows the app's own origin. */
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { createSenderCheck } from '../../src/main/sender-check.ts';

type Frame = { readonly url: string };

const windowShowing = (url: string): { readonly mainFrame: Frame } => ({ mainFrame: { url } });

/** The parts of an event that are looked at. */
const event = (sender: object, senderFrame: Frame | null): IpcMainInvokeEvent => ({ sender, senderFrame }) as unknown as IpcMainInvokeEvent;

const check = (contents: object | undefined, origin = 'probity://app') =>
  createSenderCheck({ contents: () => contents as WebContents | undefined, origin });

describe('the window of the app', () => {
  it.each(['probity://app/index.html', 'probity://app/', 'probity://app/index.html?x=1#y'])('is heard on %s', (url) => {
    const own = windowShowing(url);
    expect(check(own)(event(own, own.mainFrame))).toBe(true);
  });

  it.each([
    'probity://print/index.html',
    'probity://app.evil/index.html',
    'probity://evil@app.evil/',
    'probity://app:1/',
    'probity:app/index.html',
    'https://app/index.html',
    'file:///app/index.html',
    'data:text/html,probity://app/',
    'about:blank',
    '',
    'no address',
  ])('is not heard on %s', (url) => {
    const own = windowShowing(url);
    expect(check(own)(event(own, own.mainFrame))).toBe(false);
  });

  it('is heard on the development server where that is its origin', () => {
    const own = windowShowing('http://localhost:5173/index.html');
    expect(check(own, 'http://localhost:5173')(event(own, own.mainFrame))).toBe(true);
    expect(check(own)(event(own, own.mainFrame))).toBe(false);
  });
});

describe('not heard', () => {
  const own = windowShowing('probity://app/index.html');
  it('is a frame inside of it, though it shows the same page', () => {
    expect(check(own)(event(own, { url: 'probity://app/index.html' }))).toBe(false);
  });
  it('is a frame that is gone', () => {
    expect(check(own)(event(own, null))).toBe(false);
  });
  it('is another window that shows the same page', () => {
    const other = windowShowing('probity://app/index.html');
    expect(check(own)(event(other, other.mainFrame))).toBe(false);
  });
  it('is anybody before there is a window, and after it', () => {
    expect(check(undefined)(event(own, own.mainFrame))).toBe(false);
  });
});
