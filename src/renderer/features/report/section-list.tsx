/** The sections of a report: which are in, and in which order. */
import { ActionIcon, Checkbox, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportSectionId } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { canMove, isFixed, type ReportDraft, withIncluded, withMoved } from './report-draft.ts';
import classes from './section-list.module.css';

type Props = { readonly draft: ReportDraft; readonly onChange: (draft: ReportDraft) => void };

const MOVES = [
  { by: -1, Icon: IconArrowUp, key: 'report.moveUp' },
  { by: 1, Icon: IconArrowDown, key: 'report.moveDown' },
] as const;

export const SectionList = ({ draft, onChange }: Props) => {
  const [told, setTold] = useState('');
  const move = (id: ReportSectionId, by: -1 | 1, button: HTMLElement): void => {
    const moved = withMoved(draft, id, by);
    onChange(moved);
    setTold(t('report.moved', { section: t(`report.section.${id}`), place: moved.sections.findIndex((section) => section.id === id) + 1 }));
    // Whoever moves a section by the keyboard moves it on: its line is put elsewhere, which may take the focus from it.
    requestAnimationFrame(() => button.focus());
  };
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{t('report.sections')}</legend>
      <ol className={classes.list}>
        {draft.sections.map(({ id, included }) => (
          <li key={id} className={classes.section}>
            <Checkbox
              label={t(`report.section.${id}`)}
              checked={included}
              disabled={isFixed(id)}
              onChange={(event) => onChange(withIncluded(draft, id, event.currentTarget.checked))}
              className={classes.choice}
            />
            {isFixed(id) ? (
              <span className={classes.fixed}>{t('report.always')}</span>
            ) : (
              MOVES.map(({ by, Icon, key }) => (
                <ActionIcon
                  key={key}
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t(key, { section: t(`report.section.${id}`) })}
                  aria-disabled={!canMove(draft, id, by)}
                  {...(canMove(draft, id, by) ? {} : { 'data-disabled': true })}
                  onClick={(event) => move(id, by, event.currentTarget)}
                >
                  <Icon size={15} aria-hidden="true" />
                </ActionIcon>
              ))
            )}
          </li>
        ))}
      </ol>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </fieldset>
  );
};
