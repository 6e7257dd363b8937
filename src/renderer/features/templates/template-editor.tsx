/** A template as a drawing, and as an outline of its steps beside its text. A draft, or a new version of what is published, is written here and checked as it is. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import type { Json } from '../../../engine/model/index.ts';
import { CodeEditor, type Shown } from '../../components/code-editor.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { mended, problemMarks } from '../../components/problem-marks.ts';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { counted, t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useGoOn } from '../../state/use-go-on.ts';
import { useQuery } from '../../state/use-query.ts';
import { useSettled } from '../../state/use-settled.ts';
import { nextVersion } from './next-version.ts';
import classes from './outline.module.css';
import { Outline } from './outline.tsx';
import { pointerRange } from './pointer-range.ts';
import { TemplateGraph } from './template-graph.tsx';
import { templateSteps } from './template-steps.ts';

type Document = AnswerOf<'document.get'>;

const HEIGHT_PX = 640;
const MISTAKES_HEIGHT_PX = 220;
const NO_PROBLEMS: AnswerOf<'document.check'>['problems'] = [];

/** As far as the text is JSON; undefined where it is not, and the drawing and the outline stay as they were. */
const parsedOf = (text: string): Json | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A published document is kept in its one canonical form, which is a single line; a draft stays as it was written. */
const written = ({ state, body }: Document): string => (state === 'draft' ? body : JSON.stringify(JSON.parse(body), null, 2));

export const TemplateEditor = ({ document }: { readonly document: Document }) => {
  const goOn = useGoOn();
  const save = useCommand('document.add');
  const stored = useMemo(() => written(document), [document]);
  const [taken, setTaken] = useState(stored);
  const [text, setText] = useState(stored);
  const [isBegun, setIsBegun] = useState(false);
  const editable = document.state === 'draft' || isBegun;
  const [selected, setSelected] = useState<string>();
  const [shown, setShown] = useState<Shown>();
  // Saved here or elsewhere: the text on screen follows unless somebody has typed on.
  if (stored !== taken) {
    setTaken(stored);
    if (text === taken) setText(stored);
  }
  const settled = useSettled(text);
  const checked = useQuery('document.check', { body: settled });
  const problems = checked.stale ? NO_PROBLEMS : (checked.value?.problems ?? checked.error?.problems ?? NO_PROBLEMS);
  const marks = useMemo(() => problemMarks(settled, problems), [settled, problems]);
  const parsed = useMemo(() => parsedOf(settled), [settled]);
  const [drawn, setDrawn] = useState<Json>(parsed ?? null);
  if (parsed !== undefined && parsed !== drawn) setDrawn(parsed);
  const rows = useMemo(() => templateSteps(drawn), [drawn]);

  const select = (pointer: string): void => {
    setSelected(pointer);
    const range = pointerRange(text, pointer);
    if (range !== undefined) setShown({ ...range });
  };
  const store = async (): Promise<void> => {
    const info = await save.send({ body: text, unfinished: true });
    if (info === undefined) return;
    // The same draft is on screen already; a new version, or one under another name, is a document of its own.
    if (info.id === document.id && info.version === document.version) return;
    goOn({ screen: 'document', kind: 'workflow', reference: `${info.id}@${info.version}` });
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" role="status" fw={problems.length > 0 ? 600 : 400}>
          {problems.length > 0 ? counted('addDocument.problems', problems.length) : t('outline.sound')}
        </Text>
        {editable ? (
          <Button variant="default" disabled={text === stored} loading={save.busy} onClick={store}>
            {t('addDocument.draft')}
          </Button>
        ) : (
          <Button
            variant="default"
            onClick={() => {
              setText(nextVersion(text));
              setIsBegun(true);
            }}
          >
            {t('outline.newVersion')}
          </Button>
        )}
      </Group>
      {save.error !== undefined && <ErrorNotice error={save.error} onClose={save.clear} />}
      {problems.length > 0 && (
        <ScrollFrame label={t('document.tab.mistakes')} maxHeight={MISTAKES_HEIGHT_PX}>
          <div style={{ padding: '4px 12px' }}>
            <ProblemList problems={problems} onMend={editable ? (edit) => setText(mended(text, edit)) : undefined} />
          </div>
        </ScrollFrame>
      )}
      <TemplateGraph document={drawn} selected={selected} onSelect={select} />
      <div className={classes.halves}>
        <ScrollFrame label={t('outline.title')} maxHeight={HEIGHT_PX}>
          <div style={{ padding: '10px 12px' }}>
            <Outline rows={rows} problems={problems} selected={selected} onSelect={select} />
          </div>
        </ScrollFrame>
        <CodeEditor
          label={t('document.textOf', { document: document.title })}
          text={text}
          marks={marks}
          shown={shown}
          editable={editable}
          onChange={setText}
          maxHeight={HEIGHT_PX}
        />
      </div>
    </Stack>
  );
};
