/** Starts a run of any published template: a form made from the template's own input schema. */
import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { isolated } from '../../components/format/isolated.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { draftsAtFirst, problemsElsewhere } from '../../components/schema-form/schema-fields.ts';
import { SchemaForm } from '../../components/schema-form/schema-form.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import type { Place } from '../../state/place.ts';
import { useCommand } from '../../state/use-command.ts';
import { useFirstFault } from '../../state/use-first-fault.ts';
import { useGoOn } from '../../state/use-go-on.ts';
import { useQuery } from '../../state/use-query.ts';
import { inputFields, readInput } from './input-fields.ts';

type Template = DocumentInfo & { readonly body: string };

const referenceOf = ({ id, version }: DocumentInfo): string => `${id}@${version}`;

const InputForm = ({ template }: { readonly template: Template }) => {
  const goOn = useGoOn();
  const start = useCommand('run.start');
  const fields = useMemo(() => inputFields(template.body), [template.body]);
  const [drafts, setDrafts] = useState(() => draftsAtFirst(fields));
  const [key, setKey] = useState('');
  const [sent, setSent] = useState(0);
  const form = useFirstFault(sent, start.error);
  const read = readInput(fields, drafts);
  const refused = start.error?.problems ?? [];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSent((count) => count + 1);
    if (read.input === undefined) return;
    const answer = await start.send({
      template: referenceOf(template),
      input: read.input,
      ...(key.trim() !== '' && { key: key.trim() }),
    });
    if (answer === undefined) return;
    goOn({ screen: 'run', run: answer.run });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Section title={t('run.input')}>
        <Stack gap="md" maw={620}>
          {fields.length === 0 && <Text size="sm">{t('runSetup.noInput')}</Text>}
          <SchemaForm fields={fields} drafts={drafts} problems={[...(sent > 0 ? read.problems : []), ...refused]} onChange={setDrafts} />
        </Stack>
      </Section>
      <Section title={t('setup.options')}>
        <Stack gap="md" maw={620}>
          <TextInput
            label={t('runSetup.key')}
            description={t('runSetup.keyText')}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        </Stack>
      </Section>
      <Stack gap="md" align="flex-start" maw={760}>
        {start.error !== undefined && (
          <ErrorNotice error={{ ...start.error, problems: problemsElsewhere(fields, refused) }} onClose={start.clear} />
        )}
        <Button type="submit" loading={start.busy}>
          {t('runSetup.start')}
        </Button>
      </Stack>
    </form>
  );
};

export const RunSetupScreen = ({ template: given }: Extract<Place, { readonly screen: 'run-setup' }>) => {
  const [chosen, setChosen] = useState<string | null>(given ?? null);
  const documents = useQuery('document.list', { kind: 'workflow' });
  const template = useQuery('document.get', chosen === null ? undefined : { kind: 'workflow', reference: chosen });
  return (
    <Page title={t('runSetup.title')} subtitle={t('runSetup.subtitle')} withBack>
      <QueryView query={documents}>
        {(all) => {
          const published = all.filter(({ state }) => state === 'published');
          if (published.length === 0) return <Empty title={t('runSetup.none')} next={t('runSetup.noneNext')} />;
          return (
            <Section title={t('runs.column.template')}>
              <Stack gap="xs" maw={620}>
                <Select
                  searchable
                  label={t('runSetup.template')}
                  placeholder={t('runSetup.choose')}
                  data={published.map((document) => ({
                    value: referenceOf(document),
                    label: `${isolated(document.title)} · ${referenceOf(document)}`,
                  }))}
                  value={chosen}
                  onChange={setChosen}
                  withAsterisk
                  aria-required
                />
              </Stack>
            </Section>
          );
        }}
      </QueryView>
      {chosen !== null && (
        <QueryView query={template}>{(document) => !template.stale && <InputForm key={document.hash} template={document} />}</QueryView>
      )}
    </Page>
  );
};
