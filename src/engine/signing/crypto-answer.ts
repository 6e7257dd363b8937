/** Asks the runtime's cryptography about bytes from outside, which it may refuse to read. */

/** What `ask` gives; undefined where the bytes are not what they should be. Everything else that is thrown is a fault. */
export const cryptoAnswer = <T>(ask: () => T): T | undefined => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')) return undefined;
    throw error;
  }
};
