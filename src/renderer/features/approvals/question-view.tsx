/** What a person is asked: a text as it is, the fields of an object by name, those inside of it too; what is not that simple as JSON. */
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { t } from '../../copy/t.ts';
import classes from './approval.module.css';

/** Further inside, fields by name would stand too far to the right to be read. */
const DEPTH_MAX = 2;

const isPlain = (value: Json): value is string | number | boolean | null => typeof value !== 'object' || value === null;
const isObject = (value: Json): value is JsonObject => !isPlain(value) && !Array.isArray(value);

const plainText = (value: string | number | boolean | null): string => {
  if (typeof value === 'boolean') return t(value ? 'schema.yes' : 'schema.no');
  return value === null || value === '' ? t('value.none') : String(value);
};

const Value = ({ value, depth }: { readonly value: Json; readonly depth: number }) => {
  if (isPlain(value)) return plainText(value);
  if (isObject(value) && depth < DEPTH_MAX && Object.keys(value).length > 0) {
    return <Facts facts={Object.entries(value).map(([name, inside]) => [name, <Value key={name} value={inside} depth={depth + 1} />])} />;
  }
  if (Array.isArray(value) && value.every(isPlain)) return value.length === 0 ? t('value.none') : value.map(plainText).join(', ');
  return <pre className={classes.json}>{JSON.stringify(value, null, 2)}</pre>;
};

export const QuestionView = ({ question }: { readonly question: Json }) => {
  if (question === null) return <p className={classes.question}>{t('approval.noQuestion')}</p>;
  if (isPlain(question)) return <p className={classes.question}>{plainText(question)}</p>;
  return <Value value={question} depth={0} />;
};
