/** What can be done without a workspace: the screen of the place alone, with the way back to the start. */
import { FaultBoundary } from '../../components/fault-boundary.tsx';
import { placeKey, type StandalonePlace } from '../../state/place.ts';
import { Screen } from './screen.tsx';
import classes from './standalone-shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';

export const StandaloneShell = ({ place }: { readonly place: StandalonePlace }) => (
  <main className={classes.screen}>
    <div className={classes.content}>
      <FaultBoundary key={placeKey(place)}>
        <Screen place={place} />
      </FaultBoundary>
    </div>
    <div className={classes.corner}>
      <ThemeSwitch />
    </div>
  </main>
);
