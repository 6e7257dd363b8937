/** The way on for what takes a while: somebody who has gone elsewhere while a command was on its way is left there. */
import { useNavigation } from './navigation.ts';
import { type Place, placeKey } from './place.ts';

/** Goes from the screen that was there when this was rendered. */
export const useGoOn = (): ((place: Place) => void) => {
  const screen = useNavigation((state) => placeKey(state.place));
  const goFrom = useNavigation((state) => state.goFrom);
  return (place) => goFrom(screen, place);
};
