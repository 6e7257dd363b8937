/** The people of a workspace and their roles. */
import { Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import type { Member } from '../../../engine/model/index.ts';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { t } from '../../copy/t.ts';
import { useShellInfo } from '../../state/shell-info.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { useWorkspace } from '../../state/workspace.ts';

/** Roles with a meaning of their own; templates may ask for any others. */
const KNOWN_ROLES = ['viewer', 'analyst', 'owner', 'reviewer'];

const MemberForm = ({ member, onSet }: { readonly member: Member | undefined; readonly onSet: () => void }) => {
  const set = useCommand('member.set');
  const [name, setName] = useState(member?.name ?? '');
  const [roles, setRoles] = useState<string[]>([...(member?.roles ?? [])]);
  const [checked, setChecked] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '' || roles.length === 0) return;
    if ((await set.send({ name: name.trim(), roles })) !== undefined) onSet();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('members.name')}
          description={t('members.nameText')}
          value={name}
          readOnly={member !== undefined}
          onChange={(event) => setName(event.currentTarget.value)}
          error={checked && name.trim() === '' ? t('form.required') : undefined}
          withAsterisk
          aria-required
        />
        <TagsInput
          label={t('members.roles')}
          description={t('members.rolesText')}
          data={KNOWN_ROLES}
          value={roles}
          onChange={setRoles}
          acceptValueOnBlur
          error={checked && roles.length === 0 ? t('form.required') : undefined}
          withAsterisk
          aria-required
        />
        {set.error !== undefined && <ErrorNotice error={set.error} onClose={set.clear} />}
        <Group justify="flex-end">
          <Button type="submit" loading={set.busy}>
            {t('members.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

const Remove = ({ name }: { readonly name: string }) => {
  const set = useCommand('member.set');
  return (
    <ConfirmedAction
      label={t('members.remove')}
      of={name}
      title={t('members.removeTitle', { name })}
      text={t('members.removeText')}
      confirm={t('members.remove')}
      busy={set.busy}
      error={set.error}
      onOpen={set.clear}
      onConfirm={async () => (await set.send({ name, roles: [] })) !== undefined}
      final
    />
  );
};

const columnsOf = (user: string | undefined, edit: ((member: Member) => void) | undefined): readonly Column<Member>[] => [
  { id: 'name', title: t('members.name'), cell: ({ name }) => (name === user ? t('members.self', { name }) : name) },
  { id: 'roles', title: t('members.roles'), wrap: true, cell: ({ roles }) => roles.join(', ') },
  ...(edit === undefined
    ? []
    : [
        {
          id: 'change',
          title: t('members.change'),
          titleHidden: true,
          align: 'end' as const,
          cell: (member: Member) => (
            <Group gap="xs" justify="flex-end" wrap="nowrap">
              <Button variant="default" aria-label={t('members.changeOf', { name: member.name })} onClick={() => edit(member)}>
                {t('members.change')}
              </Button>
              {member.name !== user && <Remove name={member.name} />}
            </Group>
          ),
        },
      ]),
];

export const MembersScreen = () => {
  const members = useQuery('member.list', {});
  const user = useShellInfo((state) => state.info?.user);
  const readOnly = useWorkspace((state) => state.workspace?.readOnly ?? false);
  const [edited, setEdited] = useState<Member | 'new'>();
  const isOwner = !readOnly && members.value?.some(({ name, roles }) => name === user && roles.includes('owner')) === true;
  const columns = useMemo(() => columnsOf(user, isOwner ? setEdited : undefined), [user, isOwner]);
  return (
    <Page
      title={t('nav.members')}
      subtitle={t('members.subtitle')}
      actions={isOwner && <Button onClick={() => setEdited('new')}>{t('members.add')}</Button>}
    >
      <QueryView query={members}>
        {(rows) => (
          <>
            {!isOwner && (
              <Text size="sm" mb="sm">
                {t('members.notOwner')}
              </Text>
            )}
            <DataTable caption={t('nav.members')} columns={columns} rows={rows} rowKey={({ name }) => name} empty={t('members.none')} />
          </>
        )}
      </QueryView>
      <Dialog
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' || edited === undefined ? t('members.add') : t('members.changeOf', { name: edited.name })}
      >
        <MemberForm member={edited === 'new' ? undefined : edited} onSet={() => setEdited(undefined)} />
      </Dialog>
    </Page>
  );
};
