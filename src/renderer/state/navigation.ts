/** The place on screen and the way back. */
import { create } from 'zustand';
import type { Place } from './place.ts';

const HISTORY_MAX = 50;
const HOME: Place = { screen: 'populations' };

type Navigation = {
  readonly place: Place;
  readonly past: readonly Place[];
  readonly go: (place: Place) => void;
  /** Changes what the present screen shows, so that the way back leads to it as it was. */
  readonly replace: (place: Place) => void;
  readonly back: () => void;
  readonly reset: () => void;
};

export const useNavigation = create<Navigation>()((set) => ({
  place: HOME,
  past: [],
  go: (place) => set((state) => ({ place, past: [...state.past, state.place].slice(-HISTORY_MAX) })),
  replace: (place) => set({ place }),
  back: () => set((state) => ({ place: state.past.at(-1) ?? HOME, past: state.past.slice(0, -1) })),
  reset: () => set({ place: HOME, past: [] }),
}));
