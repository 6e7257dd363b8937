/** Lets a command that is under way hold the dialog it was sent from open. */
import { createContext } from 'react';

/** Holds until the returned function is called. */
type Hold = () => () => void;

/** Outside of a dialog there is nothing to hold. */
export const DialogHold = createContext<Hold>(() => () => undefined);
