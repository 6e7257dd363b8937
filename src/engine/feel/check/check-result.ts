/** Whether the result of an expression is what it is wanted for: told at the branch that is wrong, not at the whole. */
import { didYouMean } from '../nearest.ts';
import { type FeelType, quotedList, typeText } from '../type.ts';
import { fits, isText } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { type Checker, isNullLiteral, keyHint, report, writtenText } from './checker.ts';
import { literalFix } from './literal-fix.ts';

/** Whether some branch is of the wanted type, so that the others are the mistake; otherwise the whole is one mistake. */
const someBranchFits = (typed: Typed, expected: FeelType): boolean =>
  typed.node === 'if'
    ? someBranchFits(typed.then, expected) || someBranchFits(typed.otherwise, expected)
    : fits(typed.type, expected) || (isText(typed.type) && isText(expected));

export const checkResult = (checker: Checker, typed: Typed, expected: FeelType | undefined): void => {
  if (expected === undefined || fits(typed.type, expected)) {
    if (typed.type.kind === 'keyed')
      report(checker, typed.range, 'the result is a table of values by key', { expected: 'one value', ...keyHint(checker, typed) });
    return;
  }
  if (typed.node === 'if' && someBranchFits(typed, expected)) {
    checkResult(checker, typed.then, expected);
    checkResult(checker, typed.otherwise, expected);
    return;
  }
  if (typed.node === 'list' && expected.kind === 'list' && typed.items.length > 0) {
    for (const item of typed.items) checkResult(checker, item, expected.of);
    return;
  }
  if (isNullLiteral(typed)) return;
  const isStrangeText = expected.kind === 'enum' && typed.node === 'literal' && typeof typed.value === 'string';
  if (isStrangeText) {
    report(checker, typed.range, `${JSON.stringify(typed.value)} is no value of the enumeration`, {
      expected: quotedList(expected.values),
      ...didYouMean(String(typed.value), expected.values, writtenText(typed)),
    });
    return;
  }
  report(checker, typed.range, `the result is ${typeText(typed.type)}`, {
    expected: typeText(expected),
    ...keyHint(checker, typed),
    ...literalFix(typed, expected),
  });
};
