/** The displays that were opened for these tests: one for each worker, as windows on one display take the focus from each other. */

/** X11 names, such as ":99". None where the tests share the display that is there. */
export const displays: readonly string[] = (process.env.PROBITY_DISPLAYS ?? '').split(' ').filter((name) => name !== '');

/** What the environment of a window has to say in this worker. */
export const displayEnv = (): { readonly DISPLAY?: string } => {
  const name = displays[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  return name === undefined ? {} : { DISPLAY: name };
};
