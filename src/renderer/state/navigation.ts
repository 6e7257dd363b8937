/** The place on screen and the way back. */
import { create } from 'zustand';
import { type Place, placeKey } from './place.ts';

const HISTORY_MAX = 50;
const HOME: Place = { screen: 'populations' };

type Navigation = {
  readonly place: Place;
  readonly past: readonly Place[];
  readonly go: (place: Place) => void;
  /** Goes on from a screen; nothing where the person has left it meanwhile. */
  readonly goFrom: (screen: string, place: Place) => void;
  /** Changes what the present screen shows, so that the way back leads to it as it was. Nothing where another screen is the present one by now. */
  readonly replace: (place: Place) => void;
  readonly back: () => void;
  readonly reset: () => void;
};

export const useNavigation = create<Navigation>()((set, get) => ({
  place: HOME,
  past: [],
  go: (place) => set((state) => ({ place, past: [...state.past, state.place].slice(-HISTORY_MAX) })),
  goFrom: (screen, place) => {
    const { place: present, go } = get();
    if (placeKey(present) === screen) go(place);
  },
  replace: (place) => set((state) => (placeKey(state.place) === placeKey(place) ? { place } : state)),
  back: () => set((state) => ({ place: state.past.at(-1) ?? HOME, past: state.past.slice(0, -1) })),
  reset: () => set({ place: HOME, past: [] }),
}));
