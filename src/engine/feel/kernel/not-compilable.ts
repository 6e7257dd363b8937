/** Thrown while column code is made, where an expression has something that column code cannot do. Expected: the interpreter takes over. */
export class NotCompilable extends Error {
  override readonly name = 'NotCompilable';
}

/** `reason` ends the sentence "… is evaluated row by row because …". */
export const notCompilable = (reason: string): never => {
  throw new NotCompilable(reason);
};
