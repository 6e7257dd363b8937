/** The statements of a verdict, one below the other: each with an icon, a sentence, and what it rests on. */
import { IconAlertTriangle, IconAnchor, IconEyeOff, IconListCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Anchor, TrustStatement } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import { Fingerprint } from './fingerprint.tsx';
import { HashText } from './hash-text.tsx';
import { numbered } from './numbered.ts';
import classes from './trust-statements.module.css';
import { inOrderOfNeed, type TrustSubject, trustText } from './trust-text.ts';

const ICONS: { readonly [kind in TrustStatement['kind']]: typeof IconAnchor } = {
  consistent: IconListCheck,
  inconsistent: IconAlertTriangle,
  anchored: IconAnchor,
  contradicted: IconAlertTriangle,
  unanchored: IconEyeOff,
};

const anchorOf = (statement: TrustStatement): Anchor | undefined => ('anchor' in statement ? statement.anchor : undefined);

const rootOf = (statement: TrustStatement): string | undefined =>
  statement.kind === 'consistent' ? statement.root : anchorOf(statement)?.root;

type Props = {
  readonly statements: readonly TrustStatement[];
  readonly subject: TrustSubject;
  /** What can be done where nothing outside vouches. */
  readonly next?: ReactNode;
};

type StatementProps = { readonly statement: TrustStatement; readonly subject: TrustSubject; readonly next: ReactNode };

const Statement = ({ statement, subject, next }: StatementProps) => {
  const Icon = ICONS[statement.kind];
  const { tone, title, text, restsOn } = trustText(statement, subject);
  const fingerprint = anchorOf(statement)?.fingerprint;
  const root = rootOf(statement);
  return (
    <li className={`${classes.statement} ${classes[tone]}`}>
      <Icon size={20} stroke={1.7} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        <p className={classes.text}>{text}</p>
        <p className={classes.rests}>{t('trust.restsOn', { restsOn })}</p>
        {root !== undefined && (
          <p className={classes.rests}>
            {t('trust.root')} <HashText hash={root} of={t('trust.root')} whole />
          </p>
        )}
        {fingerprint !== undefined && (
          <div className={classes.rests}>
            {t('trust.fingerprint')} <Fingerprint hex={fingerprint} of={t('trust.fingerprint')} />
          </div>
        )}
        {statement.kind === 'unanchored' && statement.entries > 0 && next}
      </div>
    </li>
  );
};

export const TrustStatements = ({ statements, subject, next }: Props) => (
  <ul className={classes.list} aria-label={t('trust.statements')}>
    {numbered(inOrderOfNeed(statements)).map(({ number, item }) => (
      <Statement key={number} statement={item} subject={subject} next={next} />
    ))}
  </ul>
);
