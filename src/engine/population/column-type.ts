/** Which declared types a population has columns of: all but times and durations, which reach a policy case by case or are computed in it. */
import type { ScalarType, TemporalType } from '../model/value-type.ts';

const TEMPORAL: ReadonlySet<string> = new Set<TemporalType['type']>([
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
]);

export const isColumnType = (type: ScalarType): type is Exclude<ScalarType, TemporalType> => !TEMPORAL.has(type.type);

export const NO_COLUMN = 'a population has columns of numbers, texts, booleans and dates';

/** For code behind the check of a population's types. */
export const noColumnOf = (type: TemporalType): TypeError => new TypeError(`a population has no column of the type ${type.type}`);
