/** What the author of a sound document may want to know: what nobody reads in it, what is decided more slowly and why. Nothing, where there is nothing. */
import { ProblemList } from '../../components/problem-list.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';

export const DocumentNotes = ({ body }: { readonly body: string }) => {
  const { value } = useQuery('document.check', { body });
  if (value === undefined || value.problems.length > 0 || value.notes.length === 0) return null;
  return (
    <Section title={t('notes.title')} description={t('notes.text')}>
      <ProblemList problems={value.notes} />
    </Section>
  );
};
