/** What cases are grouped by, in words: "income:quantiles=5" is "income (5 groups of equal size)". */
import { t } from '../../copy/t.ts';

const CUT = /^(.+):quantiles=(\d+)$/s;

const fieldText = (field: string): string => {
  const [, name, count] = CUT.exec(field) ?? [];
  return name === undefined || count === undefined ? field : t('groups.cut', { field: name, count });
};

export const groupingText = (by: string): string => by.split('+').map(fieldText).join(' + ');
