/** A stored policy's text as a document whose sections are all there: in the text those that are empty may be left out. */
import type { PolicyDocument } from '../../engine/model/index.ts';

export const policyOf = (body: string): PolicyDocument => ({ parameters: {}, amounts: [], tests: [], ...JSON.parse(body) });
