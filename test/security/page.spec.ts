/** What the page is given: a narrow bridge, and nothing of Node, of Electron or of a browser's rights. */
import { expect } from '@playwright/test';
import { openWithoutGuards } from './support/open-without-guards.ts';
import { test } from './support/test.ts';

test('neither Node nor Electron is there', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    origin: location.origin,
    secure: isSecureContext,
    names: ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'setImmediate', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => name in globalThis,
    ),
  }));
  expect(seen).toEqual({ origin: 'probity://app', secure: true, names: [] });
});

test('the bridge is four functions that nobody can put others in the place of', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const stranger = (): null => null;
    const changes = [
      Reflect.set(window, 'probity', stranger),
      Reflect.deleteProperty(window, 'probity'),
      Reflect.defineProperty(window, 'probity', { value: stranger }),
      Reflect.set(window.probity, 'call', stranger),
      Reflect.set(window.probity, 'more', stranger),
      Reflect.deleteProperty(window.probity, 'shell'),
    ];
    return {
      changes,
      frozen: Object.isFrozen(window.probity),
      doors: Object.fromEntries(Reflect.ownKeys(window.probity).map((name) => [name, typeof Reflect.get(window.probity, name)])),
    };
  });
  expect(seen).toEqual({
    changes: [false, false, false, false, false, false],
    frozen: true,
    doors: { call: 'function', subscribe: 'function', shell: 'function', take: 'function' },
  });
});

test('text cannot become code', async ({ page }) => {
  const refused = await page.evaluate(async () => {
    const attempts = [
      () => Reflect.construct(Function, ['return 1']),
      () => window.probity.call.constructor('return 1'),
      () => Reflect.apply(Reflect.get(window, 'eval'), window, ['1']),
    ];
    // What the debugger itself evaluates is free of the policy, what runs in a turn of its own is not.
    await new Promise((resolve) => setTimeout(resolve));
    return attempts.map((attempt) => {
      try {
        return String(attempt());
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(refused).toEqual(['EvalError', 'EvalError', 'EvalError']);
});

test('markup with a handler, an inline script or an unmarked style does nothing, and is complained of', async ({ running, page }) => {
  const before = running.complaints.length;
  const did = await page.evaluate(async () => {
    const box = document.createElement('div');
    document.body.append(box);
    box.innerHTML =
      '<img src="x" onerror="document.title = \'handler\'"><style>body { opacity: 0.5 }</style><p style="color: red">text</p>';
    const script = document.createElement('script');
    script.textContent = 'document.title = "script"';
    document.body.append(script);
    await new Promise((resolve) => box.querySelector('img')?.addEventListener('error', resolve));
    return { title: document.title, opacity: getComputedStyle(document.body).opacity };
  });
  expect(did).toEqual({ title: 'Probity', opacity: '1' });
  // What the end-to-end tests count on when they expect no complaint.
  const told = running.complaints.slice(before).filter((text) => text.includes('Content Security Policy'));
  expect(told.length).toBeGreaterThanOrEqual(4);
});

test('every window is sandboxed and isolated', async ({ running: { app }, page }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      // What a window really came up with; the types of Electron leave it out.
      const given: Electron.WebPreferences = Reflect.apply(Reflect.get(contents, 'getLastWebPreferences'), contents, []);
      const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag } = given;
      return { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag };
    }),
  );
  expect(preferences).toEqual([
    {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    },
  ]);
});

test('a click may put text on the clipboard, and nothing reads it', async ({ running: { app }, page }) => {
  await app.evaluate(({ clipboard, BrowserWindow }) => {
    clipboard.writeText('before');
    BrowserWindow.getAllWindows()[0]?.focus();
  });
  await page.evaluate(() => {
    const tryBoth = async (): Promise<readonly unknown[]> => [
      await navigator.clipboard.readText().catch((error: Error) => error.name),
      await navigator.clipboard.writeText('copied').catch((error: Error) => error.name),
    ];
    const outcome = new Promise((resolve) => document.addEventListener('click', () => tryBoth().then(resolve), { once: true }));
    Object.assign(window, { outcome });
  });
  await page.mouse.click(5, 5);
  expect(await page.evaluate(() => Reflect.get(window, 'outcome'))).toEqual(['NotAllowedError', undefined]);
  // The clipboard belongs to the display: what one process puts there reaches another a moment later.
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('copied');
});

/** Runs in a page: what it may do without asking. */
const permissions = async (): Promise<readonly string[]> => {
  const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'local-fonts'];
  const states = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName })));
  return states.map(({ state }) => state);
};

test('no permission is granted, whether looked up or asked for', async ({ page }) => {
  expect(new Set(await page.evaluate(permissions))).toEqual(new Set(['denied']));
  const answers = await page.evaluate(async () => {
    const outcome = (asked: Promise<unknown>): Promise<string> => asked.then(String, (error: Error) => error.name);
    return {
      notifications: await outcome(Notification.requestPermission()),
      clipboard: await outcome(navigator.clipboard.readText()),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      place: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('told'),
          ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : code),
        );
      }),
      persistent: await navigator.storage.persist(),
    };
  });
  // A machine without a camera says so first.
  expect(answers.camera).toMatch(/^Not(Allowed|Found)Error$/);
  expect(answers).toMatchObject({
    notifications: 'denied',
    clipboard: 'NotAllowedError',
    screen: 'NotAllowedError',
    place: 'denied',
    persistent: false,
  });
});

test('the opposite: a window without guards is granted everything', async () => {
  const open = await openWithoutGuards();
  try {
    expect(new Set(await open.page.evaluate(permissions))).toEqual(new Set(['granted']));
  } finally {
    await open.close();
  }
});
