/** Published reforms and policies, in groups as a Mantine select takes them. */
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { isolated } from '../../components/format/isolated.ts';
import { t } from '../../copy/t.ts';

export const referenceOf = ({ id, version }: DocumentInfo): string => `${id}@${version}`;

const KINDS = ['reform', 'policy'] as const;

/** `own`: the reference of a policy that is named as the baseline itself. */
export const documentChoices = (documents: readonly DocumentInfo[], own: string | null = null) =>
  KINDS.map((kind) => ({
    group: t(`setup.group.${kind}`),
    items: documents
      .filter((document) => document.kind === kind && document.state === 'published')
      .map((document) => {
        const value = referenceOf(document);
        const label = value === own ? t('setup.baselineItself', { title: document.title }) : `${isolated(document.title)} · ${value}`;
        return { value, label };
      }),
  }));
