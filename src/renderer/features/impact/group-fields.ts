/** Fields that units can be grouped by: columns of the population and decisions of the baseline that take few values. */
import type { InputTypes, PolicyDocument } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';

/** Money and dates would make groups of one. */
const GROUPABLE: ReadonlySet<string> = new Set(['enum', 'boolean', 'integer', 'string']);

type Named = { readonly type: string; readonly label?: string };

const itemsOf = (fields: readonly (readonly [string, Named])[]) =>
  fields
    .filter(([, { type }]) => GROUPABLE.has(type))
    .map(([name, { label }]) => ({ value: name, label: label === undefined ? name : `${name} · ${label}` }));

/** In groups, as a Mantine select takes them. A decision wins over a column of its name, as it does in the engine. */
export const groupFields = (columns: InputTypes | undefined, policy: PolicyDocument | undefined) => {
  const decisions = Object.entries(policy?.decisions ?? {}).filter(([, { of }]) => of === undefined);
  const decided = new Set(decisions.map(([name]) => name));
  const stored = Object.entries(columns ?? {}).filter(([name]) => !decided.has(name));
  return [
    { group: t('setup.by.columns'), items: itemsOf(stored) },
    { group: t('setup.by.decisions'), items: itemsOf(decisions) },
  ].filter(({ items }) => items.length > 0);
};
