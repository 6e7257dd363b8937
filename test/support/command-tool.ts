/** Tools of the operating system that some tests hold our files against. */
import { spawnSync } from 'node:child_process';

/** Whether a tool is on this machine; a line on the console says which tests are skipped where it is not. */
export const hasTool = (tool: string): boolean => {
  const found = !(spawnSync(tool, ['--version'], { stdio: 'ignore' }).error instanceof Error);
  if (!found) console.warn(`skipped: what needs ${tool}, which is not on this machine`);
  return found;
};

/** What a tool writes, both channels together. Throws with it where the tool ends with anything but 0. */
export const runTool = (tool: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return `${stdout}${stderr}`;
};
