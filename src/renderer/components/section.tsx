/** A titled part of a screen. */
import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

type Props = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

export const Section = ({ title, description, actions, children }: Props) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <header className={classes.header}>
        <div>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {description !== undefined && <div className={classes.description}>{description}</div>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
};
