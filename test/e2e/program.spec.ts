/** The program around its window: how it is started, started again, named in the window's bar, and how it ends when something is wrong. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, test } from '@playwright/test';
import { shellPage } from './pages/shell-page.ts';
import { startPage } from './pages/start-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { ask } from './support/ask.ts';
import { commandLine } from './support/command-line.ts';
import { launchApp, launchArguments, type RunningApp, windowEnv } from './support/launch-app.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-program-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const makeWorkspace = (name: string): string => {
  const path = join(folder, `${name}.probity`);
  commandLine('workspace', 'create', path, '--name', name);
  return path;
};

/** Starts the program without Playwright, and waits for its end. */
const start = async (args: readonly string[]): Promise<{ readonly code: number; readonly output: string; readonly errors: string }> => {
  const child = spawn(process.execPath, args, { cwd: folder, env: windowEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  return { code, output, errors };
};

const titleOf = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());

/** From here on message boxes are answered with this button, and told to the test in the order of their coming. */
const answerBoxes = (app: ElectronApplication, response: number): Promise<void> =>
  app.evaluate(({ dialog }, button) => {
    const boxes: string[] = [];
    Object.assign(globalThis, { boxes });
    dialog.showMessageBox = async (...asked: unknown[]) => {
      boxes.push((asked.at(-1) as Electron.MessageBoxOptions).message);
      return { response: button, checkboxChecked: false };
    };
    // A real one waits for somebody to press its button.
    dialog.showErrorBox = (title) => {
      process.stdout.write(`box: ${title}\n`);
    };
  }, response);

const boxesOf = (app: ElectronApplication): Promise<readonly string[]> => app.evaluate(() => Reflect.get(globalThis, 'boxes'));

const endOf = async ({ app }: RunningApp): Promise<{ readonly code: number; readonly said: string }> => {
  let said = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (data: Buffer) => {
      said += data.toString('utf8');
    });
  }
  const [code] = await once(app.process(), 'close');
  return { code, said };
};

test.describe('starting', () => {
  test('with a relative path that has blanks opens that workspace, and the window is named after it', async () => {
    mkdirSync(join(folder, 'the reviews'));
    const path = join(folder, 'the reviews', 'Räte 2026.probity');
    commandLine('workspace', 'create', path, '--name', 'Räte');
    const running = await launchApp(folder, join('the reviews', 'Räte 2026.probity'), { cwd: folder });
    await expect(shellPage(running.page).heading('Populations')).toBeVisible();
    expect((await ask(running.page, 'workspace.info', {})).path).toBe(path);
    expect(await titleOf(running.app)).toBe('Räte – Populations – Probity');
    await shellPage(running.page).goTo('Runs');
    await expect.poll(() => titleOf(running.app)).toBe('Räte – Runs – Probity');
    await shellPage(running.page).closeWorkspace();
    await expect.poll(() => titleOf(running.app)).toBe('Probity');
    expect(running.complaints).toEqual([]);
    await running.close();
  });

  test('after the list of recent workspaces was spoilt goes on with an empty one', async () => {
    const file = join(folder, 'profile', 'recent-workspaces.json');
    mkdirSync(join(folder, 'profile'));
    writeFileSync(file, '[{"path": "/x"');
    const path = makeWorkspace('Sound');
    const running = await launchApp(folder, path);
    await expect(shellPage(running.page).heading('Populations')).toBeVisible();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ path, name: 'Sound' }]);
    await shellPage(running.page).closeWorkspace();
    await expect(startPage(running.page).recent('Sound')).toBeVisible();
    expect(running.complaints).toEqual([]);
    await running.close();
  });

  test('for a smoke test tells in one line that the page has come up', async () => {
    const { code, output } = await start(launchArguments(folder, '--smoke'));
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({ smoke: 'ok', sandboxed: expect.any(Boolean) });
  });

  test('without a folder to write to says which and why, and ends as after wrong use', async () => {
    writeFileSync(join(folder, 'profile'), 'a file, where a folder should be');
    const { code, errors } = await start(launchArguments(folder, '--smoke'));
    expect(code).toBe(2);
    expect(errors).toContain(`Its data folder "${join(folder, 'profile')}" cannot be written (EEXIST).`);
    expect(errors).toContain('--user-data-dir');
  });
});

test('closed or loaded anew before the page is up, it ends and goes on as ever', async () => {
  const running = await launchApp(folder);
  await running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.reload();
    window?.webContents.reload();
  });
  await startPage(running.page).isShown();
  const ended = once(running.app.process(), 'exit');
  await running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.reload();
    window?.close();
  });
  expect(await ended).toEqual([0, null]);
});

