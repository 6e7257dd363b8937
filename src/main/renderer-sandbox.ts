/** Tells whether a renderer process really runs inside Chromium's operating-system sandbox. */
import { readFileSync } from 'node:fs';

/** The kernel's word for "system calls are filtered" in /proc/<pid>/status. */
const SECCOMP_FILTER = '2';

/** On Linux asks the kernel; undefined elsewhere, where Chromium gives no way to see it from outside. */
export const isRendererSandboxed = (processId: number): boolean | undefined => {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return /^Seccomp:\s*(\d)/m.exec(status)?.[1] === SECCOMP_FILTER;
};
