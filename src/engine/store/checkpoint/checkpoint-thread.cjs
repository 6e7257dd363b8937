/** Source of the thread that checkpoints: it waits for a word in shared memory, not for messages, so that the writer may ask without yielding. */
const { workerData } = require('node:worker_threads');
const Database = require(workerData.driver);

const { IDLE, ASKED, CLOSING, GONE } = workerData.states;
const state = new Int32Array(workerData.shared);

const become = (value) => {
  Atomics.store(state, 0, value);
  Atomics.notify(state, 0);
};

try {
  const database = new Database(workerData.path, { fileMustExist: true, timeout: 0 });
  try {
    database.pragma('synchronous = FULL');
    const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
    while (Atomics.load(state, 0) !== CLOSING) {
      if (Atomics.load(state, 0) === ASKED) {
        checkpoint.get();
        if (Atomics.compareExchange(state, 0, ASKED, IDLE) === ASKED) Atomics.notify(state, 0);
      }
      Atomics.wait(state, 0, IDLE);
    }
  } finally {
    database.close();
  }
} finally {
  become(GONE);
}
