/** Sets of characters in XPath patterns: `[a-z-[aeiou]]`, `\d`, `\p{Lu}`, `\i` (XML Schema 1.1 part 2, appendix G). */

/** Whether one character (code point) belongs. */
export type Matches = (character: string) => boolean;

const not =
  (matches: Matches): Matches =>
  (character) =>
    !matches(character);

/** A character and its other cases: "k", "K" and the sign of the kelvin are one. */
const casesOf = (character: string): readonly string[] => {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return [character, lower, upper, lower.toUpperCase(), upper.toLowerCase()];
};

export const foldCase = (matches: Matches, ignoreCase: boolean): Matches =>
  ignoreCase ? (character) => casesOf(character).some(matches) : matches;

export const isSameCharacter = (one: string, other: string, ignoreCase: boolean): boolean =>
  one === other || (ignoreCase && casesOf(one).includes(other.toLowerCase()));

const by =
  (expression: RegExp): Matches =>
  (character) =>
    expression.test(character);

const NAME_START = by(
  /^[:A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}-\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}]$/u,
);
const NAME_REST = by(/^[\u{300}-\u{36F}\u{203F}-\u{2040}\u{B7}.0-9-]$/u);
const NAME: Matches = (character) => NAME_START(character) || NAME_REST(character);
const DIGIT = by(/^\p{Nd}$/u);
const SPACE: Matches = (character) => character === ' ' || character === '\t' || character === '\n' || character === '\r';
const WORD = by(/^[^\p{P}\p{Z}\p{C}]$/u);

const CLASSES: Readonly<Record<string, Matches>> = {
  d: DIGIT,
  D: not(DIGIT),
  s: SPACE,
  S: not(SPACE),
  w: WORD,
  W: not(WORD),
  i: NAME_START,
  I: not(NAME_START),
  c: NAME,
  C: not(NAME),
};

/** Blocks of Unicode that patterns of rules are likely to name, by their names in XML Schema. */
const BLOCKS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  BasicLatin: [0x00, 0x7f],
  'Latin-1Supplement': [0x80, 0xff],
  'LatinExtended-A': [0x100, 0x17f],
  'LatinExtended-B': [0x180, 0x24f],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Thai: [0xe00, 0xe7f],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af],
};

const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

const propertyMatches = (name: string): Matches | undefined => {
  if (CATEGORY.test(name)) return by(new RegExp(`^\\p{${name}}$`, 'u'));
  const block = name.startsWith('Is') && Object.hasOwn(BLOCKS, name.slice(2)) ? BLOCKS[name.slice(2)] : undefined;
  if (block === undefined) return undefined;
  const [first, last] = block;
  return (character) => {
    const code = character.codePointAt(0) ?? -1;
    return code >= first && code <= last;
  };
};

/** The set that stands after a backslash, and how many units it takes; undefined where none does. */
export const characterClass = (rest: string): { readonly matches: Matches; readonly length: number } | undefined => {
  const property = /^([pP])\{([A-Za-z0-9-]+)\}/.exec(rest);
  if (property !== null) {
    const matches = propertyMatches(property[2] as string);
    if (matches === undefined) throw new SyntaxError(`"${property[2]}" is no category or block of Unicode that patterns know here`);
    return { matches: property[1] === 'P' ? not(matches) : matches, length: property[0].length };
  }
  const letter = rest.slice(0, 1);
  return Object.hasOwn(CLASSES, letter) ? { matches: CLASSES[letter] as Matches, length: 1 } : undefined;
};

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The character that a backslash before it stands for. */
export const escapedCharacter = (rest: string): { readonly character: string; readonly length: number } | undefined => {
  const letter = rest.slice(0, 1);
  const control = CONTROLS[letter];
  if (control !== undefined) return { character: control, length: 1 };
  return letter !== '' && '\\|.?*+(){}-[]^$'.includes(letter) ? { character: letter, length: 1 } : undefined;
};

type Bound = { readonly character: string; readonly end: number } | { readonly matches: Matches; readonly end: number };

const readBound = (text: string, at: number): Bound => {
  const code = text.codePointAt(at);
  if (code === undefined) throw new SyntaxError('a "[" is not closed');
  const character = String.fromCodePoint(code);
  if (character === '[') throw new SyntaxError('"[" inside of brackets is written "\\["');
  if (character !== '\\') return { character, end: at + character.length };
  const rest = text.slice(at + 1);
  const set = characterClass(rest);
  if (set !== undefined) return { matches: set.matches, end: at + 1 + set.length };
  const escaped = escapedCharacter(rest);
  if (escaped === undefined) throw new SyntaxError(`"\\${rest.slice(0, 1)}" has no meaning in XPath patterns`);
  return { character: escaped.character, end: at + 1 + escaped.length };
};

const between = (low: string, high: string): Matches => {
  const [first, last] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
  if (first > last) throw new SyntaxError(`the range ${low}-${high} runs backwards`);
  return (character) => {
    const code = character.codePointAt(0) ?? -1;
    return code >= first && code <= last;
  };
};

/** What stands between "[" (before `from`) and its "]", with the position after that. */
export const readClass = (text: string, from: number, ignoreCase: boolean): { readonly matches: Matches; readonly end: number } => {
  const isNegated = text[from] === '^';
  const sets: Matches[] = [];
  let at = isNegated ? from + 1 : from;
  let without: Matches | undefined;
  while (text[at] !== ']' || sets.length === 0) {
    if (text.startsWith('-[', at) && sets.length > 0) {
      const inner = readClass(text, at + 2, ignoreCase);
      without = inner.matches;
      at = inner.end;
      if (text[at] !== ']') throw new SyntaxError('a subtraction stands at the end of its brackets');
      break;
    }
    if (text[at] === ']') throw new SyntaxError('"[]" has no characters');
    const low = readBound(text, at);
    at = low.end;
    if ('matches' in low) {
      sets.push(low.matches);
      continue;
    }
    const isRange = text[at] === '-' && text[at + 1] !== ']' && text[at + 1] !== '[';
    const high = isRange ? readBound(text, at + 1) : low;
    if ('matches' in high) throw new SyntaxError('a range runs between two characters');
    at = high.end;
    sets.push(foldCase(between(low.character, high.character), ignoreCase));
  }
  const own: Matches = (character) => sets.some((set) => set(character)) !== isNegated;
  const removed = without;
  return { matches: removed === undefined ? own : (character) => own(character) && !removed(character), end: at + 1 };
};
