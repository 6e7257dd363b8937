/** A fact as it stands in a case, for reading: the digits of numbers are grouped where its type is known. */
import type { Json, ScalarInput } from '../../../engine/model/index.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { t } from '../../copy/t.ts';

export const factText = (value: Json | undefined, type?: ScalarInput): string => {
  if (value === undefined || value === null) return t('value.none');
  if (typeof value === 'object') return JSON.stringify(value);
  const isNumber = type?.type === 'decimal' || type?.type === 'integer';
  return isNumber ? exactText(String(value)) : String(value);
};
