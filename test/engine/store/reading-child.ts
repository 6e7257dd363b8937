/** A process of its own that says, as JSON, what it can do with the workspace at argv and in its folder. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { verifyJob } from '../../../src/engine/store/audit/verify-job.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { testWorld } from '../../support/test-world.ts';

const [path = ''] = process.argv.slice(2);
const fresh = join(dirname(path), 'fresh.probity');

const refusalOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof Refusal ? error.failure.kind : String(error);
  }
};

const { verdict } = await verifyJob({ workspacePath: path }, { progress: () => undefined, signal: new AbortController().signal });
const write = refusalOf(() => openStore(path, testWorld()).close());
const create = refusalOf(() => createStore(fresh, { name: 'Fresh', actor: 'ada', ...testWorld() }).close());
process.stdout.write(JSON.stringify({ verdict, write, create, created: existsSync(fresh) }));
