/** Choice of the CSV files, each with its first rows. */
import { Stack } from '@mantine/core';
import type { SourcePreview } from '../../../../engine/model/index.ts';
import { shell } from '../../../api.ts';
import { FileField } from '../../../components/file-field.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { t } from '../../../copy/t.ts';
import type { Query } from '../../../state/use-query.ts';
import { SourcePreviewTable } from './source-preview-table.tsx';

export type Sources = { readonly units: string | null; readonly members: string | null };

type Props = {
  readonly sources: Sources;
  readonly previews: { readonly units: Query<SourcePreview>; readonly members: Query<SourcePreview> };
  readonly onChange: (sources: Sources) => void;
  readonly unitsMissing: boolean;
};

/** Hold the place of the rows that are on their way, so that a list that somebody opens below does not run away from them. */
const PREVIEW_ROWS = 8;

const pickCsv = (): Promise<string | null> => shell('pickOpen', { kind: 'csv' });

export const SourceFiles = ({ sources, previews, onChange, unitsMissing }: Props) => (
  <Stack gap="md">
    <FileField
      label={t('import.units')}
      description={t('import.unitsText')}
      path={sources.units}
      pick={pickCsv}
      onPick={(units) => onChange({ ...sources, units })}
      error={unitsMissing ? t('import.unitsMissing') : undefined}
      required
    />
    {sources.units !== null && (
      <QueryView query={previews.units} rows={PREVIEW_ROWS}>
        {(preview) => <SourcePreviewTable label={t('import.units')} preview={preview} />}
      </QueryView>
    )}
    <FileField
      label={t('import.members')}
      description={t('import.membersText')}
      path={sources.members}
      pick={pickCsv}
      onPick={(members) => onChange({ ...sources, members })}
      onClear={() => onChange({ ...sources, members: null })}
    />
    {sources.members !== null && (
      <QueryView query={previews.members} rows={PREVIEW_ROWS}>
        {(preview) => <SourcePreviewTable label={t('import.members')} preview={preview} />}
      </QueryView>
    )}
  </Stack>
);
