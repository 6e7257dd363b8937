/** A button that copies a text as it is. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../copy/t.ts';

type Props = {
  readonly value: string;
  /** What is copied, for the button's name: "fingerprint". */
  readonly of: string;
};

export const CopyIcon = ({ value, of }: Props) => (
  <CopyButton value={value}>
    {({ copied, copy }) => {
      const name = copied ? t('action.copied') : t('action.copy', { what: of });
      const Icon = copied ? IconCheck : IconCopy;
      return (
        <Tooltip label={name}>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={name} onClick={copy}>
            <Icon size={14} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      );
    }}
  </CopyButton>
);
