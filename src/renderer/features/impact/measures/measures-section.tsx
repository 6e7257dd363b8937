/** The further measures of an analysis: bands of change, inequality and poverty, nearness to limits, marginal rates. Each is off until asked for. */
import { Group, Select, TextInput } from '@mantine/core';
import type { InputTypes, PolicyDocument } from '../../../../engine/model/index.ts';
import type { ProblemAt } from '../../../components/problem-at.tsx';
import { t } from '../../../copy/t.ts';
import { incomeFields, limitFields, numberFields } from '../field-choices.ts';
import { LimitsInput } from './limits-input.tsx';
import classes from './measure-part.module.css';
import { MeasurePart } from './measure-part.tsx';
import type { MeasuresForm } from './measures-form.ts';
import { ResourcePart } from './resource-part.tsx';
import { ThresholdsPart } from './thresholds-part.tsx';

type Props = {
  readonly measures: MeasuresForm;
  readonly columns: InputTypes | undefined;
  readonly policy: PolicyDocument | undefined;
  readonly problemAt: ProblemAt;
  readonly onChange: (measures: MeasuresForm) => void;
};

type PartProps = Pick<Props, 'measures' | 'problemAt' | 'onChange'>;

const BandsPart = ({ measures, problemAt, onChange }: PartProps) => {
  const { bands } = measures;
  const set = (change: Partial<MeasuresForm['bands']>): void => onChange({ ...measures, bands: { ...bands, ...change } });
  return (
    <MeasurePart title={t('measures.bands')} description={t('measures.bandsText')} asked={bands.asked} onAsk={(asked) => set({ asked })}>
      <LimitsInput
        label={t('measures.bands.absolute')}
        description={t('measures.bands.absoluteText')}
        placeholder={t('measures.usual')}
        value={bands.absolute}
        onChange={(absolute) => set({ absolute })}
        error={problemAt('/bands/absolute')}
      />
      <LimitsInput
        label={t('measures.bands.relative')}
        description={t('measures.bands.relativeText')}
        placeholder={t('measures.usual')}
        value={bands.percents}
        onChange={(percents) => set({ percents })}
        error={problemAt('/bands/relative')}
      />
    </MeasurePart>
  );
};

const MarginalPart = ({ measures, columns, problemAt, onChange }: PartProps & Pick<Props, 'columns'>) => {
  const { marginal } = measures;
  const set = (change: Partial<MeasuresForm['marginal']>): void => onChange({ ...measures, marginal: { ...marginal, ...change } });
  return (
    <MeasurePart
      title={t('measures.marginal')}
      description={t('measures.marginalText')}
      asked={marginal.asked}
      onAsk={(asked) => set({ asked })}
    >
      <Group align="flex-start">
        <Select
          w={320}
          searchable
          label={t('measures.marginal.income')}
          description={t('measures.marginal.incomeText')}
          placeholder={t('measures.fieldChoose')}
          data={incomeFields(columns)}
          value={marginal.income}
          onChange={(income) => set({ income })}
          error={problemAt('/marginalRate/income')}
          withAsterisk
          aria-required
        />
        <TextInput
          w={180}
          label={t('measures.marginal.step')}
          description={t('measures.marginal.stepText')}
          value={marginal.step}
          onChange={(event) => set({ step: event.currentTarget.value })}
          error={problemAt('/marginalRate/step')}
        />
      </Group>
      <LimitsInput
        label={t('measures.marginal.bands')}
        description={t('measures.marginal.bandsText')}
        placeholder={t('measures.usual')}
        value={marginal.percents}
        onChange={(percents) => set({ percents })}
        error={problemAt('/marginalRate/bands')}
      />
    </MeasurePart>
  );
};

export const MeasuresSection = (props: Props) => {
  const { measures, columns, policy, problemAt, onChange } = props;
  const numbers = numberFields(columns, policy);
  return (
    <div className={classes.frame}>
      <BandsPart {...props} />
      <ResourcePart
        resource={measures.resource}
        numbers={numbers}
        amount={policy === undefined ? undefined : (policy.amounts[0] ?? '')}
        problemAt={problemAt}
        onChange={(resource) => onChange({ ...measures, resource })}
      />
      <ThresholdsPart
        thresholds={measures.thresholds}
        numbers={numbers}
        limits={limitFields(columns, policy)}
        problemAt={problemAt}
        onChange={(thresholds) => onChange({ ...measures, thresholds })}
      />
      <MarginalPart {...props} />
    </div>
  );
};
