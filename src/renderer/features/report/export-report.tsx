/** Writes the report: with a signer's key, waiting for a signature that is made elsewhere, or unsigned. */
import { Button, Group, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '../../../engine/contract.ts';
import type { SignerInfo } from '../../../engine/model/index.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { fileStem } from '../../components/format/file-stem.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useReportDrafts } from '../../state/report-drafts.ts';
import { useTasks, useUnderWay } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { ReportResult } from './report-result.tsx';

type Props = { readonly run: string; readonly request: NonNullable<InputOf<'report.export'>['request']> };

const NOBODY = '';

const choicesOf = (signers: readonly SignerInfo[]) => [
  { value: NOBODY, label: t('report.unsigned') },
  ...signers.map(({ id, name, issuer, kind, standing }) => ({
    value: id,
    label: [
      t('report.signerChoice', { name, issuer: name === issuer ? t('signers.selfSigned') : issuer, kind: t(`signers.kind.${kind}`) }),
      ...(standing === 'good' ? [] : [t(`signers.standing.${standing}`)]),
    ].join(' · '),
  })),
];

export const ExportReport = ({ run, request }: Props) => {
  const list = useQuery('signer.list', {});
  const exporting = useCommand('report.export');
  const nameTask = useTasks((state) => state.name);
  const [chosen, setChosen] = useState(NOBODY);
  const [secret, setSecret] = useState('');
  const [checked, setChecked] = useState(false);
  const written = useReportDrafts((state) => state.written[run]);
  const wrote = useReportDrafts((state) => state.wrote);
  const underWay = useUnderWay(written?.task);
  const signers = list.value?.signers ?? [];
  const signer = signers.find(({ id }) => id === chosen);
  const asks = signer?.asks ?? 'nothing';

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (asks !== 'nothing' && secret === '') return;
    const suggestedName = `${fileStem(request.title ?? t('report.fileStem'), 'report')}.pdf`;
    const outPath = await shell('pickSave', { kind: 'pdf', suggestedName });
    if (outPath === null) return;
    wrote(run, undefined);
    const answer = await exporting.send({
      run,
      outPath,
      request,
      ...(signer === undefined ? {} : { signer: { id: signer.id, ...(asks === 'nothing' ? {} : { secret }) } }),
    });
    // What a person types for one signature is not kept for the next.
    setSecret('');
    setChecked(false);
    if (answer === undefined) return;
    nameTask(answer.task, t('report.task'), { screen: 'report', run });
    wrote(run, { task: answer.task, ...(signer === undefined ? {} : { signedBy: signer.name }) });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Select
          label={t('report.signer')}
          description={
            <>
              {t('report.signerText')} <TextLink to={{ screen: 'signers' }}>{t('report.toSigners')}</TextLink>
            </>
          }
          data={choicesOf(signers)}
          value={chosen}
          onChange={(value) => {
            setChosen(value ?? NOBODY);
            setSecret('');
            setChecked(false);
          }}
        />
        {asks !== 'nothing' && (
          <SecretField
            label={t(`report.asks.${asks}`)}
            value={secret}
            onChange={setSecret}
            error={checked && secret === '' ? t('form.required') : undefined}
          />
        )}
        {exporting.error !== undefined && <ErrorNotice error={exporting.error} onClose={exporting.clear} />}
        <Group>
          <Button type="submit" loading={exporting.busy} disabled={underWay}>
            {t('action.asks', {
              action: t(
                signer === undefined ? 'report.export' : signer.kind === 'detached' ? 'report.exportWaiting' : 'report.exportSigned',
              ),
            })}
          </Button>
        </Group>
        {written !== undefined && (
          <TaskPanel key={written.task} task={written.task} label={t('report.task')}>
            {(answer) => 'report' in answer && <ReportResult report={answer.report} signedBy={written.signedBy} />}
          </TaskPanel>
        )}
      </Stack>
    </form>
  );
};
