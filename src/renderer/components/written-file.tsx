/** A file that was written: where, how large, and the SHA-256 that identifies it. */
import type { ReactNode } from 'react';
import { t } from '../copy/t.ts';
import { Facts } from './facts.tsx';
import { formatBytes } from './format/bytes.ts';
import { HashText } from './hash-text.tsx';

type FactList = readonly (readonly [name: string, value: ReactNode])[];

type Props = {
  readonly file: { readonly path: string; readonly bytes: number; readonly sha256: string };
  /** What is said of it before and after that. */
  readonly first?: FactList;
  readonly more?: FactList;
};

export const WrittenFile = ({ file, first = [], more = [] }: Props) => (
  <Facts
    facts={[
      ...first,
      [t('written.path'), file.path],
      [t('written.size'), formatBytes(file.bytes)],
      [t('written.sha256'), <HashText key="sha256" hash={file.sha256} of={t('written.sha256')} whole />],
      ...more,
    ]}
  />
);
