/** Why a file could not be read or written, as the end of a sentence. What is no answer of the system is a fault, and thrown. */

type Reasons = { readonly [code: string]: string };

const READING: Reasons = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
};

const WRITING: Reasons = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its folder can only be read',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
};

const reasonIn =
  (reasons: Reasons) =>
  (error: unknown): string => {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    const code = String(error.code);
    return reasons[code] ?? `the system says ${code}`;
  };

export const unreadableReason = reasonIn(READING);
export const unwritableReason = reasonIn(WRITING);
