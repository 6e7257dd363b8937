/** What can be done with a signer or an office: renew its certificate, write it for others, write its key for recovery, remove it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../copy/t.ts';
import { CertificateForm } from './certificate-form.tsx';
import { KeyForm } from './key-form.tsx';
import { RemoveForm } from './remove-form.tsx';

const ACTIONS = ['renew', 'certificate', 'key', 'remove'] as const;

type Action = (typeof ACTIONS)[number];

type Props = {
  readonly id: string;
  readonly name: string;
  /** What is shown to renew its certificate with; an office has none above it. */
  readonly renewal?: (onDone: () => void) => ReactNode;
  /** Whether its key lies on this machine and can be written. */
  readonly hasKey: boolean;
};

export const IdentityActions = ({ id, name, renewal, hasKey }: Props) => {
  const [action, setAction] = useState<Action>();
  const close = (): void => setAction(undefined);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('signers.actionsOf', { name })}>
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('signers.actionsOf', { name })}>
          {ACTIONS.filter((known) => (known !== 'key' || hasKey) && (known !== 'renew' || renewal !== undefined)).map((known) => (
            <Menu.Item key={known} onClick={() => setAction(known)}>
              {t('action.asks', { action: t(`signers.action.${known}`) })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={action !== undefined}
        onClose={close}
        title={action === undefined ? '' : t('signers.actionTitle', { action: t(`signers.action.${action}`), name })}
        size="lg"
      >
        {action === 'renew' && renewal?.(close)}
        {action === 'certificate' && <CertificateForm id={id} name={name} />}
        {action === 'key' && <KeyForm id={id} name={name} />}
        {action === 'remove' && <RemoveForm id={id} hasKey={hasKey} onClose={close} />}
      </Dialog>
    </>
  );
};
