/** A fingerprint that people compare out of band: in groups of four to be read out, with a button that copies it as it is. */
import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../copy/t.ts';
import classes from './fingerprint.module.css';
import { spacedHex } from './format/spaced-hex.ts';

export const Fingerprint = ({ hex, of }: { readonly hex: string; readonly of: string }) => (
  <span className={classes.fingerprint}>
    <code className={classes.digits}>
      {spacedHex(hex).map((line) => (
        <span key={line} className={classes.line}>
          {line}
        </span>
      ))}
    </code>
    <CopyButton value={hex}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={copied ? t('action.copied') : t('action.copy', { what: of })}
          onClick={copy}
        >
          {copied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
        </ActionIcon>
      )}
    </CopyButton>
  </span>
);
