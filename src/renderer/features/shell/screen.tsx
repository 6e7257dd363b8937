/** The screen of a place. */
import type { Place } from '../../state/place.ts';
import { PopulationsScreen } from '../populations/populations-screen.tsx';

export const Screen = ({ place }: { readonly place: Place }) => {
  switch (place.screen) {
    case 'populations':
      return <PopulationsScreen />;
    default:
      return null;
  }
};
