/** The policies and reforms that come with the program. */
import coTanf from '../../../templates/policies/co-tanf.json?raw';
import housingSupport from '../../../templates/policies/housing-support.json?raw';
import kyKtap from '../../../templates/policies/ky-ktap.json?raw';
import waTanf from '../../../templates/policies/wa-tanf.json?raw';
import wyPower from '../../../templates/policies/wy-power.json?raw';
import housingSupportHigherLimit from '../../../templates/reforms/housing-support-higher-limit.json?raw';
import kyKtapKeepMaxima from '../../../templates/reforms/ky-ktap-keep-maxima.json?raw';

/** The texts of the documents, policies before the reforms that change them. */
export const shippedPolicyTexts: readonly string[] = [
  housingSupport,
  kyKtap,
  waTanf,
  wyPower,
  coTanf,
  housingSupportHigherLimit,
  kyKtapKeepMaxima,
];