test.describe('starting a second time', () => {
  test('brings the first to the front and ends; with a workspace, the first opens it', async () => {
    const running = await launchApp(folder);
    await startPage(running.page).isShown();
    await answerBoxes(running.app, 0);
    await running.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.once('focus', () => Reflect.set(globalThis, 'focused', true));
      window?.blur();
    });
    const [one, two] = [makeWorkspace('one'), makeWorkspace('two')];

    expect((await start(launchArguments(folder))).code).toBe(0);
    expect((await start(launchArguments(folder, 'one.probity'))).code).toBe(0);
    await expect(shellPage(running.page).heading('Populations')).toBeVisible();
    expect((await ask(running.page, 'workspace.info', {})).path).toBe(one);
    // The same once more is no other.
    expect((await start(launchArguments(folder, 'one.probity'))).code).toBe(0);
    expect(await boxesOf(running.app)).toEqual([]);

    expect((await start(launchArguments(folder, 'two.probity'))).code).toBe(0);
    await expect.poll(async () => (await ask(running.page, 'workspace.info', {})).path).toBe(two);
    expect(await boxesOf(running.app)).toEqual(['Open "two.probity" in place of the open workspace?']);
    await expect.poll(() => titleOf(running.app)).toBe('two – Populations – Probity');

    await answerBoxes(running.app, 1);
    expect((await start(launchArguments(folder, 'one.probity'))).code).toBe(0);
    await expect.poll(() => boxesOf(running.app)).toHaveLength(1);
    expect((await ask(running.page, 'workspace.info', {})).path).toBe(two);
    expect(running.complaints).toEqual([]);
    await running.close();
  });

  test('with what is no workspace, the first says so and stays as it is', async () => {
    const running = await launchApp(folder);
    await startPage(running.page).isShown();
    await answerBoxes(running.app, 0);
    writeFileSync(join(folder, 'broken.probity'), 'not a workspace');
    expect((await start(launchArguments(folder, 'broken.probity'))).code).toBe(0);
    await expect.poll(() => boxesOf(running.app)).toEqual(['"broken.probity" cannot be opened']);
    await startPage(running.page).isShown();
    await running.close();
  });
});

test.describe('a fault', () => {
  const plants: { readonly [what: string]: (running: RunningApp) => Promise<unknown> } = {
    'that nobody catches': ({ app }) =>
      app.evaluate(() => {
        setTimeout(() => {
          throw new Error('planted');
        });
      }),
    'that no promise catches': ({ app }) =>
      app.evaluate(() => {
        setTimeout(() => Promise.reject(new Error('planted')));
      }),
    'in a command': async ({ app, page }) => {
      await answerDialogs(app, [join(folder, 'other.probity')]);
      await page.evaluate(() => window.probity.shell('pickSave', { kind: 'workspace', suggestedName: 'other' }));
      await app.evaluate(() => {
        const real = Date.prototype.toISOString;
        Date.prototype.toISOString = () => {
          Date.prototype.toISOString = real;
          throw new Error('planted');
        };
      });
      // The program ends before it answers.
      const path = join(folder, 'other.probity');
      page.evaluate((chosen) => window.probity.call('workspace.create', { path: chosen, name: 'Other' }), path).catch(() => undefined);
    },
    'of a page that does not load': ({ app }) =>
      app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]
          ?.loadURL('https://localhost/')
          .catch(() => undefined);
      }),
    'of the page’s process': ({ app }) =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()),
  };

  for (const [what, plant] of Object.entries(plants)) {
    test(`${what} is said once, and the program ends with exit code 3`, async () => {
      const running = await launchApp(folder, makeWorkspace('Sound'));
      await expect(shellPage(running.page).heading('Populations')).toBeVisible();
      await answerBoxes(running.app, 0);
      const ended = endOf(running);
      // Where the program ends before it has answered, its end is the answer.
      await plant(running).catch(() => undefined);
      const { code, said } = await ended;
      expect(said.match(/box: Probity has to close/g)).toHaveLength(1);
      expect(said).toMatch(/planted|the window's process ended|did not load/);
      expect(code).toBe(3);
      const logged = readFileSync(join(folder, 'profile', 'probity.log'), 'utf8');
      const faults = logged.split('\n').filter((line) => line.includes('"program.fault"'));
      expect(faults.map((line) => JSON.parse(line))).toMatchObject([{ level: 'error', stack: expect.stringContaining('at ') }]);
      expect(logged).not.toContain('planted');
      expect(JSON.parse(commandLine('audit', 'verify', join(folder, 'Sound.probity'), '--json'))).toMatchObject({ verdict: 'consistent' });
    });
  }
});

test('the menu carries the keys for copying and zooming', async () => {
  const running = await launchApp(folder);
  const roles = await running.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items.map(({ role }) => role as string) ?? []),
  );
  expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectall', 'resetzoom', 'zoomin', 'zoomout']));
  expect(roles).toEqual(expect.arrayContaining(['quit', 'minimize', 'togglefullscreen']));
  await running.close();
});
