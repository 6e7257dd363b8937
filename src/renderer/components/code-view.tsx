/** Read-only JSON with folding and search, in CodeMirror. Its style elements carry the page's nonce. */
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../style-nonce.ts';
import classes from './code-view.module.css';

type Props = { readonly label: string; readonly text: string };

const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'inherit', fontSize: '12.5px', maxHeight: '560px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--app-hover)', color: 'inherit', borderColor: 'var(--app-border)' },
  '.cm-panels': { backgroundColor: 'var(--app-sidebar)', color: 'inherit' },
});

/** Colours of the theme, so that one style serves light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--app-reform)' },
  { tag: tags.string, color: 'var(--app-gain)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--app-loss)' },
]);

export const CodeView = ({ label, text }: Props) => {
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
          EditorView.cspNonce.of(styleNonce()),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, text]);
  return <div ref={host} className={classes.host} />;
};
