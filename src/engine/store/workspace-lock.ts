/** Keeps two processes from writing one workspace: a lock beside the file, gone with the process however that ends. */
import { type FileLock, lockFile } from '../file/lock-file.ts';
import { refuse } from '../model/problem.ts';

export type WorkspaceLock = FileLock;

/** Takes the lock of the workspace at the real path `path`, or refuses with 'busy'. It is a file `<path>-lock`; readers do not take it. */
export const lockWorkspace = (path: string): WorkspaceLock => {
  const lock = lockOf(path);
  if (lock === 'held') return refuse('busy', `${path} is open for writing in another process. It can still be opened read-only.`);
  if (lock === 'contended') return refuse('busy', `${path} is being opened and closed by other processes.`);
  return lock;
};

const lockOf = (path: string): ReturnType<typeof lockFile> => {
  try {
    return lockFile(`${path}-lock`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    return refuse('unwritable', `The folder of ${path} cannot be written (${error.code}). The workspace can be opened read-only.`);
  }
};
