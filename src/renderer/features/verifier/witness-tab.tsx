/** This machine as a witness: cosigns somebody's log, if it continues what was cosigned of it before. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/facts.tsx';
import { FileField } from '../../components/file-field.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { WrittenFile } from '../../components/written-file.tsx';
import { counted, t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';

const Cosigned = ({ answer }: { readonly answer: AnswerOf<'witness.cosign'> }) => (
  <div role="status">
    <Section
      title={counted('witness.done', answer.size)}
      description={answer.oldSize === 0 ? t('witness.first') : counted('witness.before', answer.oldSize)}
    >
      <WrittenFile
        file={answer.file}
        first={[
          [t('witness.logKey'), <Fingerprint key="key" hex={answer.logKeyFingerprint} of={t('witness.logKey')} />],
          [t('logKey.origin'), answer.origin],
          [t('checkpoints.size'), wholeNumber(answer.size)],
        ]}
      />
    </Section>
  </div>
);

const CosignForm = ({ onCosigned }: { readonly onCosigned: (answer: AnswerOf<'witness.cosign'> | undefined) => void }) => {
  const cosign = useCommand('witness.cosign');
  const [path, setPath] = useState<string | null>(null);
  const [outPath, setOutPath] = useState<string | null>(null);
  const [logKey, setLogKey] = useState('');
  const [checked, setChecked] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    onCosigned(undefined);
    if (path === null || outPath === null) return;
    const key = logKey.trim();
    onCosigned(await cosign.send({ path, outPath, ...(key === '' ? {} : { logKey: key }) }));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={760}>
        <FileField
          label={t('witness.request')}
          description={t('witness.requestText')}
          path={path}
          pick={() => shell('pickOpen', { kind: 'witness-request' })}
          onPick={setPath}
          error={checked && path === null ? t('form.required') : undefined}
          required
        />
        <TextInput
          label={t('verifier.logKey')}
          description={t('witness.logKeyText')}
          placeholder={t('verifier.logKeyPlaceholder')}
          value={logKey}
          onChange={(event) => setLogKey(event.currentTarget.value)}
        />
        <FileField
          label={t('witness.out')}
          description={t('witness.outText')}
          path={outPath}
          pick={() => shell('pickSave', { kind: 'cosignature', suggestedName: t('witness.fileName') })}
          onPick={setOutPath}
          error={checked && outPath === null ? t('form.required') : undefined}
          required
        />
        {cosign.error !== undefined && <ErrorNotice error={cosign.error} onClose={cosign.clear} />}
        <Group>
          <Button type="submit" loading={cosign.busy}>
            {t('witness.cosign')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

export const WitnessTab = () => {
  const info = useQuery('witness.info', {});
  const [answer, setAnswer] = useState<AnswerOf<'witness.cosign'>>();
  return (
    <>
      <Section title={t('witness.title')} description={t('witness.text')}>
        <CosignForm onCosigned={setAnswer} />
      </Section>
      {answer !== undefined && <Cosigned answer={answer} />}
      <Section title={t('witness.own')} description={t('witness.ownText')}>
        <QueryView query={info} rows={2}>
          {({ verifierKey, fingerprint }) => (
            <Facts
              facts={[
                [t('logKey.fingerprint'), <Fingerprint key="fingerprint" hex={fingerprint} of={t('logKey.fingerprint')} />],
                [t('logKey.verifierKey'), <HashText key="verifier" hash={verifierKey} of={t('logKey.verifierKey')} whole />],
              ]}
            />
          )}
        </QueryView>
      </Section>
    </>
  );
};
