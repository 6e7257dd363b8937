/** A document with mistakes: each with its place and, where there is one, the change that mends it; below, the text with the places underlined. */
import { useMemo } from 'react';
import type { Problem } from '../../../engine/model/index.ts';
import { CodeView } from '../../components/code-view.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { mended, problemMarks } from '../../components/problem-marks.ts';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { t } from '../../copy/t.ts';

type Props = {
  readonly label: string;
  readonly body: string;
  readonly problems: readonly Problem[];
  /** Given the text with one mistake mended. */
  readonly onMend: (body: string) => void;
  /** Of the text and of the list, in pixels. */
  readonly maxHeight: number;
};

export const MendedDocument = ({ label, body, problems, onMend, maxHeight }: Props) => {
  const marks = useMemo(() => problemMarks(body, problems), [body, problems]);
  return (
    <>
      <ScrollFrame label={t('document.tab.mistakes')} maxHeight={maxHeight}>
        <div style={{ padding: '4px 12px' }}>
          <ProblemList problems={problems} onMend={(edit) => onMend(mended(body, edit))} />
        </div>
      </ScrollFrame>
      <div style={{ marginTop: 12 }}>
        <CodeView label={t('document.textOf', { document: label })} text={body} marks={marks} maxHeight={maxHeight} />
      </div>
    </>
  );
};
