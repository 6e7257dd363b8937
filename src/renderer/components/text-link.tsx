/** A link to another screen: a button by behaviour, a link by look. */
import type { ReactNode } from 'react';
import { useNavigation } from '../state/navigation.ts';
import type { Place } from '../state/place.ts';
import classes from './text-link.module.css';

type Props = {
  readonly to: Place;
  readonly children: ReactNode;
  readonly title?: string;
  /** The link's area is the whole table row it stands in. */
  readonly wholeRow?: boolean;
  /** Long text goes on in a further line instead of being shortened. */
  readonly wrap?: boolean;
  /** It changes what the present screen shows: the way back does not lead through it. */
  readonly inPlace?: boolean;
};

export const TextLink = ({ to, children, title, wholeRow = false, wrap = false, inPlace = false }: Props) => {
  const go = useNavigation((state) => (inPlace ? state.replace : state.go));
  return (
    <button
      type="button"
      className={[classes.link, ...(wholeRow ? [classes.wholeRow] : []), ...(wrap ? [classes.wrap] : [])].join(' ')}
      onClick={() => go(to)}
      {...(title === undefined ? {} : { title })}
    >
      {children}
    </button>
  );
};
