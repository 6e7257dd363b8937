/** The words of the screens: every visible string is in en.json and is reached through `t`. */
import { isolated } from '../components/format/isolated.ts';
import { wholeNumber } from '../components/format/whole-number.ts';
import en from './en.json';

export type CopyKey = keyof typeof en;
/** Keys that stand for a count: the catalogue has `<key>.one` and `<key>.other`. */
export type CountKey = CopyKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;
type Words = { readonly [name: string]: string | number };

const fill = (text: string, words: Words): string =>
  text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`no word for {${name}} in "${text}"`);
    return typeof word === 'number' ? wholeNumber(word) : isolated(word);
  });

/** The text of a key with its {words} filled in; numbers are written as the user's locale writes whole numbers. */
export const t = (key: CopyKey, words: Words = {}): string => fill(en[key], words);

const plural = new Intl.PluralRules('en');

/** The text of a count, in the singular or plural form; `{count}` is the number. */
export const counted = (key: CountKey, count: number, words: Words = {}): string => {
  const form: 'one' | 'other' = plural.select(count) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}`, { ...words, count });
};
