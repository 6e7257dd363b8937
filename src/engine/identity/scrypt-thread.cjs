/** Source of the thread that makes a key of a passphrase: it does that once, and ends. */
const { scryptSync } = require('node:crypto');
const { parentPort, workerData } = require('node:worker_threads');

const { passphrase, salt, bytes, options } = workerData;
parentPort.postMessage(scryptSync(passphrase, salt, bytes, options));
