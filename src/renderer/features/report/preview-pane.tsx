/**
 * Shows the page that would be printed. It is walled off: a frame without scripts, without the app's origin, under the app's own policy, whose style
 * nonce the page's one style element is given.
 */
import { Loader } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { t } from '../../copy/t.ts';
import { styleNonce } from '../../style-nonce.ts';
import classes from './preview-pane.module.css';
import type { Preview } from './use-preview.ts';

/** Where the printing page gets its own nonce. */
const NONCE_MARK = '__CSP_NONCE__';

export const PreviewPane = ({ preview: { html, busy, failure } }: { readonly preview: Preview }) => (
  <section className={classes.pane} aria-label={t('report.preview')} aria-busy={busy}>
    <div className={classes.state} role="status">
      {busy && (
        <>
          <Loader size={14} aria-hidden="true" /> {t('report.composing')}
        </>
      )}
      {!busy && failure === undefined && t('report.previewText')}
    </div>
    {failure !== undefined && <ErrorNotice error={failure} />}
    {html === undefined && failure === undefined && <Loading rows={12} />}
    {html !== undefined && (
      <iframe className={classes.page} title={t('report.preview')} sandbox="" srcDoc={html.replaceAll(NONCE_MARK, styleNonce())} />
    )}
  </section>
);
