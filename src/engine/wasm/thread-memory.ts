/**
 * The one memory that this thread's WebAssembly code works in. V8 keeps ten gigabytes of addresses free for each, so that a process gets about a
 * hundred at all, however small they are: code must not take one per policy or per run.
 */
const PAGE_BYTES = 64 * 1024;

let memory: WebAssembly.Memory | undefined;

/** Whoever uses it lays everything out anew, since others have used it meanwhile, and is done with it before anything else can run. */
export const threadMemory = (): WebAssembly.Memory => {
  memory ??= new WebAssembly.Memory({ initial: 1 });
  return memory;
};

/** Makes addresses below `end` usable. Views of the memory that were taken before may be of no more use. */
export const reserveThreadMemory = (end: number): Uint8Array => {
  const { buffer } = threadMemory();
  const missing = end - buffer.byteLength;
  if (missing > 0) threadMemory().grow(Math.ceil(missing / PAGE_BYTES));
  return new Uint8Array(threadMemory().buffer);
};
