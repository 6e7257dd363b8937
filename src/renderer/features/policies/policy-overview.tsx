/** What a policy is about, at a glance. */
import { Text } from '@mantine/core';
import type { PolicyDocument } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { counted, t } from '../../copy/t.ts';

export const PolicyOverview = ({ policy }: { readonly policy: PolicyDocument }) => (
  <>
    {policy.description !== undefined && (
      <Text mb="md" maw="72ch">
        {policy.description}
      </Text>
    )}
    <Facts
      facts={[
        [t('policy.unit'), policy.unit],
        [t('policy.period'), t(`policy.period.${policy.period}`)],
        [
          t('policy.outcome'),
          <code className="mono" key="outcome">
            {policy.outcome}
          </code>,
        ],
        [
          t('policy.amounts'),
          <code className="mono" key="amounts">
            {policy.amounts.join(', ')}
          </code>,
        ],
        [t('policy.source'), policy.source ?? t('value.none')],
        [t('policy.inputs'), counted('policy.inputCount', Object.keys(policy.inputs).length)],
        [t('policy.parameters'), counted('policy.parameterCount', Object.keys(policy.parameters).length)],
        [t('policy.decisions'), counted('policy.decisionCount', Object.keys(policy.decisions).length)],
        [t('policy.tests'), counted('policy.testCount', policy.tests.length)],
      ]}
    />
  </>
);
