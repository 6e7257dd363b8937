/** A report that was written: whether it is signed, and what can be done with it next. */
import { Button, Group, Stack } from '@mantine/core';
import { IconHourglass, IconSignature, IconSignatureOff } from '@tabler/icons-react';
import type { ReportFile } from '../../../engine/contract/evidence-operations.ts';
import { HashText } from '../../components/hash-text.tsx';
import { SaveText } from '../../components/save-text.tsx';
import { WrittenFile } from '../../components/written-file.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import classes from './report-result.module.css';
import { ReportSteps } from './report-steps.tsx';

type State = 'signed' | 'waiting' | 'unsigned';

const ICONS = { signed: IconSignature, waiting: IconHourglass, unsigned: IconSignatureOff } as const;

const stateOf = ({ signed, digest }: ReportFile): State => {
  if (signed) return 'signed';
  return digest === undefined ? 'unsigned' : 'waiting';
};

type Props = {
  readonly report: ReportFile;
  /** Where that is known: the answer does not say it. */
  readonly signedBy?: string | undefined;
};

export const ReportResult = ({ report, signedBy }: Props) => {
  const go = useNavigation((state) => state.go);
  const state = stateOf(report);
  const Icon = ICONS[state];
  const { digest } = report;
  return (
    <Stack gap="sm" className={classes.result}>
      <p className={classes.state}>
        <Icon size={18} stroke={1.7} aria-hidden="true" />
        {state === 'signed' && signedBy !== undefined ? t('report.signedBy', { name: signedBy }) : t(`report.state.${state}`)}
      </p>
      <WrittenFile
        file={report}
        more={digest === undefined ? [] : [[t('report.digest'), <HashText key="digest" hash={digest} of={t('report.digest')} whole />]]}
      />
      {digest !== undefined && (
        <>
          <p className={classes.text}>{t('report.digestText')}</p>
          <SaveText label={t('report.saveDigest')} kind="digest" suggestedName={t('report.digestFileName')} text={`${digest}\n`} />
        </>
      )}
      <ReportSteps path={report.path} steps={state === 'waiting' ? ['complete'] : state === 'signed' ? ['request', 'timestamp'] : []} />
      {state !== 'waiting' && (
        <Group gap="xs">
          <Button variant="default" onClick={() => go({ screen: 'verifier', path: report.path })}>
            {t('report.check')}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
