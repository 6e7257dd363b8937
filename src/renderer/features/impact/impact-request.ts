/** What a person asks of an impact analysis while they fill in the form, and what is still wrong with it. */
import type { InputOf } from '../../../engine/contract.ts';
import { t } from '../../copy/t.ts';
import { type MeasuresForm, measuresRequest, missingMeasures, type PlacedMessages } from './measures/measures-form.ts';

export const REFORMS_MAX = 8;

/** `date` empty: the baseline's date. */
export type ReformChoice = { readonly key: number; readonly reference: string | null; readonly date: string };

export type ImpactForm = {
  readonly population: string | null;
  readonly baseline: string | null;
  readonly date: string;
  readonly reforms: readonly ReformChoice[];
  readonly by: readonly string[];
  readonly measures: MeasuresForm;
  readonly workers: number | undefined;
};

/** Messages by field; a reform's by its key. */
export type FormProblems = {
  readonly population?: string;
  readonly baseline?: string;
  readonly date?: string;
  readonly reforms: { readonly [key: number]: string };
  readonly measures: PlacedMessages;
};

const reformProblem = ({ reference, date }: ReformChoice, form: ImpactForm): string | undefined => {
  if (reference === null) return t('setup.reformMissing');
  const sameDate = date === '' || date === form.date;
  return reference === form.baseline && sameDate ? t('setup.reformSame') : undefined;
};

export const problemsOf = (form: ImpactForm): FormProblems => ({
  ...(form.population === null ? { population: t('setup.populationMissing') } : {}),
  ...(form.baseline === null ? { baseline: t('setup.baselineMissing') } : {}),
  ...(form.date === '' ? { date: t('setup.dateMissing') } : {}),
  reforms: Object.fromEntries(
    form.reforms.flatMap((reform) => {
      const problem = reformProblem(reform, form);
      return problem === undefined ? [] : [[reform.key, problem]];
    }),
  ),
  measures: missingMeasures(form.measures),
});

/** The request, or undefined while something is missing. */
export const requestOf = (form: ImpactForm): InputOf<'impact.start'> | undefined => {
  const { population, baseline, date, by, workers } = form;
  const wrong = problemsOf(form);
  const isWrong = [wrong.reforms, wrong.measures].some((messages) => Object.keys(messages).length > 0);
  if (population === null || baseline === null || date === '' || isWrong) return undefined;
  const reforms = form.reforms.flatMap((reform) =>
    reform.reference === null ? [] : [{ reference: reform.reference, ...(reform.date === '' ? {} : { date: reform.date }) }],
  );
  const measures = measuresRequest(form.measures);
  return { population, baseline, date, reforms, by: [...by], measures, ...(workers === undefined ? {} : { workers }) };
};
