/** A fingerprint that people compare out of band: in groups of four to be read out, with a button that copies it as it is. */
import { CopyIcon } from './copy-icon.tsx';
import classes from './fingerprint.module.css';
import { spacedHex } from './format/spaced-hex.ts';

export const Fingerprint = ({ hex, of }: { readonly hex: string; readonly of: string }) => (
  <span className={classes.fingerprint}>
    <code className={classes.digits}>
      {spacedHex(hex).map((line) => (
        <span key={line} className={classes.line}>
          {line}
        </span>
      ))}
    </code>
    <CopyIcon value={hex} of={of} />
  </span>
);
