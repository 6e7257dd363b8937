/** One side of a comparison in words: "Housing support at 1 Mar 2025". */
import { formatDate } from '../../components/format/moment.ts';
import { t } from '../../copy/t.ts';

export const sideText = ({ title, date }: { readonly title: string; readonly date: string }): string =>
  t('impact.side', { title, date: formatDate(date) });
