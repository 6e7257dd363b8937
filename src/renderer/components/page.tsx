/** Frame of every screen: the way back, a heading that takes the focus when the screen opens, its actions, its content. */
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../copy/t.ts';
import { useNavigation } from '../state/navigation.ts';
import classes from './page.module.css';

type Props = {
  readonly title: string;
  /** A line under the heading. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** Screens below a section's first one have a way back. */
  readonly withBack?: boolean;
  readonly children: ReactNode;
};

export const Page = ({ title, subtitle, actions, withBack = false, children }: Props) => {
  const back = useNavigation((state) => state.back);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = t('app.windowTitle', { screen: title });
  }, [title]);

  return (
    <article className={classes.page}>
      <header className={classes.header}>
        {withBack && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('action.back')} onClick={back}>
            <IconArrowLeft size={18} aria-hidden="true" />
          </ActionIcon>
        )}
        <div className={classes.titles}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
          {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        <div className={classes.actions}>{actions}</div>
      </header>
      {children}
    </article>
  );
};
