/** Rows of an appeal's form: a fact, what it was decided with, and the corrected value. */
import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Problem } from '../../../engine/model/index.ts';
import { typeText } from '../../components/format/type-text.ts';
import { ProblemText } from '../../components/problem-text.tsx';
import { t } from '../../copy/t.ts';
import type { Correctable, Correction } from './evidence-draft.ts';
import { factText } from './fact-text.ts';

const CORRECTIONS_MAX = 50;

type Props = {
  readonly facts: readonly Correctable[];
  readonly corrections: readonly Correction[];
  readonly problems: ReadonlyMap<number, Problem>;
  readonly onChange: (corrections: readonly Correction[]) => void;
};

type ValueProps = {
  readonly fact: Correctable | undefined;
  readonly label: string;
  readonly value: string;
  readonly problem: Problem | undefined;
  readonly onChange: (value: string) => void;
};

/** The control that fits the fact's type. */
const ValueField = ({ fact, label, value, problem, onChange }: ValueProps) => {
  const error = problem === undefined ? undefined : <ProblemText problems={[problem]} />;
  const common = { flex: 1, miw: 0, label, error, description: fact === undefined ? t('appeal.valueAfterFact') : typeText(fact.type) };
  const missing = fact?.type.nullable === true ? [{ value: '', label: t('value.none') }] : [];
  switch (fact?.type.type) {
    case 'boolean':
    case 'enum': {
      const texts = fact.type.type === 'enum' ? fact.type.values : ['true', 'false'];
      return (
        <Select
          {...common}
          data={[...texts.map((text) => ({ value: text, label: text })), ...missing]}
          value={value === '' && missing.length === 0 ? null : value}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    }
    default:
      return (
        <TextInput
          {...common}
          type={fact?.type.type === 'date' ? 'date' : 'text'}
          disabled={fact === undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
};

export const CorrectionRows = ({ facts, corrections, problems, onChange }: Props) => {
  const change = (key: number, changed: Partial<Correction>): void =>
    onChange(corrections.map((correction) => (correction.key === key ? { ...correction, ...changed } : correction)));
  const add = (): void => onChange([...corrections, { key: Math.max(...corrections.map(({ key }) => key)) + 1, fact: null, value: '' }]);
  const taken = new Set(corrections.map(({ fact }) => fact));

  return (
    <Stack gap="sm">
      {corrections.map(({ key, fact: id, value }, index) => {
        const fact = facts.find((candidate) => candidate.id === id);
        return (
          <Group key={key} align="flex-start" gap="xs" wrap="nowrap">
            <Select
              flex={1}
              miw={0}
              searchable
              label={t('appeal.fact', { number: index + 1 })}
              description={fact === undefined ? t('appeal.factText') : t('appeal.current', { value: factText(fact.current) })}
              placeholder={t('appeal.factChoose')}
              data={facts
                .filter((candidate) => candidate.id === id || !taken.has(candidate.id))
                .map((candidate) => ({ value: candidate.id, label: candidate.label }))}
              value={id}
              title={fact?.label ?? ''}
              onChange={(chosen) => change(key, { fact: chosen, value: '' })}
            />
            <ValueField
              fact={fact}
              label={t('appeal.value', { number: index + 1 })}
              value={value}
              problem={problems.get(key)}
              onChange={(changed) => change(key, { value: changed })}
            />
            <ActionIcon
              mt={40}
              size={32}
              variant="subtle"
              color="gray"
              disabled={corrections.length === 1}
              aria-label={t('appeal.remove', { number: index + 1 })}
              onClick={() => onChange(corrections.filter((correction) => correction.key !== key))}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          </Group>
        );
      })}
      <Button variant="default" disabled={corrections.length >= CORRECTIONS_MAX} onClick={add} style={{ alignSelf: 'flex-start' }}>
        {t('appeal.add')}
      </Button>
    </Stack>
  );
};
