/** How JSON looks in CodeMirror, read or written: one style for light and dark, whose style elements carry the page's nonce. */
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { styleNonce } from '../style-nonce.ts';

/** A part of the text that is underlined, in UTF-16 units from its start, and what is said of it. */
export type CodeMark = { readonly from: number; readonly to: number; readonly message: string };

const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'inherit', fontSize: '12.5px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--app-hover)', color: 'inherit', borderColor: 'var(--app-border)' },
  '.cm-wrong': { textDecoration: 'underline wavy var(--mantine-color-error)', textUnderlineOffset: '3px' },
  '.cm-shown': { backgroundColor: 'light-dark(#e3e8f1, #2a323d)' },
  '.cm-panels': { backgroundColor: 'var(--app-sidebar)', color: 'inherit' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
});

/** Colours of the theme, so that one style serves light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--app-reform)' },
  { tag: tags.string, color: 'var(--app-gain)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--app-loss)' },
]);

/** `maxHeight` in pixels. */
export const codeLook = (maxHeight: number): Extension => [
  basicSetup,
  json(),
  syntaxHighlighting(colours),
  look,
  EditorView.lineWrapping,
  EditorView.theme({ '&': { maxHeight: `${maxHeight}px` } }),
  EditorView.cspNonce.of(styleNonce()),
];

/** Marks of a text of that length, as underlines. */
export const underlines = (marks: readonly CodeMark[], length: number): DecorationSet =>
  Decoration.set(
    marks
      .map(({ from, to, message }) => ({ from: Math.min(from, length), to: Math.min(to, length), message }))
      .filter(({ from, to }) => from < to)
      .map(({ from, to, message }) => Decoration.mark({ class: 'cm-wrong', attributes: { title: message } }).range(from, to)),
    true,
  );
