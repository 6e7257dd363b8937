/** A JSON value that is shown when asked for. */
import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Json } from '../../engine/model/index.ts';
import { CodeView } from './code-view.tsx';
import classes from './json-disclosure.module.css';

export const JsonDisclosure = ({ label, value }: { readonly label: string; readonly value: Json }) => {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className={open ? `${classes.disclosure} ${classes.wide}` : classes.disclosure}>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-expanded={open}
        aria-controls={id}
        leftSection={<IconChevronRight size={14} aria-hidden="true" className={open ? classes.turned : undefined} />}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      <div id={id}>{open && <CodeView label={label} text={JSON.stringify(value, null, 2)} />}</div>
    </div>
  );
};
