/** Read-only JSON with folding and search. */
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { type CodeMark, codeLook, underlines } from './code-look.ts';
import classes from './code-view.module.css';

type Props = {
  readonly label: string;
  readonly text: string;
  readonly marks?: readonly CodeMark[];
  /** In pixels. */
  readonly maxHeight?: number;
};

const NO_MARKS: readonly CodeMark[] = [];
const HEIGHT_PX = 560;

export const CodeView = ({ label, text, marks = NO_MARKS, maxHeight = HEIGHT_PX }: Props) => {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          codeLook(maxHeight),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.decorations.of(underlines(marks, text.length)),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        ],
      }),
    });
    // What is wrong first is what is read first.
    const first = marks.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY);
    if (first < text.length) view.dispatch({ effects: EditorView.scrollIntoView(first, { y: 'center' }) });
    return () => view.destroy();
  }, [label, text, marks, maxHeight]);
  return <div ref={host} className={classes.host} />;
};
