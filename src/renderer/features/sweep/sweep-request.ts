/** What a person asks of a parameter sweep while they fill in the form, and what is still missing. */
import type { InputOf } from '../../../engine/contract.ts';
import { t } from '../../copy/t.ts';
import type { PlacedMessages } from '../impact/measures/measures-form.ts';

export const AXES_MAX = 2;

export type AxisForm = {
  readonly key: number;
  /** "rate", "limit[2]", or a parameter with keys as a whole. */
  readonly parameter: string | null;
  /** The values multiply what is in force. */
  readonly factor: boolean;
  readonly kind: 'range' | 'list';
  readonly from: string;
  readonly to: string;
  readonly step: string;
  readonly list: readonly string[];
};

export type SweepForm = {
  readonly population: string | null;
  /** A policy's or reform's reference. */
  readonly policy: string | null;
  readonly date: string;
  readonly axes: readonly AxisForm[];
  readonly weight: string | null;
  readonly workers: number | undefined;
};

/** Four tenths around what is in force says something of nearly every parameter. */
export const axisAtFirst = (key: number): AxisForm => ({
  key,
  parameter: null,
  factor: true,
  kind: 'range',
  from: '0.8',
  to: '1.2',
  step: '0.1',
  list: [],
});

const missingOfAxis = ({ parameter, kind, from, to, step, list }: AxisForm, index: number): PlacedMessages => {
  const isIncomplete = kind === 'list' ? list.length === 0 : [from, to, step].some((text) => text.trim() === '');
  return {
    ...(parameter === null ? { [`/vary/${index}/parameter`]: t('form.required') } : {}),
    ...(isIncomplete ? { [`/vary/${index}/values`]: t('sweep.valuesMissing') } : {}),
  };
};

/** By the place that the engine's own problems name. */
export const missingOf = ({ population, policy, date, axes }: SweepForm): PlacedMessages => ({
  ...(population === null ? { '/population': t('setup.populationMissing') } : {}),
  ...(policy === null ? { '/policy': t('sweep.policyMissing') } : {}),
  ...(date === '' ? { '/date': t('setup.dateMissing') } : {}),
  ...Object.assign({}, ...axes.map(missingOfAxis)),
});

const valuesOf = ({ kind, from, to, step, list }: AxisForm) =>
  kind === 'list' ? { list: [...list] } : { from: from.trim(), to: to.trim(), step: step.trim() };

/** The request, or undefined while something is missing. */
export const requestOf = (form: SweepForm): InputOf<'sweep.start'> | undefined => {
  const { population, policy, date, weight, workers } = form;
  if (population === null || policy === null || Object.keys(missingOf(form)).length > 0) return undefined;
  const vary = form.axes.map((axis) => ({ parameter: axis.parameter ?? '', factor: axis.factor, values: valuesOf(axis) }));
  return { population, policy, date, vary, ...(weight === null ? {} : { weight }), ...(workers === undefined ? {} : { workers }) };
};
