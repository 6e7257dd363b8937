/** Adds a policy, reform or template from a JSON file: checked first, then kept as a draft, which may have mistakes, or published. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { DocumentInfo, Problem } from '../../../engine/model/index.ts';
import { call, shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FileField } from '../../components/file-field.tsx';
import { fileName } from '../../components/format/file-name.ts';
import { counted, t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useCommand } from '../../state/use-command.ts';
import { DocumentNotes } from './document-notes.tsx';
import { MendedDocument } from './mended-document.tsx';

type Chosen = { readonly path: string; readonly name: string; readonly body: string; readonly problems: readonly Problem[] };

type Props = { readonly opened: boolean; readonly onClose: () => void };

const MISTAKES_HEIGHT_PX = 220;

export const AddDocumentDialog = ({ opened, onClose }: Props) => {
  const go = useNavigation((state) => state.go);
  const [chosen, setChosen] = useState<Chosen>();
  const [unreadable, setUnreadable] = useState<string>();
  const draft = useCommand('document.add');
  const publish = useCommand('document.publish');

  const read = async (path: string): Promise<void> => {
    draft.clear();
    publish.clear();
    const file = await shell('readDocument', { path });
    setUnreadable(file.ok ? undefined : file.message);
    if (!file.ok) return setChosen(undefined);
    await look(path, fileName(path), file.text);
  };

  /** Checks a text: as the file has it, or with mistakes mended. The file itself is never changed. */
  const look = async (path: string, name: string, body: string): Promise<void> => {
    const checked = await call('document.check', { body, name });
    setUnreadable(checked.ok ? undefined : checked.error.message);
    const problems = checked.ok ? checked.value.problems : (checked.error.problems ?? []);
    setChosen({ path, name, body, problems });
  };

  const store = async (
    send: (document: { readonly body: string; readonly name: string }) => Promise<DocumentInfo | undefined>,
  ): Promise<void> => {
    if (chosen === undefined) return;
    const info = await send({ body: chosen.body, name: chosen.name });
    if (info === undefined) return;
    setChosen(undefined);
    onClose();
    go({ screen: 'document', kind: info.kind, reference: `${info.id}@${info.version}` });
  };

  const refused = draft.error ?? publish.error;
  const sound = chosen !== undefined && chosen.problems.length === 0 && unreadable === undefined;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('addDocument.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('addDocument.text')}
        </Text>
        <FileField
          label={t('addDocument.file')}
          path={chosen?.path ?? null}
          pick={() => shell('pickOpen', { kind: 'json' })}
          onPick={read}
          error={unreadable}
          required
        />
        {chosen !== undefined && chosen.problems.length > 0 && (
          <div role="alert">
            <Text fw={600}>{counted('addDocument.problems', chosen.problems.length)}</Text>
            <MendedDocument
              label={chosen.name}
              body={chosen.body}
              problems={chosen.problems}
              onMend={(body) => look(chosen.path, chosen.name, body)}
              maxHeight={MISTAKES_HEIGHT_PX}
            />
          </div>
        )}
        {sound && <Text size="sm">{t('addDocument.sound')}</Text>}
        {sound && <DocumentNotes body={chosen.body} />}
        {refused !== undefined && <ErrorNotice error={refused} />}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            disabled={chosen === undefined}
            loading={draft.busy}
            onClick={() => store((document) => draft.send({ ...document, unfinished: true }))}
          >
            {t('addDocument.draft')}
          </Button>
          <Button disabled={!sound} loading={publish.busy} onClick={() => store(publish.send)}>
            {t('addDocument.publish')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
