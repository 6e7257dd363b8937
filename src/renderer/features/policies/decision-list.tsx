/** A policy's decisions: the FEEL expression or the decision table of each, and how it changes by date. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Decision, DecisionLogic, PolicyDocument } from '../../../engine/model/index.ts';
import { formatDate } from '../../components/format/moment.ts';
import { typeText } from '../../components/format/type-text.ts';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { DecisionTableView } from './decision-table-view.tsx';
import classes from './tables.module.css';

type Dated = { readonly from: string | undefined; readonly logic: DecisionLogic };

/** A decision's logic, then what replaces it from which date. */
const logicOf = (decision: Decision): readonly Dated[] => {
  const first: readonly Dated[] =
    decision.feel !== undefined
      ? [{ from: undefined, logic: { feel: decision.feel } }]
      : decision.table !== undefined
        ? [{ from: undefined, logic: { table: decision.table } }]
        : [];
  const later = Object.entries(decision.from ?? {}).map(([from, logic]) => ({ from, logic }));
  return [...first, ...later.sort((one, other) => one.from.localeCompare(other.from))];
};

const Logic = ({ name, dated }: { readonly name: string; readonly dated: Dated }) => (
  <div>
    {dated.from !== undefined && (
      <Text size="sm" fw={600} mb={4}>
        {t('decision.from', { date: formatDate(dated.from) })}
      </Text>
    )}
    {'feel' in dated.logic ? (
      <code className={classes.feel}>{dated.logic.feel}</code>
    ) : (
      <DecisionTableView name={name} table={dated.logic.table} />
    )}
  </div>
);

const marksOf = (policy: PolicyDocument, name: string): readonly string[] => [
  ...(policy.outcome === name ? [t('policy.outcome')] : []),
  ...(policy.amounts.includes(name) ? [t('decision.amount')] : []),
];

const describe = (decision: Decision): string =>
  [decision.label, typeText(decision), decision.of === undefined ? undefined : t('decision.of', { of: decision.of }), decision.source]
    .filter((part) => part !== undefined)
    .join(' · ');

/** The outcome and the amounts first: they are what the others are for. */
const ordered = ({ decisions, outcome, amounts }: PolicyDocument): readonly (readonly [name: string, decision: Decision])[] => {
  const first = new Set([outcome, ...amounts]);
  const entries = Object.entries(decisions);
  const leading = [...first].flatMap((name) => entries.filter(([known]) => known === name));
  return [...leading, ...entries.filter(([name]) => !first.has(name))];
};

export const DecisionList = ({ policy }: { readonly policy: PolicyDocument }) =>
  ordered(policy).map(([name, decision]) => (
    <Section
      key={name}
      title={name}
      description={describe(decision)}
      actions={
        <Group gap={6}>
          {marksOf(policy, name).map((mark) => (
            <Badge key={mark} variant="light" miw="max-content" radius="sm" tt="none" fw={500}>
              {mark}
            </Badge>
          ))}
        </Group>
      }
    >
      <Stack gap="sm">
        {logicOf(decision).map((dated) => (
          <Logic key={dated.from ?? ''} name={name} dated={dated} />
        ))}
      </Stack>
    </Section>
  ));
