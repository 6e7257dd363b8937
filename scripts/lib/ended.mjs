/** Thrown when a script was told by a signal to end: what was begun is cleaned up on the way out, and nothing more is begun. */
export class Ended extends Error {
  /** @param {number} exitCode that of the program which the signal was handed on to */
  constructor(exitCode) {
    super('ended by a signal');
    this.exitCode = exitCode;
  }
}
