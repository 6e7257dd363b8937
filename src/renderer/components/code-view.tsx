/** Read-only JSON with folding and search, in CodeMirror. Its style elements carry the page's nonce. */
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../style-nonce.ts';
import classes from './code-view.module.css';

/** A part of the text that is underlined, in UTF-16 units from its start, and what is said of it. */
export type CodeMark = { readonly from: number; readonly to: number; readonly message: string };

type Props = {
  readonly label: string;
  readonly text: string;
  readonly marks?: readonly CodeMark[];
  /** In pixels. */
  readonly maxHeight?: number;
};

const NO_MARKS: readonly CodeMark[] = [];
const HEIGHT_PX = 560;

const underlines = (marks: readonly CodeMark[], length: number): DecorationSet =>
  Decoration.set(
    marks
      .map(({ from, to, message }) => ({ from: Math.min(from, length), to: Math.min(to, length), message }))
      .filter(({ from, to }) => from < to)
      .map(({ from, to, message }) => Decoration.mark({ class: 'cm-wrong', attributes: { title: message } }).range(from, to)),
    true,
  );

const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'inherit', fontSize: '12.5px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--app-hover)', color: 'inherit', borderColor: 'var(--app-border)' },
  '.cm-wrong': { textDecoration: 'underline wavy var(--mantine-color-error)', textUnderlineOffset: '3px' },
  '.cm-panels': { backgroundColor: 'var(--app-sidebar)', color: 'inherit' },
});

/** Colours of the theme, so that one style serves light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--app-reform)' },
  { tag: tags.string, color: 'var(--app-gain)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--app-loss)' },
]);

export const CodeView = ({ label, text, marks = NO_MARKS, maxHeight = HEIGHT_PX }: Props) => {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          basicSetup,
          json(),
          syntaxHighlighting(colours),
          look,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.lineWrapping,
          EditorView.theme({ '&': { maxHeight: `${maxHeight}px` } }),
          EditorView.decorations.of(underlines(marks, text.length)),
          EditorView.cspNonce.of(styleNonce()),
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
