/** What a run's first entry commits to. */
import { canonicalJson } from '../../model/canonical-json.ts';

/** `input` is RFC 8785 text; with a key the payload is { input, key }, and the entry says so, so that neither passes for the other. */
export const startPayload = (input: string, key: string | undefined): string =>
  key === undefined ? input : `{"input":${input},"key":${canonicalJson(key)}}`;
