/** The policies and reforms that come with the program. */
import housingSupport from '../../../templates/policies/housing-support.json?raw';
import kyKtap from '../../../templates/policies/ky-ktap.json?raw';
import housingSupportHigherLimit from '../../../templates/reforms/housing-support-higher-limit.json?raw';
import kyKtapKeepMaxima from '../../../templates/reforms/ky-ktap-keep-maxima.json?raw';

/** The texts of the documents, policies before the reforms that change them. */
export const shippedPolicyTexts: readonly string[] = [housingSupport, kyKtap, housingSupportHigherLimit, kyKtapKeepMaxima];
