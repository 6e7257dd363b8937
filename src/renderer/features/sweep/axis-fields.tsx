/** One parameter of a sweep: which, whether its values multiply what is in force, and the values as a range or as a list. */
import { ActionIcon, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { exactText } from '../../components/format/exact-text.ts';
import type { ProblemAt } from '../../components/problem-at.tsx';
import { t } from '../../copy/t.ts';
import { LimitsInput } from '../impact/measures/limits-input.tsx';
import classes from './axis-fields.module.css';
import type { ParameterChoice } from './parameter-choices.ts';
import type { AxisForm } from './sweep-request.ts';

/** A list of all entries of large tables is searched rather than read. */
const CHOICES_SHOWN_MAX = 200;

type Props = {
  readonly axis: AxisForm;
  readonly index: number;
  readonly choices: readonly ParameterChoice[];
  readonly problemAt: ProblemAt;
  readonly onChange: (axis: AxisForm) => void;
  /** Absent for the only parameter. */
  readonly onRemove: (() => void) | undefined;
};

const RANGE = ['from', 'to', 'step'] as const;

export const AxisFields = ({ axis, index, choices, problemAt, onChange, onRemove }: Props) => {
  const chosen = choices.find(({ value }) => value === axis.parameter);
  const set = (change: Partial<AxisForm>): void => onChange({ ...axis, ...change });
  const choose = (parameter: string | null): void =>
    set({ parameter, factor: axis.factor || choices.some(({ value, isWhole }) => isWhole && value === parameter) });
  const number = index + 1;
  const valuesProblem = problemAt(`/vary/${index}/values`);
  return (
    <Stack gap="sm" className={classes.axis} role="group" aria-label={t('sweep.parameter', { number })}>
      <Group align="flex-start" wrap="nowrap" gap="xs">
        <Select
          flex={1}
          searchable
          limit={CHOICES_SHOWN_MAX}
          label={t('sweep.parameter', { number })}
          placeholder={t('sweep.parameterChoose')}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={axis.parameter}
          onChange={choose}
          error={problemAt(`/vary/${index}/parameter`)}
          withAsterisk
          aria-required
        />
        {onRemove !== undefined && (
          <ActionIcon mt={20} size={32} variant="subtle" color="gray" aria-label={t('sweep.remove', { number })} onClick={onRemove}>
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        )}
      </Group>
      <Group gap="md">
        <SegmentedControl
          aria-label={t('sweep.meaningOf', { number })}
          data={[
            { value: 'factor', label: t('sweep.factor') },
            { value: 'value', label: t('sweep.value'), disabled: chosen?.isWhole === true },
          ]}
          value={axis.factor ? 'factor' : 'value'}
          onChange={(value) => set({ factor: value === 'factor' })}
        />
        <SegmentedControl
          aria-label={t('sweep.kindOf', { number })}
          data={[
            { value: 'range', label: t('sweep.range') },
            { value: 'list', label: t('sweep.list') },
          ]}
          value={axis.kind}
          onChange={(kind) => set({ kind: kind === 'list' ? 'list' : 'range' })}
        />
        {chosen?.inForce !== undefined && (
          <Text size="sm" c="dimmed">
            {t('sweep.inForce', { value: exactText(chosen.inForce) })}
          </Text>
        )}
      </Group>
      {axis.kind === 'list' ? (
        <LimitsInput
          label={t('sweep.listOf', { number })}
          description={t('sweep.listText')}
          value={axis.list}
          onChange={(list) => set({ list })}
          error={valuesProblem}
        />
      ) : (
        <div>
          <Group align="flex-start" gap="xs">
            {RANGE.map((name) => (
              <TextInput
                key={name}
                w={140}
                label={t(`sweep.${name}`, { number })}
                value={axis[name]}
                onChange={(event) => set({ [name]: event.currentTarget.value })}
                error={valuesProblem !== undefined}
              />
            ))}
          </Group>
          {valuesProblem !== undefined && (
            <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
              {valuesProblem}
            </Text>
          )}
        </div>
      )}
    </Stack>
  );
};
