/** A hash: its first digits, the whole of it as title, and a button that copies the whole. */
import { CopyIcon } from './copy-icon.tsx';
import classes from './hash-text.module.css';

const SHORT_DIGITS = 12;

type Props = {
  readonly hash: string;
  /** What the hash is of, for the copy button's name: "fingerprint". */
  readonly of: string;
  readonly whole?: boolean;
};

export const HashText = ({ hash, of, whole = false }: Props) => (
  <span className={classes.hash}>
    <code className={whole ? classes.whole : classes.short} title={hash}>
      {whole ? hash : `${hash.slice(0, SHORT_DIGITS)}…`}
    </code>
    <CopyIcon value={hash} of={of} />
  </span>
);
