/** Read-only JSON or FEEL text with folding and search, in CodeMirror. Its style elements carry the page's nonce. */
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../style-nonce.ts';
import classes from './code-view.module.css';

type Props = { readonly label: string; readonly text: string };

const colours = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'inherit', fontSize: '12.5px', maxHeight: 'inherit' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--app-hover)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--app-hover)', color: 'inherit', borderColor: 'var(--app-border)' },
});

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
          colours,
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(styleNonce()),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, text]);
  return <div ref={host} className={classes.host} />;
};
