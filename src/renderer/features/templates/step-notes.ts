/** What a template's step says of itself, in a few words each: what it calls, whom it waits for, how often it tries, how long it may take. */
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
const listOf = (value: Json | undefined): string => (Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : '');

const joinText = (join: Json | undefined): string | undefined => {
  if (join === 'any') return t('outline.joinAny');
  return isObject(join) && typeof join.atLeast === 'number' ? t('outline.joinAtLeast', { count: join.atLeast }) : undefined;
};

const tolerated = (failures: Json | undefined): string | undefined => {
  if (!isObject(failures)) return undefined;
  const parts = [
    typeof failures.count === 'number' ? t('outline.tolerateCount', { count: failures.count }) : undefined,
    typeof failures.percentage === 'number' ? t('outline.toleratePercentage', { percentage: String(failures.percentage) }) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : t('outline.tolerate', { limits: parts.join(', ') });
};

const retryText = (retry: Json | undefined): string | undefined => {
  if (typeof retry === 'string') return t('outline.retry', { retry });
  if (!isObject(retry)) return undefined;
  const attempts = textOf(retry.maximumAttempts) ?? '1';
  return t('outline.attempts', { attempts, exhausted: textOf(retry.exhausted) ?? 'fail' });
};

const timeoutText = (timeouts: Json | undefined): string | undefined =>
  isObject(timeouts)
    ? t('outline.timeouts', {
        timeouts: Object.entries(timeouts)
          .map(([name, limit]) => `${name} ${String(limit)}`)
          .join(', '),
      })
    : undefined;

const choiceLines = (step: JsonObject): readonly string[] => {
  if (!Array.isArray(step.choices)) return [];
  const choices: readonly Json[] = step.choices;
  return [
    ...choices.flatMap((choice) =>
      isObject(choice) ? [t('outline.when', { when: textOf(choice.when) ?? '', then: listOf(choice.then) })] : [],
    ),
    t('outline.otherwise', { then: listOf(step.default) }),
  ];
};

const named = (key: Parameters<typeof t>[0], value: Json | undefined): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : t(key, { value: text });
};

export const stepNotes = (step: JsonObject): readonly string[] =>
  [
    Array.isArray(step.needs) && step.needs.length > 0 ? t('step.needs', { steps: listOf(step.needs) }) : undefined,
    joinText(step.join),
    named('outline.run', step.run),
    named('outline.policy', step.policy),
    named('outline.template', step.template),
    named('outline.items', step.items),
    named('outline.while', step.while),
    named('outline.for', step.for),
    named('outline.until', step.until),
    named('outline.signal', step.signal),
    Array.isArray(step.roles) ? t('outline.roles', { value: listOf(step.roles) }) : undefined,
    named('outline.due', step.due),
    tolerated(step.tolerateFailures),
    retryText(step.retry),
    timeoutText(step.timeouts),
    isObject(step.compensate) ? named('outline.compensate', step.compensate.run) : undefined,
    ...choiceLines(step),
  ].filter((note) => note !== undefined);
