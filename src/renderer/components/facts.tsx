/** Facts in pairs of name and value. */
import { Fragment, type ReactNode } from 'react';
import classes from './facts.module.css';

type Props = { readonly facts: readonly (readonly [name: string, value: ReactNode])[] };

export const Facts = ({ facts }: Props) => (
  <dl className={classes.facts}>
    {facts.map(([name, value]) => (
      <Fragment key={name}>
        <dt className={classes.name}>{name}</dt>
        <dd className={classes.value}>{value}</dd>
      </Fragment>
    ))}
  </dl>
);
