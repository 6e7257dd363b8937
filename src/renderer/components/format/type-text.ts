/** A declared type in words: "decimal, 2 digits, 0 to 1000000 EUR". */
import type { Decision, InputType, ScalarInput } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { exactText } from './exact-text.ts';

type Bounds = { readonly min?: string | number; readonly max?: string | number };

const boundText = (bound: string | number): string => exactText(String(bound));

const boundsOf = ({ min, max }: Bounds): string | undefined => {
  if (min !== undefined && max !== undefined) return t('type.between', { min: boundText(min), max: boundText(max) });
  if (min !== undefined) return t('type.atLeast', { min: boundText(min) });
  if (max !== undefined) return t('type.atMost', { max: boundText(max) });
  return undefined;
};

const detailsOf = (type: ScalarInput): readonly (string | undefined)[] => {
  switch (type.type) {
    case 'decimal':
      return [type.scale === undefined ? undefined : t('type.digits', { scale: type.scale }), boundsOf(type)];
    case 'integer':
    case 'date':
      return [boundsOf(type)];
    case 'enum':
      return [];
    case 'boolean':
    case 'string':
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'days and time duration':
      return [];
  }
};

export const typeText = (type: InputType | Decision): string => {
  if (type.type === 'list') return 'items' in type ? t('type.listOf', { items: typeText(type.items) }) : t('type.list');
  const nullable = type.nullable === true ? t('type.nullable') : undefined;
  const kind = type.type === 'enum' ? t('type.enum', { values: type.values.join(', ') }) : t(`type.${type.type}`);
  return [kind, ...detailsOf(type), type.unit, nullable].filter((part) => part !== undefined).join(' · ');
};
