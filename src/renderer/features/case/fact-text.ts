/** A fact as it stands in a case, for reading. */
import type { Json } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';

export const factText = (value: Json | undefined): string => {
  if (value === undefined || value === null) return t('value.none');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
