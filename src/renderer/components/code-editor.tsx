/** JSON that can be written as well as read. The Tab key leads out of it, as out of every field. */
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useLatest } from '../state/use-latest.ts';
import { type CodeMark, codeLook, underlines } from './code-look.ts';
import classes from './code-view.module.css';

/** A part of the text to be brought into view; a new object for each time. */
export type Shown = { readonly from: number; readonly to: number };

type Props = {
  readonly label: string;
  readonly text: string;
  readonly marks: readonly CodeMark[];
  readonly shown: Shown | undefined;
  readonly editable: boolean;
  readonly onChange: (text: string) => void;
  /** In pixels. */
  readonly maxHeight: number;
};

export const CodeEditor = ({ label, text, marks, shown, editable, onChange, maxHeight }: Props) => {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<{ readonly view: EditorView; readonly wrong: Compartment }>(undefined);
  const first = useRef(text);
  const heard = useLatest(onChange);

  useEffect(() => {
    if (host.current === null) return;
    const wrong = new Compartment();
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          codeLook(maxHeight),
          wrong.of([]),
          EditorState.readOnly.of(!editable),
          EditorView.editable.of(editable),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) heard.current(update.state.doc.toString());
          }),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', ...(!editable && { 'aria-readonly': 'true' }) }),
        ],
      }),
    });
    editor.current = { view, wrong };
    return () => {
      first.current = view.state.doc.toString();
      view.destroy();
      editor.current = undefined;
    };
  }, [label, editable, maxHeight, heard]);

  // Somebody else has changed the text: a mistake was mended by a click.
  useEffect(() => {
    const view = editor.current?.view;
    if (view === undefined || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const { view, wrong } = editor.current ?? {};
    view?.dispatch({ effects: wrong?.reconfigure(EditorView.decorations.of(underlines(marks, view.state.doc.length))) ?? [] });
  }, [marks]);

  useEffect(() => {
    const view = editor.current?.view;
    if (view === undefined || shown === undefined || shown.to > view.state.doc.length) return;
    view.dispatch({
      selection: { anchor: shown.from, head: shown.to },
      effects: EditorView.scrollIntoView(shown.from, { y: 'start', yMargin: 24 }),
    });
  }, [shown]);

  return <div ref={host} className={classes.host} />;
};
