/** What a person is asked: a text as it is, the fields of an object by name, anything else as JSON. */
import type { Json } from '../../../engine/model/index.ts';
import { CodeView } from '../../components/code-view.tsx';
import { Facts } from '../../components/facts.tsx';
import { JsonDisclosure } from '../../components/json-disclosure.tsx';
import { t } from '../../copy/t.ts';
import classes from './approval.module.css';

const isPlain = (value: Json): value is string | number | boolean | null => typeof value !== 'object' || value === null;

export const QuestionView = ({ question }: { readonly question: Json }) => {
  if (question === null) return <p className={classes.question}>{t('approval.noQuestion')}</p>;
  if (isPlain(question)) return <p className={classes.question}>{String(question)}</p>;
  if (Array.isArray(question)) return <CodeView label={t('approval.question')} text={JSON.stringify(question, null, 2)} maxHeight={320} />;
  return (
    <Facts
      facts={Object.entries(question).map(([name, value]) => [
        name,
        isPlain(value) ? String(value ?? t('value.none')) : <JsonDisclosure key={name} label={t('approval.show')} value={value} />,
      ])}
    />
  );
};
