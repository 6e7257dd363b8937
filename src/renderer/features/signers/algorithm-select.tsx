/** Which kind of key is made; both are verified by every viewer of PDFs. */
import { Select } from '@mantine/core';
import type { SignatureAlgorithm } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';

const ALGORITHMS = ['ecdsa-p256', 'rsa-3072'] as const satisfies readonly SignatureAlgorithm[];

type Props = { readonly value: SignatureAlgorithm; readonly onChange: (algorithm: SignatureAlgorithm) => void };

export const AlgorithmSelect = ({ value, onChange }: Props) => (
  <Select
    label={t('signers.algorithm')}
    description={t('signers.algorithmText')}
    data={ALGORITHMS.map((algorithm) => ({ value: algorithm, label: t(`signers.algorithm.${algorithm}`) }))}
    value={value}
    onChange={(chosen) => onChange(ALGORITHMS.find((known) => known === chosen) ?? 'ecdsa-p256')}
  />
);
