/** What a new passphrase has to be, and what is wrong with one that is not. */

const CHARACTERS_MIN = 12;
const DISTINCT_MIN = 6;
/** So much has to be left of a passphrase when what everybody tries first is taken out of it. */
const OWN_CHARACTERS_MIN = 4;
/** Shorter parts of a name stand in other words by chance. */
const NAME_PART_MIN = 4;

/** What the lists of leaked passwords are mostly made of. */
const COMMON = [
  ...[
    'correcthorsebatterystaple',
    'administrator',
    'administration',
    'qwertzuiop',
    'qwertyuiop',
    'azertyuiop',
    'asdfghjkl',
    'yxcvbnm',
    'zxcvbnm',
  ],
  ...[
    'passphrase',
    'passwort',
    'password',
    'kennwort',
    'passwd',
    'motdepasse',
    'contrasena',
    'probity',
    'geheim',
    'secret',
    'hallo',
    'hello',
  ],
  ...['welcome', 'willkommen', 'bienvenue', 'letmein', 'changeme', 'default', 'iloveyou', 'princess', 'sunshine', 'football', 'baseball'],
  ...[
    'superman',
    'batman',
    'starwars',
    'pokemon',
    'dragon',
    'monkey',
    'master',
    'shadow',
    'michael',
    'jennifer',
    'whatever',
    'trustno',
    'login',
  ],
  ...[
    'qwertz',
    'qwerty',
    'azerty',
    'asdfgh',
    'qazwsx',
    'admin',
    'user',
    'test',
    'demo',
    'pass',
    'root',
    'spring',
    'summer',
    'autumn',
    'winter',
  ],
] as const;

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const lettersOnly = (text: string): string => text.replace(/[^\p{L}]/gu, '');

/** Letters alone, and digits read as the letters that they stand for. */
const readings = (text: string): readonly string[] => [
  lettersOnly(text),
  lettersOnly([...text].map((character) => LOOKALIKES[character] ?? character).join('')),
];

const without = (text: string, words: readonly string[]): string => words.reduce((rest, word) => rest.replaceAll(word, ''), text);

/** "aaaa…", "abcabcabc…" */
const isRepetition = (text: string): boolean => /^(.{1,6}?)\1+.{0,5}$/su.test(text);

/** "123456789…", "abcdefgh…", and backwards. */
const isSequence = (text: string): boolean => {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  return [1, -1].some(
    (step) => points.filter((point, index) => index > 0 && point - (points[index - 1] ?? 0) === step).length >= points.length * 0.6,
  );
};

const partsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => [...part].length >= NAME_PART_MIN);

/**
 * A sentence that says what is wrong with a new passphrase, or undefined. `names`: what its owner is called, which is tried first. There is no rule about
 * kinds of characters: several words that have nothing to do with each other are better than one with a digit.
 */
export const passphraseProblem = (passphrase: string, names: readonly string[] = []): string | undefined => {
  const text = passphrase.normalize('NFC').toLowerCase();
  const characters = [...text];
  if (characters.length < CHARACTERS_MIN) {
    return `The passphrase has ${characters.length} characters; at least ${CHARACTERS_MIN} are needed. Four words that have nothing to do with each other are easy to keep.`;
  }
  if (new Set(characters).size < DISTINCT_MIN || isRepetition(text) || isSequence(text)) {
    return 'The passphrase is a sequence or repeats itself, which is tried first. Take four words that have nothing to do with each other.';
  }
  const parts = names.flatMap(partsOf);
  const guessed = [...parts, ...COMMON].toSorted((a, b) => b.length - a.length);
  // Digits alone are dates and telephone numbers.
  if (readings(text).some((reading) => [...without(reading, guessed)].length < OWN_CHARACTERS_MIN)) {
    const named = parts.some((part) => text.includes(part));
    return `The passphrase is made of ${named ? 'the name of its owner' : 'words or figures'} that are tried first. Take four words that have nothing to do with each other.`;
  }
  return undefined;
};
