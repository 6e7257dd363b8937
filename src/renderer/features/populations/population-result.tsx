/** What an import or a generation came to: how much was taken, how much is in quarantine, and the way there. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import type { PopulationInfo } from '../../../engine/model/index.ts';
import { TextLink } from '../../components/text-link.tsx';
import { counted, t } from '../../copy/t.ts';

export const PopulationResult = ({ population }: { readonly population: PopulationInfo }) => (
  <Alert role="group" variant="default" title={t('populationResult.title', { name: population.name })}>
    <Stack gap={4}>
      <Text size="sm">
        {t('populationResult.text', {
          units: counted('count.units', population.units),
          members: counted('count.members', population.members),
          quarantined: counted('count.quarantined', population.quarantined),
        })}
      </Text>
      <Group gap="md">
        <TextLink to={{ screen: 'population', population: population.id }}>{t('populationResult.open')}</TextLink>
        <TextLink to={{ screen: 'impact-setup', population: population.id }}>{t('populationResult.impact')}</TextLink>
      </Group>
    </Stack>
  </Alert>
);
