/** The verdict on a file: accepted or refused in word, sign and frame; every check with what it found; what it rests on; what it does not prove. */
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconListCheck, IconOctagonFilled } from '@tabler/icons-react';
import type { Check, FileVerdict } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { momentsIn } from '../../components/format/moments-in.ts';
import { sentence } from '../../components/format/sentence.ts';
import { HashText } from '../../components/hash-text.tsx';
import { numbered } from '../../components/numbered.ts';
import { Section } from '../../components/section.tsx';
import { TrustStatements } from '../../components/trust-statements.tsx';
import { counted, t } from '../../copy/t.ts';
import { checksInOrder, countsOf } from './check-order.ts';
import classes from './file-verdict-view.module.css';

const ICONS: { readonly [outcome in Check['outcome']]: readonly [Icon: typeof IconCircleX, tone: string | undefined] } = {
  good: [IconCircleCheck, classes.good],
  bad: [IconCircleX, classes.bad],
  'not-checked': [IconCircleDashed, classes.unknown],
};

const CheckLine = ({ check: { what, outcome, found } }: { readonly check: Check }) => {
  const [Icon, tone] = ICONS[outcome];
  return (
    <li className={`${classes.check} ${tone}`}>
      <Icon size={18} stroke={1.8} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.what}>
          <span className={classes.outcome}>{t(`check.${outcome}`)}</span> {what}
        </p>
        <p className={classes.found}>{sentence(momentsIn(found))}</p>
      </div>
    </li>
  );
};

const Banner = ({ verdict }: { readonly verdict: FileVerdict }) => {
  const refused = verdict.verdict === 'refused';
  const { bad, open } = countsOf(verdict.checks);
  const Icon = refused ? IconOctagonFilled : IconListCheck;
  return (
    <div role={refused ? 'alert' : 'group'} className={refused ? `${classes.banner} ${classes.refused}` : classes.banner}>
      <Icon size={26} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.headline}>{t(refused ? 'fileVerdict.refused' : 'fileVerdict.accepted')}</p>
        <p className={classes.found}>
          {refused ? counted('fileVerdict.bad', bad) : t('fileVerdict.acceptedText')}
          {open > 0 && ` ${counted('fileVerdict.open', open)}`}
        </p>
      </div>
    </div>
  );
};

export const FileVerdictView = ({ verdict }: { readonly verdict: FileVerdict }) => (
  <div className={classes.verdict}>
    <Banner verdict={verdict} />
    <div className={classes.facts}>
      <Facts
        facts={[
          [t('fileVerdict.file'), verdict.name],
          [t('fileVerdict.kind'), t(`fileVerdict.kind.${verdict.kind}`)],
          [t('written.sha256'), <HashText key="sha256" hash={verdict.sha256} of={t('written.sha256')} whole />],
        ]}
      />
    </div>
    <Section title={t('fileVerdict.checks')}>
      <ul className={classes.checks}>
        {numbered(checksInOrder(verdict.checks)).map(({ number, item }) => (
          <CheckLine key={number} check={item} />
        ))}
      </ul>
    </Section>
    {verdict.statements.length > 0 && (
      <Section title={t('fileVerdict.statements')} description={t('fileVerdict.statementsText')}>
        <TrustStatements statements={verdict.statements} subject="file" />
      </Section>
    )}
    <Section title={t('fileVerdict.limits')}>
      <ul className={classes.limits}>
        {verdict.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Section>
  </div>
);
