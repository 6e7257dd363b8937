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

const restsOnAnchor = ({ kind, outside }: Anchor): string => `${t(`trust.rests.${kind}`)} ${t(outside ? 'trust.outside' : 'trust.inside')}`;

const seenText = (anchor: Anchor): string =>
  t(`trust.seen.${anchor.kind}`, { by: anchor.by, at: formatMoment(anchor.at), entries: counted('count.entries', anchor.size) });

export const trustText = (statement: TrustStatement): TrustText => {
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
        title: t(`trust.anchored.${statement.anchor.kind}`, { by: statement.anchor.by }),
        text: seenText(statement.anchor),
        restsOn: restsOnAnchor(statement.anchor),
      };
    case 'contradicted':
      return {
        tone: 'bad',
        title: t('trust.contradicted', { by: statement.anchor.by }),
        text: `${seenText(statement.anchor)} ${sentence(statement.reason)}`,
        restsOn: restsOnAnchor(statement.anchor),
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
