/** The ways in which a signer or an office comes to this machine, one form each. */
import { Stack, Text } from '@mantine/core';
import type { OfficeInfo } from '../../../engine/model/index.ts';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../copy/t.ts';
import { DetachedForm } from './detached-form.tsx';
import { ImportKeyForm } from './import-key-form.tsx';
import { NewSignerForm } from './new-signer-form.tsx';
import { OfficeForm } from './office-form.tsx';
import { Pkcs12Form } from './pkcs12-form.tsx';
import { TokenForm } from './token-form.tsx';

export const SIGNER_FORMS = ['office', 'signer', 'pkcs12', 'token', 'detached', 'key'] as const;

export type SignerForm = (typeof SIGNER_FORMS)[number];

type Props = { readonly form: SignerForm | undefined; readonly offices: readonly OfficeInfo[]; readonly onClose: () => void };

const Form = ({ form, offices, onClose }: Props & { readonly form: SignerForm }) => {
  switch (form) {
    case 'office':
      return <OfficeForm onDone={onClose} />;
    case 'signer':
      return <NewSignerForm offices={offices} onDone={onClose} />;
    case 'pkcs12':
      return <Pkcs12Form onDone={onClose} />;
    case 'token':
      return <TokenForm onDone={onClose} />;
    case 'detached':
      return <DetachedForm onDone={onClose} />;
    case 'key':
      return <ImportKeyForm onDone={onClose} />;
  }
};

export const SignerDialog = (props: Props) => {
  const { form, onClose } = props;
  return (
    <Dialog opened={form !== undefined} onClose={onClose} title={form === undefined ? '' : t(`signers.form.${form}`)} size="lg">
      {form !== undefined && (
        <Stack gap="md">
          <Text size="sm">{t(`signers.formText.${form}`)}</Text>
          <Form {...props} form={form} />
        </Stack>
      )}
    </Dialog>
  );
};
