/** A document's address: SHA-256 of its RFC 8785 form, lower-case hex. */
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './json.ts';
import { sha256Hex } from './sha256.ts';

export const contentHash = (content: Json): string => sha256Hex(canonicalJson(content));
