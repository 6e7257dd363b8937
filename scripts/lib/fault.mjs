/** An expected failure of a script: what went wrong and what to do next, for a person to read. */
export class Fault extends Error {
  /**
   * @param {string} cause one sentence, without the final full stop where it quotes a tool
   * @param {string} next what the person can do about it
   */
  constructor(cause, next) {
    super(cause);
    this.name = 'Fault';
    this.next = next;
  }
}
