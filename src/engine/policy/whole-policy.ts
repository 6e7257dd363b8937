/** A policy document as everything that works with it expects it. */
import type { Json, JsonObject } from '../model/json.ts';
import type { PolicyDocument } from '../model/policy-document.ts';

/**
 * The policy of a checked document: sections that the document may leave out are there, empty. For use only: what is stored and hashed is the
 * document as it was given, so that its hash is that of its file.
 */
export const wholePolicy = (document: Json): PolicyDocument =>
  ({ parameters: {}, amounts: [], tests: [], ...(document as JsonObject) }) as unknown as PolicyDocument;
