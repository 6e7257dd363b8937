/** Which cells mean "no value": the empty one always, and those that a mapping names. */

export class NullTexts {
  private readonly texts: ReadonlySet<string>;
  private readonly encoded: readonly Buffer[];
  /** 1 for every byte that one of the texts begins with. */
  private readonly begins = new Uint8Array(256);

  constructor(texts: readonly string[]) {
    this.texts = new Set(['', ...texts]);
    this.encoded = [...this.texts].map((text) => Buffer.from(text, 'utf8')).filter((text) => text.length > 0);
    for (const text of this.encoded) this.begins[text[0] as number] = 1;
  }

  hasText(text: string): boolean {
    return text === '' || (this.encoded.length > 0 && this.texts.has(text));
  }

  /** Whether one of them, the empty one aside, is such a text. */
  some(isSuch: (text: string) => boolean): boolean {
    return [...this.texts].some((text) => text !== '' && isSuch(text));
  }

  /** `hasText` of a text that stands as UTF-8 in bytes[start] to bytes[end]. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    return start === end || (this.begins[bytes[start] as number] === 1 && this.isOne(bytes, start, end));
  }

  private isOne(bytes: Uint8Array, start: number, end: number): boolean {
    return this.encoded.some((text) => text.length === end - start && text.every((byte, i) => bytes[start + i] === byte));
  }
}
