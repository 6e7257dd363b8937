/** The face of the FEEL room. */
export { Closure } from './closure.ts';
export { compileExpression, compileUnaryTests, type Expression, type UnaryTests } from './compile.ts';
export { coerced, conforms } from './conforms.ts';
export { contextOf, typeOfInput, typeOfScalar } from './declared-type.ts';
export type { Environment } from './environment.ts';
export { type Evaluated, evaluateText } from './evaluate-text.ts';
export { readsOf, readsOfTests } from './free-names.ts';
export type { Clock } from './function/builtin.ts';
export { withinLevels } from './interpret/call-limit.ts';
export { documentJson, type ExactJson, isExactObject, jsonText, parseExactJson, valueOfJson } from './json-value.ts';
export { didYouMean, type Misspelt, nearest, wholeKey, wholeText } from './nearest.ts';
export { absent } from './null-of.ts';
export { isProblem, readScalar, readScalarText, type ScalarValue } from './read-scalar.ts';
export { EMPTY_SCOPE, type Scope, type ScopeFunction, type ScopeFunctions } from './scope.ts';
export { instantOf, parseDateTime, utcOf } from './temporal/clock.ts';
export { type MemberPlace, Trace, type TraceEntry, traceValue } from './trace.ts';
export {
  BOOLEAN,
  DATE,
  DATE_AND_TIME,
  DAYS_DURATION,
  type FeelType,
  listOf,
  NULL,
  NUMBER,
  quotedList,
  STRING,
  typeText,
  UNKNOWN,
} from './type.ts';
export { fits, unify } from './type-relation.ts';
export type { Typed } from './typed.ts';
export { childrenOf } from './typed-children.ts';
export { temporalText, valueText } from './value-text.ts';
