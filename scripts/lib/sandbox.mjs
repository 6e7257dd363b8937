/** Whether Chromium's own sandbox can start for an ordinary user of this machine. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from './read-if-there.mjs';

/** Ubuntu 24.04 and newer let a program make a user namespace only if a profile names it, and none names a checkout's Electron. */
const namespacesNeedProfile = () => readIfThere('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')?.trim() === '1';

/** Whether the kernel lets a user make namespaces, of which Chromium builds its sandbox. */
export const hasNamespaces = (identity = {}) =>
  !namespacesNeedProfile() && spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore', ...identity }).status === 0;

const helperOf = (folder) => join(folder, 'chrome-sandbox');

/** Chromium's older way: a helper that belongs to root and starts with root's rights. */
const hasHelper = (folder) => {
  const found = statSync(helperOf(folder), { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0;
};

/**
 * Says why the sandbox can't start and how to change that; nothing if it can, or if it is a matter of `--no-sandbox` anyway, as for root.
 * @param {{ folder: string }} runtime
 * @returns {string | undefined}
 */
export const sandboxHindrance = ({ folder }) => {
  if (process.platform !== 'linux' || process.getuid() === 0 || hasHelper(folder) || hasNamespaces()) return undefined;
  const helper = helperOf(folder);
  return (
    "Chromium's sandbox cannot start here, because the kernel keeps user namespaces from ordinary users: this checkout runs without it. " +
    `To have it: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`
  );
};

/** Tells every Electron that is started from here, by whichever of our processes, to do without the sandbox where that cannot start. */
export const allowForSandbox = (runtime) => {
  const hindrance = sandboxHindrance(runtime);
  if (hindrance !== undefined) process.env.ELECTRON_DISABLE_SANDBOX = '1';
  return hindrance;
};
