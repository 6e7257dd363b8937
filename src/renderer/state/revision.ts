/** Counts the changes of the workspace that were heard of; queries on screen ask again when it moves. */
import { create } from 'zustand';

/** Changes within this time are one change, so that a run's many steps do not make a query each. */
const SETTLE_MS = 120;

type Revision = { readonly revision: number; readonly changed: () => void };

export const useRevision = create<Revision>()((set) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    revision: 0,
    changed: () => {
      clearTimeout(timer);
      timer = setTimeout(() => set((state) => ({ revision: state.revision + 1 })), SETTLE_MS);
    },
  };
});
