/** The folder for what belongs to this machine and to no workspace: log keys, signers, sightings of trails. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the desktop program calls its folder. */
const NAME = 'Probity';

/**
 * The folder that the variable PROBITY_DATA_DIR names, else the desktop program's own, which without a window is found the way Electron finds it. Nothing
 * is made here: a command that needs nothing of it leaves no trace.
 */
export const machineFolder = (desktopFolder: string = platformFolder()): string => {
  const named = process.env.PROBITY_DATA_DIR;
  return named === undefined || named === '' ? desktopFolder : resolve(named);
};

const platformFolder = (): string => {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32') return join(APPDATA || join(homedir(), 'AppData', 'Roaming'), NAME);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', NAME);
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), NAME);
};
