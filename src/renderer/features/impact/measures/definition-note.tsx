/** What a measure is and where its definition comes from, opened beside the figure it explains. */
import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { MeasureDefinition } from '../../../../engine/model/index.ts';
import { t } from '../../../copy/t.ts';

type Props = {
  /** Of the result; those of a measure that it does not name are not shown. */
  readonly definitions: readonly MeasureDefinition[];
  readonly id: string;
};

export const DefinitionNote = ({ definitions, id }: Props) => {
  const found = definitions.find((definition) => definition.id === id);
  if (found === undefined) return null;
  const { title, definition, sources } = found;
  const label = t('measure.definitionOf', { title });
  return (
    <Popover width={420} position="bottom-start" shadow="md" withArrow trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} style={{ verticalAlign: 'middle' }}>
          <IconInfoCircle size={15} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} tabIndex={0}>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm" my={4}>
          {definition}
        </Text>
        {sources.map(({ id: source, text }) => (
          <Text key={source} size="xs" c="dimmed">
            {text}
          </Text>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
};
