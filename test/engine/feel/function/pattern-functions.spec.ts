/** XPath patterns: what they match, what they refuse, and that none of them runs away. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeOf, scopeOf, told } from '../../../support/feel.ts';
import { examples, standard, standardExamples } from '../../../support/feel-examples.ts';

examples('matches', [
  ['matches("foobar", "^fo*b")', true],
  ['matches("foobar", "^fo*bar$")', true],
  ['matches("foobar", "^o")', false],
  ['matches("abracadabra", "bra")', true],
  ['matches("abc", "")', true],
  ['matches("AbC", "abc", "i")', true],
  ['matches("a\\nb", "a.b")', false],
  ['matches("a\\nb", "a.b", "s")', true],
  ['matches("a\\nb", "^b$")', false],
  ['matches("a\\nb", "^b$", "m")', true],
  ['matches("hello world", "hello\\\\ sworld", "x")', true],
  ['matches("helloworld", "hello world", "x")', true],
  ['matches("helloworld", "hello[ ]world", "x")', false],
  ['matches("a.b", "a.b", "q")', true],
  ['matches("axb", "a.b", "q")', false],
  ['matches("Mum", "([md])[aeiou]\\\\1", "i")', true],
  ['matches("abcabc", "(abc)\\\\1")', true],
  ['matches("abcabd", "^(abc)\\\\1$")', false],
  ['matches("٣", "^\\\\d$")', true],
  ['matches("é", "^\\\\w$")', true],
  ['matches("_", "^\\\\w$")', false],
  ['matches("🎈", "^.$")', true],
  ['matches("Ä", "^\\\\p{Lu}$")', true],
  ['matches("ä", "^\\\\P{Lu}$")', true],
  ['matches("ж", "^\\\\p{IsCyrillic}$")', true],
  ['matches("xmlName", "^\\\\i\\\\c*$")', true],
  ['matches("1name", "^\\\\i")', false],
  ['matches("b", "^[a-d-[b-c]]$")', false],
  ['matches("d", "^[a-d-[b-c]]$")', true],
  ['matches("-", "^[a-]$")', true],
  ['matches("k", "^[^A-Z]$", "i")', false],
  ['matches("aaa", "^a{2}$")', false],
  ['matches("aaa", "^a{2,}$")', true],
  ['matches("", "^(?:ab)*$")', true],
  ['matches("ababa", "^(?:ab)*a$")', true],
  ['matches("ab", "^(a|ab)(c|bcd)?$")', true],
]);

examples('replace', [
  ['replace("abracadabra", "bra", "*")', 'a*cada*'],
  ['replace("abracadabra", "a.*a", "*")', '*'],
  ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
  ['replace("abracadabra", "a", "")', 'brcdbr'],
  ['replace("abracadabra", "a(.)", "a$1$1")', 'abbraccaddabbra'],
  ['replace("AAAA", "A+", "b")', 'b'],
  ['replace("AAAA", "A+?", "b")', 'bbbb'],
  ['replace("darted", "^(.*?)d(.*)$", "$1c$2")', 'carted'],
  ['replace("abc", "b", "\\\\$")', 'a$c'],
  ['replace("abc", "b", "$0$0")', 'abbc'],
  ['replace("a.c", ".", "-", "q")', 'a-c'],
  ['replace("abc", "(x)?b", "[$1]")', 'a[]c'],
  ['replace("🐎b🐎", "🐎", "h")', 'hbh'],
]);

examples('split', [
  ['split("John Doe", "\\\\s")', ['John', 'Doe']],
  ['split("a;b;c;;", ";")', ['a', 'b', 'c', '', '']],
  ['split("a1b22c", "\\\\d+")', ['a', 'b', 'c']],
  ['split("", ";")', ['']],
  ['split("a🎈", "")', ['a', '🎈']],
]);

standardExamples('what cannot be read', [
  ['matches("a", "(")', null],
  ['matches("a", "a**")', null],
  ['matches("a", "*")', null],
  ['matches("a", "[b-a]")', null],
  ['matches("a", "\\\\b")', null],
  ['matches("a", "(?=a)")', null],
  ['matches("a", "\\\\1")', null],
  ['matches("a", "a{3,2}")', null],
  ['matches("a", "a", "g")', null],
  ['matches("a", "\\\\p{IsNowhere}")', null],
  ['matches(null, "a")', null],
  ['replace("abc", "x*", "-")', null],
  ['replace("abc", "b", "$")', null],
  ['replace("abc", "b", "\\\\n")', null],
  ['split("abc", "x?")', null],
]);

test('a mistake in a pattern that the source writes is found before anything runs', () => {
  expect(told('matches(name, "(")', scopeOf({ name: { kind: 'string' } }))).toEqual([]);
  expect(told('matches("a", "(")', scopeOf({}))).toEqual(['matches("a", "("): the pattern cannot be read: a group is not closed']);
});

describe('no pattern runs away', () => {
  test.each(['(a+)+b', '(a|a)*b', '(a*)*b', '(a|aa)+$b', '((a*)(a*))*b'])('%s', (pattern) => {
    const cause = causeOf(`matches(text, ${JSON.stringify(pattern)})`, { text: 'a'.repeat(200) });
    expect(cause).toMatchObject({ kind: 'error', message: 'the pattern has too many ways through this text' });
  });

  test('nor does a long one, or a long text, exhaust the stack', () => {
    expect(standard('matches(text, "^(a|b)*$")', { text: 'ab'.repeat(20_000) })).toBe(true);
    expect(standard('matches(text, "^((((a|b))*c?)*)$")', { text: 'ab'.repeat(20_000) })).toBe(true);
    expect(standard('matches(text, text)', { text: 'a'.repeat(40_000) })).toBe(true);
    expect(standard('matches(text, text)', { text: '(a|b)?'.repeat(90) })).toBe(true);
    expect(standard('matches(text, "((ab){900}){900}")', { text: 'a' })).toBe(null);
    expect(standard('matches(text, text)', { text: '('.repeat(10_000) })).toBe(null);
  });

  test('a long text is searched where the pattern is simple', () => {
    expect(standard('matches(text, "^.*b$")', { text: `${'a'.repeat(100_000)}b` })).toBe(true);
  });
});

test('agrees with the platform where the two kinds of patterns mean the same', () => {
  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '(a|b)', '(ab)', '(?:a|bb)', 'a?', 'b*', 'a+?', '(a|b)*', '(ab?)+', 'a{1,2}');
  const pattern = fc.array(atom, { minLength: 1, maxLength: 4 }).map((atoms) => atoms.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(pattern, text, (source, given) => {
      expect(standard(`matches("${given}", "${source}")`)).toBe(new RegExp(source, 'u').test(given));
      expect(standard(`matches("${given}", "^${source}$")`)).toBe(new RegExp(`^${source}$`, 'u').test(given));
      if (new RegExp(source, 'u').test('')) return;
      expect(standard(`replace("${given}", "${source}", "[$0]")`)).toBe(given.replaceAll(new RegExp(source, 'gu'), '[$&]'));
    }),
    { numRuns: 200 },
  );
});
