/** Who runs the program, as the audit trail names them. */
import { userInfo } from 'node:os';

/** The user's name; where the system has no name for the user, as in some containers, the number. */
export const systemUser = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
};
