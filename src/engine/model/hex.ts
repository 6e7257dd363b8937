/** Bytes as lower-case hexadecimal digits: how hashes stand in documents, tables and messages. */
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
