/** What a person is asked: a text as it is, the fields of an object by name, those inside of it too; lists of short things line by line, what is not that simple as JSON. */
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { spelled } from '../../components/format/spelled.ts';
import { numbered } from '../../components/numbered.ts';
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

/** Short enough for one line: "age 40, earned 0". */
const LINE_MAX = 4;
const lineOf = (value: Json): string | undefined => {
  if (isPlain(value)) return plainText(value);
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length > LINE_MAX) return undefined;
  const parts = entries.map(([name, inside]) => (isPlain(inside) ? `${spelled(name).toLowerCase()} ${plainText(inside)}` : undefined));
  return parts.includes(undefined) ? undefined : parts.join(', ');
};

const Value = ({ value, depth }: { readonly value: Json; readonly depth: number }) => {
  if (isPlain(value)) return plainText(value);
  if (depth > 0 && isObject(value) && lineOf(value) !== undefined) return lineOf(value);
  if (isObject(value) && depth < DEPTH_MAX && Object.keys(value).length > 0) {
    return (
      <Facts
        facts={Object.entries(value).map(([name, inside]) => [spelled(name), <Value key={name} value={inside} depth={depth + 1} />])}
      />
    );
  }
  const items = Array.isArray(value) ? value.map(lineOf) : [lineOf(value)];
  if (items.length === 0) return t('value.none');
  if (!items.includes(undefined)) return numbered(items).map(({ number, item }) => <div key={number}>{item}</div>);
  return <pre className={classes.json}>{JSON.stringify(value, null, 2)}</pre>;
};

export const QuestionView = ({ question }: { readonly question: Json }) => {
  if (question === null) return <p className={classes.question}>{t('approval.noQuestion')}</p>;
  if (isPlain(question)) return <p className={classes.question}>{plainText(question)}</p>;
  return <Value value={question} depth={0} />;
};
