/** A place to drop a file on, with a button that opens the system's dialog instead: nobody has to drag. */
import { Button } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { take } from '../api.ts';
import { t } from '../copy/t.ts';
import { useLatest } from '../state/use-latest.ts';
import classes from './file-drop.module.css';

type Props = {
  readonly label: string;
  readonly text: string;
  readonly pick: () => Promise<string | null>;
  readonly onFile: (path: string) => void;
  readonly busy: boolean;
};

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export const FileDrop = ({ label, text, pick, onFile, busy }: Props) => {
  const takes = useLatest(onFile);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState('');
  const choose = async (): Promise<void> => {
    setFault('');
    const path = await pick();
    if (path !== null) takes.current(path);
  };
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    setOver(false);
    const [file, more] = event.dataTransfer.files;
    if (file === undefined || more !== undefined) return setFault(t('fileDrop.single'));
    const path = await take(file);
    setFault(path === null ? t('fileDrop.noFile') : '');
    if (path !== null) takes.current(path);
  };
  return (
    <section
      aria-label={label}
      className={over ? `${classes.drop} ${classes.over}` : classes.drop}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileDownload size={30} stroke={1.4} aria-hidden="true" />
      <p className={classes.text}>{text}</p>
      <Button variant="default" loading={busy} onClick={choose}>
        {t('fileDrop.choose')}
      </Button>
      <p role="status" className={classes.fault}>
        {fault}
      </p>
    </section>
  );
};
