/** What stands where there is nothing yet: why, and the next step. */
import type { ReactNode } from 'react';
import classes from './empty.module.css';

type Props = { readonly title: string; readonly next?: string; readonly children?: ReactNode };

export const Empty = ({ title, next, children }: Props) => (
  <div className={classes.empty}>
    <p className={classes.title}>{title}</p>
    {next !== undefined && <p className={classes.next}>{next}</p>}
    {children !== undefined && <div className={classes.actions}>{children}</div>}
  </div>
);
