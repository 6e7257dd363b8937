/** Says above every screen that the trail in the file is not the one that this machine has seen before. */
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { momentsIn } from '../../components/format/moments-in.ts';
import { sentence } from '../../components/format/sentence.ts';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import classes from './trail-notice.module.css';

export const TrailNotice = ({ notice }: { readonly notice: string }) => (
  <Alert
    role="alert"
    variant="default"
    m="sm"
    className={classes.notice}
    icon={<IconAlertTriangle size={20} color="var(--mantine-color-error)" aria-hidden="true" />}
    title={t('trailNotice.title')}
  >
    <Text size="sm">{sentence(momentsIn(notice))}</Text>
    <Text size="sm" mt={4}>
      {t('trailNotice.next')} <TextLink to={{ screen: 'audit', tab: 'anchors' }}>{t('trailNotice.link')}</TextLink>
    </Text>
  </Alert>
);
