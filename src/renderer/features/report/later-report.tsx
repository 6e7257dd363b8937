/** Goes on with a report that was written before: signatures and timestamps come back days later. */
import { Stack } from '@mantine/core';
import { useState } from 'react';
import { shell } from '../../api.ts';
import { FileField } from '../../components/file-field.tsx';
import { t } from '../../copy/t.ts';
import { ReportSteps } from './report-steps.tsx';

export const LaterReport = () => {
  const [path, setPath] = useState<string | null>(null);
  return (
    <Stack gap="sm">
      <FileField
        label={t('report.laterFile')}
        path={path}
        pick={() => shell('pickOpen', { kind: 'pdf' })}
        onPick={setPath}
        onClear={() => setPath(null)}
      />
      {path !== null && <ReportSteps key={path} path={path} steps={['complete', 'request', 'timestamp']} />}
    </Stack>
  );
};
