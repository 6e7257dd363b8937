/** Adds a policy, reform or template from a JSON file: checked first, then kept as a draft, which may have mistakes, or published. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { DocumentInfo, Problem } from '../../../engine/model/index.ts';
import { shell } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FileField } from '../../components/file-field.tsx';
import { fileName } from '../../components/format/file-name.ts';
import { counted, t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useGoOn } from '../../state/use-go-on.ts';
import { useQuery } from '../../state/use-query.ts';
import { DocumentNotes } from './document-notes.tsx';
import { MendedDocument } from './mended-document.tsx';

/** `body`: as the file has it, or with mistakes mended. The file itself is never changed. */
type Chosen = { readonly path: string; readonly name: string; readonly body: string };

type Props = { readonly opened: boolean; readonly onClose: () => void };

const MISTAKES_HEIGHT_PX = 220;
const NO_PROBLEMS: readonly Problem[] = [];

export const AddDocumentDialog = ({ opened, onClose }: Props) => {
  const goOn = useGoOn();
  const [chosen, setChosen] = useState<Chosen>();
  const [unreadable, setUnreadable] = useState<string>();
  const checked = useQuery('document.check', chosen === undefined ? undefined : { body: chosen.body, name: chosen.name });
  const draft = useCommand('document.add');
  const publish = useCommand('document.publish');

  const read = async (path: string): Promise<void> => {
    draft.clear();
    publish.clear();
    const file = await shell('readDocument', { path });
    setUnreadable(file.ok ? undefined : file.message);
    setChosen(file.ok ? { path, name: fileName(path), body: file.text } : undefined);
  };

  const store = async (
    send: (document: { readonly body: string; readonly name: string }) => Promise<DocumentInfo | undefined>,
  ): Promise<void> => {
    if (chosen === undefined) return;
    const info = await send({ body: chosen.body, name: chosen.name });
    if (info === undefined) return;
    setChosen(undefined);
    onClose();
    goOn({ screen: 'document', kind: info.kind, reference: `${info.id}@${info.version}` });
  };

  const refused = draft.error ?? publish.error;
  const problems = checked.stale ? NO_PROBLEMS : (checked.value?.problems ?? checked.error?.problems ?? NO_PROBLEMS);
  const isSound = chosen !== undefined && !checked.stale && checked.value !== undefined && problems.length === 0;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('addDocument.title')} size="xl" busy={draft.busy || publish.busy}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('addDocument.text')}
        </Text>
        <FileField
          label={t('addDocument.file')}
          path={chosen?.path ?? null}
          pick={() => shell('pickOpen', { kind: 'json' })}
          onPick={read}
          error={unreadable ?? checked.error?.message}
          required
        />
        {chosen !== undefined && problems.length > 0 && (
          <div role="alert">
            <Text fw={600}>{counted('addDocument.problems', problems.length)}</Text>
            <MendedDocument
              label={chosen.name}
              body={chosen.body}
              problems={problems}
              onMend={(body) => setChosen({ ...chosen, body })}
              maxHeight={MISTAKES_HEIGHT_PX}
            />
          </div>
        )}
        {isSound && <Text size="sm">{t('addDocument.sound')}</Text>}
        {isSound && <DocumentNotes body={chosen.body} />}
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
          <Button disabled={!isSound} loading={publish.busy} onClick={() => store(publish.send)}>
            {t('addDocument.publish')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
