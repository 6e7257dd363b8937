/** The functions that a policy's decisions share: parameters, and the FEEL expression of each. */
import type { PolicyDocument, PolicyFunction } from '../../../engine/model/index.ts';
import { typeText } from '../../components/format/type-text.ts';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import classes from './tables.module.css';

const describe = (own: PolicyFunction): string => {
  const parameters = own.parameters.map((parameter) => `${parameter.name} (${typeText(parameter)})`).join(', ');
  return [own.label, typeText(own), t('function.of', { parameters }), own.source].filter((part) => part !== undefined).join(' · ');
};

export const FunctionList = ({ policy }: { readonly policy: PolicyDocument }) =>
  Object.entries(policy.functions ?? {}).map(([name, own]) => (
    <Section key={name} title={name} description={describe(own)}>
      <code className={classes.feel}>{own.feel}</code>
    </Section>
  ));
