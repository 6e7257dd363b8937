/** The face of the FEEL room. */
export { BUILT_IN_TYPES } from './check/check-type.ts';
export { Closure } from './closure.ts';
export { compileExpression, compileUnaryTests, type Expression, type Mode, type UnaryTests } from './compile.ts';
export { coerced, conforms } from './conforms.ts';
export { contextOf, typeOfInput, typeOfScalar } from './declared-type.ts';
export type { Environment } from './environment.ts';
export { type Evaluated, evaluateText } from './evaluate-text.ts';
export { readsOf, readsOfTests } from './free-names.ts';
export { withinLevels } from './interpret/call-limit.ts';
export { documentJson, type ExactJson, isExactObject, jsonText, parseExactJson, valueOfJson } from './json-value.ts';
export { didYouMean, nearest } from './nearest.ts';
export { absent } from './null-of.ts';
export { isProblem, readScalar, readScalarText, type ScalarValue } from './read-scalar.ts';
export { EMPTY_SCOPE, type Scope, type ScopeFunction, type ScopeFunctions } from './scope.ts';
export { Trace, type TraceEntry, type TraceValue, traceValue } from './trace.ts';
export { BOOLEAN, DATE, type FeelType, listOf, NULL, NUMBER, quotedList, STRING, typeText, UNKNOWN } from './type.ts';
export { fits, unify } from './type-relation.ts';
export { temporalText, valueText } from './value-text.ts';
