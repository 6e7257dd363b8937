/** One kind of measure in the form: asked for or not, what it is in a sentence, and its fields while it is asked for. */
import { Checkbox, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './measure-part.module.css';

type Props = {
  readonly title: string;
  readonly description: string;
  readonly asked: boolean;
  readonly onAsk: (asked: boolean) => void;
  readonly children: ReactNode;
};

export const MeasurePart = ({ title, description, asked, onAsk, children }: Props) => (
  <div className={classes.part}>
    <Checkbox label={title} description={description} checked={asked} onChange={(event) => onAsk(event.currentTarget.checked)} />
    {asked && (
      <Stack gap="sm" className={classes.fields} role="group" aria-label={title}>
        {children}
      </Stack>
    )}
  </div>
);
