/**
 * Entry of a utility process or worker thread that first becomes one of the app's, by running the app's own entry, and then tries one way out.
 * Is told the entry ("none": it stays a plain one), the way's name and what to reach.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { waysByNode } from './ways-by-node.mjs';

const probe = async ({ entry, way, target }) => {
  if (entry !== 'none') await import(entry);
  const electron = process.parentPort === undefined ? {} : await import('electron');
  await waysByNode[way](electron, target);
  return 'resolved';
};

const answer = (message) => (parentPort ?? process.parentPort).postMessage(message);
const asked = parentPort === null ? JSON.parse(process.argv.at(-1)) : workerData;
probe(asked).then(answer, (error) => answer(`threw ${error.message}`));
