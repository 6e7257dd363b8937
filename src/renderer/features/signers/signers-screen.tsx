/** Who signs reports on this machine: offices that issue certificates, and signers with each their way to a key. Needs no workspace. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useQuery } from '../../state/use-query.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { OfficeSection } from './office-section.tsx';
import { SIGNER_FORMS, SignerDialog, type SignerForm } from './signer-dialog.tsx';
import { SignerSection } from './signer-section.tsx';

const AddMenu = ({ onChoose }: { readonly onChoose: (form: SignerForm) => void }) => (
  <Menu position="bottom-end" withinPortal>
    <Menu.Target>
      <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
        {t('signers.bringIn')}
      </Button>
    </Menu.Target>
    <Menu.Dropdown aria-label={t('signers.bringIn')}>
      {SIGNER_FORMS.filter((form) => form !== 'office' && form !== 'signer').map((form) => (
        <Menu.Item key={form} onClick={() => onChoose(form)}>
          {t('action.asks', { action: t(`signers.form.${form}`) })}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
);

export const SignersScreen = () => {
  const list = useQuery('signer.list', {});
  const standsAlone = useWorkspace((state) => state.workspace === null);
  // Who is composing a report goes back to it.
  const fromReport = useNavigation((state) => state.past.at(-1)?.screen === 'report');
  const [form, setForm] = useState<SignerForm>();
  const offices = list.value?.offices ?? [];
  return (
    <Page
      title={t('nav.signers')}
      subtitle={t('signers.subtitle')}
      withBack={standsAlone || fromReport}
      actions={
        <>
          <AddMenu onChoose={setForm} />
          <Button variant={list.value !== undefined && offices.length === 0 ? 'filled' : 'default'} onClick={() => setForm('office')}>
            {t('action.asks', { action: t('signers.form.office') })}
          </Button>
          <Button disabled={offices.length === 0} onClick={() => setForm('signer')}>
            {t('action.asks', { action: t('signers.form.signer') })}
          </Button>
        </>
      }
    >
      <QueryView query={list}>
        {(found) => (
          <>
            <SignerSection signers={found.signers} offices={found.offices} />
            <OfficeSection offices={found.offices} />
          </>
        )}
      </QueryView>
      <SignerDialog form={form} offices={offices} onClose={() => setForm(undefined)} />
    </Page>
  );
};
