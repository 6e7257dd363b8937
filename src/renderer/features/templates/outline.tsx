/** A template's steps as an outline: what runs after what, what stands in branches, items and rounds, and what is wrong with each. */
import type { Problem } from '../../../engine/model/index.ts';
import { sentence } from '../../components/format/sentence.ts';
import { t } from '../../copy/t.ts';
import classes from './outline.module.css';
import { StepIcon } from './step-icon.tsx';
import { stepNotes } from './step-notes.ts';
import type { OutlineRow } from './template-steps.ts';

const INDENT_PX = 18;

type Props = {
  readonly rows: readonly OutlineRow[];
  readonly problems: readonly Problem[];
  /** The pointer of the step that is shown in the text. */
  readonly selected: string | undefined;
  readonly onSelect: (pointer: string) => void;
};

const blockText = ({ block, name }: Extract<OutlineRow, { readonly type: 'block' }>): string => {
  switch (block) {
    case 'branch':
      return t('outline.branch', { name });
    case 'items':
      return t('outline.eachItem');
    case 'rounds':
      return t('outline.rounds');
  }
};

/** Problems of a step itself, not of those inside of it. */
const problemsAt = (row: OutlineRow, rows: readonly OutlineRow[], problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ pointer = '' }) => {
    if (pointer !== row.key && !pointer.startsWith(`${row.key}/`)) return false;
    return !rows.some(({ key }) => key.length > row.key.length && (pointer === key || pointer.startsWith(`${key}/`)));
  });

const Step = ({
  row,
  wrong,
  isSelected,
  onSelect,
}: {
  readonly row: Extract<OutlineRow, { readonly type: 'step' }>;
  readonly wrong: readonly Problem[];
  readonly isSelected: boolean;
  readonly onSelect: (pointer: string) => void;
}) => {
  const type = typeof row.step.type === 'string' ? row.step.type : '';
  const title = typeof row.step.title === 'string' ? row.step.title : row.name;
  return (
    <button type="button" className={classes.step} aria-pressed={isSelected} onClick={() => onSelect(row.key)}>
      <span className={classes.line}>
        <StepIcon type={type} />
        <strong>{title}</strong>
        <code className="mono">{`${row.name} · ${type}`}</code>
      </span>
      {stepNotes(row.step).map((note) => (
        <span key={note} className={classes.note}>
          {note}
        </span>
      ))}
      {wrong.map(({ message, pointer }) => (
        <span key={`${pointer} ${message}`} className={classes.wrong}>
          {t('outline.wrong', { message: sentence(message) })}
        </span>
      ))}
    </button>
  );
};

export const Outline = ({ rows, problems, selected, onSelect }: Props) => (
  <ol className={classes.outline} aria-label={t('outline.title')}>
    {rows.map((row) => (
      <li key={row.key} style={{ marginInlineStart: row.depth * INDENT_PX }} className={row.type === 'block' ? classes.block : undefined}>
        {row.type === 'block' ? (
          blockText(row)
        ) : (
          <Step row={row} wrong={problemsAt(row, rows, problems)} isSelected={row.key === selected} onSelect={onSelect} />
        )}
      </li>
    ))}
  </ol>
);
