/** Inequality and poverty: what is measured, on which scale, counting whom, against which lines. */
import { Checkbox, Group, NumberInput, Radio, Select } from '@mantine/core';
import type { ProblemAt } from '../../../components/problem-at.tsx';
import { t } from '../../../copy/t.ts';
import type { FieldGroup } from '../field-choices.ts';
import { LimitsInput } from './limits-input.tsx';
import { MeasurePart } from './measure-part.tsx';
import type { MeasuresForm } from './measures-form.ts';

const QUANTILES_MIN = 2;
const QUANTILES_MAX = 100;
const FIELD_WIDTH = 320;

type Resource = MeasuresForm['resource'];
type Props = {
  readonly resource: Resource;
  readonly numbers: readonly FieldGroup[];
  /** What the compared amount is called; empty where nothing is paid, undefined while no policy is chosen. */
  readonly amount: string | undefined;
  readonly problemAt: ProblemAt;
  readonly onChange: (resource: Resource) => void;
};

const plusText = (amount: string | undefined): string => {
  if (amount === undefined) return t('measures.resource.plusAny');
  return amount === '' ? t('measures.resource.plusNothing') : t('measures.resource.plusAmount', { amount });
};

export const ResourcePart = ({ resource, numbers, amount, problemAt, onChange }: Props) => {
  const set = (change: Partial<Resource>): void => onChange({ ...resource, ...change });
  return (
    <MeasurePart
      title={t('measures.resource')}
      description={t('measures.resourceText')}
      asked={resource.asked}
      onAsk={(asked) => set({ asked })}
    >
      <Group align="flex-start">
        <Select
          w={FIELD_WIDTH}
          searchable
          label={t('measures.resource.of')}
          description={t('measures.resource.ofText')}
          placeholder={t('measures.fieldChoose')}
          data={numbers}
          value={resource.of}
          onChange={(of) => set({ of })}
          error={problemAt('/resource/of')}
          withAsterisk
          aria-required
        />
        <Checkbox
          mt={46}
          label={plusText(amount)}
          checked={resource.plusAmount}
          onChange={(event) => set({ plusAmount: event.currentTarget.checked })}
          error={problemAt('/resource/plusAmount')}
        />
      </Group>
      <Group align="flex-start">
        <Select
          w={FIELD_WIDTH}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('file.clearOf', { what: t('measures.resource.scale') }) }}
          label={t('measures.resource.scale')}
          description={t('measures.resource.scaleText')}
          placeholder={t('measures.resource.scaleNone')}
          data={numbers}
          value={resource.scale}
          onChange={(scale) => set({ scale })}
          error={problemAt('/resource/scale')}
        />
        <Select
          w={FIELD_WIDTH}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('file.clearOf', { what: t('measures.resource.persons') }) }}
          label={t('measures.resource.persons')}
          description={t('measures.resource.personsText')}
          placeholder={t('measures.resource.personsNone')}
          data={numbers}
          value={resource.persons}
          onChange={(persons) => set({ persons })}
          error={problemAt('/resource/persons')}
        />
      </Group>
      <Group align="flex-start">
        <LimitsInput
          width={FIELD_WIDTH}
          label={t('measures.resource.lines')}
          description={t('measures.resource.linesText')}
          value={resource.percents}
          onChange={(percents) => set({ percents })}
          error={problemAt('/resource/lines')}
        />
        <LimitsInput
          width={FIELD_WIDTH}
          label={t('measures.resource.amounts')}
          description={t('measures.resource.amountsText')}
          value={resource.amounts}
          onChange={(amounts) => set({ amounts })}
        />
      </Group>
      <Group align="flex-start">
        <Radio.Group
          w={FIELD_WIDTH}
          label={t('measures.resource.median')}
          description={t('measures.resource.medianText')}
          value={resource.medianOf}
          onChange={(medianOf) => set({ medianOf: medianOf === 'baseline' ? 'baseline' : 'own' })}
        >
          <Group mt={6} gap="xs">
            <Radio size="xs" value="own" label={t('measures.resource.median.own')} />
            <Radio size="xs" value="baseline" label={t('measures.resource.median.baseline')} />
          </Group>
        </Radio.Group>
        <NumberInput
          w={FIELD_WIDTH}
          label={t('measures.resource.quantiles')}
          description={t('measures.resource.quantilesText')}
          value={resource.quantiles}
          onChange={(quantiles) => typeof quantiles === 'number' && set({ quantiles })}
          min={QUANTILES_MIN}
          max={QUANTILES_MAX}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
        />
      </Group>
    </MeasurePart>
  );
};
