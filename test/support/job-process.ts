/** A job process for tests: does what the job's `workspacePath` says, over the real channel of a child process. */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { switchNetworkOff } from '../../src/engine/job/no-network.ts';
import { parentChannel } from '../../src/engine/job/parent-channel.ts';
import type { JobContext } from '../../src/engine/job/protocol.ts';
import { serveJob } from '../../src/engine/job/serve-job.ts';

const messageOf = async (attempt: () => unknown): Promise<string> => {
  try {
    await attempt();
    return 'nothing was refused';
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
};

const deeds: Readonly<Record<string, (context: JobContext<unknown>) => Promise<unknown>>> = {
  values: async (context) => {
    await context.part({ bytes: Uint8Array.of(1, 2, 255), big: 1n << 80n, map: new Map([['a', 1]]) });
    return { big: -5n };
  },
  die: async () => process.kill(process.pid, 'SIGKILL'),
  exit: async () => process.exit(7),
  spin: async (context) => {
    await context.part('spinning');
    for (;;);
  },
  network: async () => [
    await messageOf(() => connect(9, '127.0.0.1')),
    await messageOf(() => createSocket('udp4').send('x', 9, '127.0.0.1')),
    await messageOf(() => fetch('http://127.0.0.1:8080/')),
  ],
};

switchNetworkOff();
serveJob(parentChannel(), async (job, context) => {
  const deed = job.kind === 'verify' ? deeds[job.workspacePath] : undefined;
  if (deed === undefined) throw new Error('an unknown deed');
  return deed(context);
});
