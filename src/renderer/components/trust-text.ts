/** One statement of a verdict in words: what was found, and what that rests on. There is never one green tick. */
import type { Anchor, TrustStatement } from '../../engine/model/index.ts';
import { counted, t } from '../copy/t.ts';
import { formatMoment } from './format/moment.ts';
import { sentence } from './format/sentence.ts';

/** `good`: something vouches for it. `open`: nothing does yet. `bad`: something speaks against it. */
export type TrustTone = 'good' | 'open' | 'bad';

export type TrustText = {
  readonly tone: TrustTone;
  readonly title: string;
  readonly text: string;
  readonly restsOn: string;
};

/** What the statements are about: the trail of the open workspace, or a file that came from somewhere. */
export type TrustSubject = 'trail' | 'file';

/** Names of keys may end in a hash; its first digits tell it apart, and the fingerprint is shown whole. */
const DIGITS_SHOWN = 12;
export const shortName = (name: string): string => name.replace(/[0-9a-f]{40,}/g, (hash) => `${hash.slice(0, DIGITS_SHOWN)}…`);

/** What came with a file is not this machine's, and yet whoever made the file may have made it. */
const placeOf = ({ kind, outside }: Anchor, subject: TrustSubject): 'trust.outside' | 'trust.inside' | 'trust.file.asItCame' => {
  if (outside) return 'trust.outside';
  return subject === 'file' && kind !== 'sighting' ? 'trust.file.asItCame' : 'trust.inside';
};

const restsOnAnchor = (anchor: Anchor, subject: TrustSubject): string =>
  `${t(`trust.rests.${anchor.kind}`)} ${t(placeOf(anchor, subject))}`;

const seenText = (anchor: Anchor): string =>
  t(`trust.seen.${anchor.kind}`, { by: shortName(anchor.by), at: formatMoment(anchor.at), entries: counted('count.entries', anchor.size) });

/** What speaks against it is read first, else the order stays as it was given. */
export const inOrderOfNeed = (statements: readonly TrustStatement[]): readonly TrustStatement[] => {
  const isBad = ({ kind }: TrustStatement): boolean => kind === 'inconsistent' || kind === 'contradicted';
  return [...statements.filter(isBad), ...statements.filter((statement) => !isBad(statement))];
};

/** A file holds a part of the trail, and nothing of the workspace: what is said of it claims no more. */
const fileText = (statement: Extract<TrustStatement, { readonly kind: 'consistent' | 'unanchored' }>): TrustText =>
  statement.kind === 'consistent'
    ? {
        tone: 'good',
        title: counted('trust.file.consistent', statement.size),
        text: t('trust.file.consistentText'),
        restsOn: t('trust.file.rests'),
      }
    : {
        tone: 'open',
        title: counted('trust.unanchored', statement.entries, { from: statement.from }),
        text:
          statement.newest === undefined ? t('trust.file.unanchoredNone') : `${t('trust.unanchoredNewest')} ${seenText(statement.newest)}`,
        restsOn: t('trust.file.restsOnOwner'),
      };

export const trustText = (statement: TrustStatement, subject: TrustSubject = 'trail'): TrustText => {
  if (subject === 'file' && (statement.kind === 'consistent' || statement.kind === 'unanchored')) return fileText(statement);
  switch (statement.kind) {
    case 'consistent':
      return {
        tone: 'good',
        title: counted('trust.consistent', statement.size),
        text: counted('trust.consistentText', statement.objects),
        restsOn: t('trust.rests.file'),
      };
    case 'inconsistent':
      return {
        tone: 'bad',
        title: t('trust.inconsistent', { index: statement.index }),
        text: sentence(statement.reason),
        restsOn: t('trust.rests.recomputed'),
      };
    case 'anchored':
      return {
        tone: 'good',
        title: t(`trust.anchored.${statement.anchor.kind}`, { by: shortName(statement.anchor.by) }),
        text: seenText(statement.anchor),
        restsOn: restsOnAnchor(statement.anchor, subject),
      };
    case 'contradicted':
      return {
        tone: 'bad',
        title: t('trust.contradicted', { by: shortName(statement.anchor.by) }),
        text: `${seenText(statement.anchor)} ${sentence(statement.reason)}`,
        restsOn: restsOnAnchor(statement.anchor, subject),
      };
    case 'unanchored':
      return {
        tone: 'open',
        title: counted('trust.unanchored', statement.entries, { from: statement.from }),
        text: statement.newest === undefined ? t('trust.unanchoredNone') : `${t('trust.unanchoredNewest')} ${seenText(statement.newest)}`,
        restsOn: t('trust.rests.machine'),
      };
  }
};
