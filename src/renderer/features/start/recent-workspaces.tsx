/** Workspaces opened lately. One whose file is gone says so and can be taken off the list. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RecentWorkspace } from '../../../main/shell-contract.ts';
import { shell } from '../../api.ts';
import { formatAgo, formatMoment } from '../../components/format/moment.ts';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import classes from './recent-workspaces.module.css';

type Props = { readonly onOpen: (path: string) => void; readonly busy: boolean };

export const RecentWorkspaces = ({ onOpen, busy }: Props) => {
  const [recent, setRecent] = useState<readonly RecentWorkspace[]>();
  useEffect(() => {
    void shell('recent', {}).then(setRecent);
  }, []);
  const forget = async (path: string): Promise<void> => {
    await shell('forgetRecent', { path });
    setRecent((current) => current?.filter((known) => known.path !== path));
  };

  if (recent === undefined) return null;
  return (
    <Section title={t('start.recent.title')}>
      {recent.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('start.recent.none')}
        </Text>
      ) : (
        <ul className={classes.list}>
          {recent.map(({ path, name, openedAt, present }) => (
            <li key={path} className={classes.item}>
              <div className={classes.what}>
                <div className={`${classes.name} ellipsis`} title={name}>
                  {name}
                </div>
                <div className={`${classes.path} ellipsis`} title={path}>
                  {path}
                </div>
                {!present && <div className={classes.missing}>{t('start.recent.missing')}</div>}
              </div>
              <Text size="xs" c="dimmed" title={formatMoment(openedAt)} className={classes.when}>
                {formatAgo(openedAt, Date.now())}
              </Text>
              <Group gap={4} wrap="nowrap">
                <Button
                  variant="default"
                  disabled={!present || busy}
                  aria-label={t('start.recent.openOf', { name })}
                  onClick={() => onOpen(path)}
                >
                  {t('start.recent.open')}
                </Button>
                <ActionIcon variant="subtle" color="gray" aria-label={t('start.recent.forgetOf', { name })} onClick={() => forget(path)}>
                  <IconX size={16} aria-hidden="true" />
                </ActionIcon>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};
