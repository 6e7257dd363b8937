/** A process that uses this machine's memory of logs: tells on standard output, line by line, what came of each of its orders. */
import { readFileSync } from 'node:fs';
import { openSightings } from '../../src/engine/anchor/sightings.ts';
import { openWitness } from '../../src/engine/anchor/witness.ts';
import { Refusal } from '../../src/engine/model/problem.ts';
import { testWorld } from './test-world.ts';

export type MemoryOrder =
  | { readonly kind: 'note'; readonly origin: string; readonly size: number; readonly root: string }
  | { readonly kind: 'cosign'; readonly request: string; readonly key: string };

const [, , machineFolder = '', ordersPath = ''] = process.argv;
const orders = JSON.parse(readFileSync(ordersPath, 'utf8')) as readonly MemoryOrder[];
const witness = openWitness({ ...testWorld(String(process.pid)), machineFolder });
const sightings = openSightings(machineFolder);

const carryOut = (order: MemoryOrder): string => {
  if (order.kind === 'note') {
    sightings.note(order.origin, { size: order.size, root: order.root, at: new Date().toISOString(), note: 'note' });
    return sightings.notice() ?? 'done';
  }
  try {
    witness.cosign(order.request, order.key);
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.failure.kind;
    throw error;
  }
};

for (const order of orders) process.stdout.write(`${carryOut(order)}\n`);
sightings.close();
witness.close();
