/** A hash: its first digits, the whole of it as title, and a button that copies the whole. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../copy/t.ts';
import classes from './hash-text.module.css';

const SHORT_DIGITS = 12;

type Props = {
  readonly hash: string;
  /** What the hash is of, for the copy button's name: "fingerprint". */
  readonly of: string;
  readonly whole?: boolean;
};

export const HashText = ({ hash, of, whole = false }: Props) => (
  <span className={classes.hash}>
    <code className={whole ? classes.whole : classes.short} title={hash}>
      {whole ? hash : `${hash.slice(0, SHORT_DIGITS)}…`}
    </code>
    <CopyButton value={hash}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('action.copied') : t('action.copy', { what: of })}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={copied ? t('action.copied') : t('action.copy', { what: of })}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  </span>
);
