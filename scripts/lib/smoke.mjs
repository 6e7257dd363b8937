/** The smoke test: the built app, started by an unprivileged user with Chromium's sandbox on, shows its first window. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inProject, projectRoot } from './project.mjs';
import { hasNamespaces, sandboxHindrance } from './sandbox.mjs';
import { say } from './say.mjs';
import { appSwitches, asApp } from './start-runtime.mjs';

const startMsMax = 60_000;

/** The user `nobody` of Debian and nearly every other Linux. */
const nobody = { uid: 65534, gid: 65534 };

/** All that the app reads when it runs; everything else is bundled. */
const appParts = ['package.json', 'out', 'templates', 'resources', 'node_modules/better-sqlite3'];

/**
 * Copies app and runtime to where anybody may read them: the checkout itself may lie in a folder of root's.
 * @returns {{ app: string, executable: string, home: string }}
 */
const copyForNobody = (runtime, folder) => {
  const app = join(folder, 'app');
  const electron = join(folder, 'electron');
  const home = join(folder, 'home');
  const copy = (from, to) => cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true });
  for (const part of appParts.filter((name) => existsSync(inProject(name)))) copy(inProject(part), join(app, part));
  copy(runtime.folder, electron);
  spawnSync('chmod', ['-R', 'a+rX', folder]);
  // Chromium falls back to this helper where the kernel keeps user namespaces from users.
  const helper = join(electron, 'chrome-sandbox');
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
  mkdirSync(home);
  chownSync(home, nobody.uid, nobody.gid);
  return { app, executable: join(electron, basename(runtime.executable)), home };
};

const start = ({ app, executable, home }, { env, identity = {}, switches }) => {
  const args = [...switches, `--user-data-dir=${join(home, 'profile')}`, app, '--smoke'];
  // The variable would take away the very thing that is tested.
  const { ELECTRON_DISABLE_SANDBOX: _, ...appEnv } = asApp({ ...process.env, ...env, HOME: home, XDG_RUNTIME_DIR: home });
  return spawnSync(executable, args, { cwd: app, encoding: 'utf8', env: appEnv, timeout: startMsMax, ...identity });
};

/** @returns {string | undefined} what is wrong with the app's answer */
const faultOf = ({ stdout, stderr, status, signal, error }) => {
  const line = (stdout ?? '').split('\n').find((text) => text.startsWith('{"smoke"'));
  const answer = line === undefined ? undefined : JSON.parse(line);
  if (answer?.smoke !== 'ok' || status !== 0) {
    return `the app did not come up (${error?.message ?? signal ?? `exit code ${status}`}): ${stdout}${stderr}`.trim();
  }
  // Elsewhere than on Linux nothing can be seen from outside.
  if (process.platform === 'linux' && answer.sandboxed !== true) return `the page came up outside Chromium's sandbox: ${line}`;
  return undefined;
};

/** Inside many containers not even root can make namespaces; then nothing can build a sandbox. */
const isSandboxOutOfReach = () =>
  !hasNamespaces(nobody) && spawnSync('unshare', ['--pid', '--net', '--fork', 'true'], { stdio: 'ignore' }).status !== 0;

const smokeAsNobody = (runtime, env) => {
  if (isSandboxOutOfReach()) return { skipped: 'this machine lets no process make namespaces, of which a sandbox is built' };
  const folder = mkdtempSync(join(tmpdir(), 'probity-smoke-'));
  try {
    chmodSync(folder, 0o755);
    const switches = appSwitches().filter((name) => name !== '--no-sandbox');
    return { fault: faultOf(start(copyForNobody(runtime, folder), { env, identity: nobody, switches })) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const smokeAsMyself = (runtime, env) => {
  const hindrance = sandboxHindrance(runtime);
  if (hindrance !== undefined) return { skipped: hindrance };
  const home = mkdtempSync(join(tmpdir(), 'probity-smoke-'));
  try {
    const where = { app: projectRoot, executable: runtime.executable, home };
    return { fault: faultOf(start(where, { env, switches: appSwitches() })) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/**
 * @param {{ folder: string, executable: string }} runtime
 * @param {Record<string, string | undefined>} env the display to open the window on
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export const smoke = (runtime, env) => {
  const { fault, skipped } = process.getuid?.() === 0 ? smokeAsNobody(runtime, env) : smokeAsMyself(runtime, env);
  if (skipped !== undefined) say(`Not tested: ${skipped}`);
  else say(fault ?? 'The first window came up inside the sandbox.');
  return {
    passed: Number(fault === undefined && skipped === undefined),
    failed: Number(fault !== undefined),
    skipped: Number(skipped !== undefined),
  };
};
