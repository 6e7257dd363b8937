/** The lezer-feel parser, set up once per scope and kind of source. */
import { type ContextValue, parser as feelParser, trackVariables, VariableContext } from 'lezer-feel';
import type { Scope } from './scope.ts';
import type { FeelType } from './type.ts';

/** One way to write a name that may be written with spaces in several. */
export { normalizeContextKey as plainName } from 'lezer-feel';

export type Parser = typeof feelParser;
export type Tree = ReturnType<Parser['parse']>;
export type SyntaxNode = Tree['topNode'];

/** What a source is: one expression, or the unary tests of a decision table's cell. */
export type SourceKind = 'expression' | 'unary-tests';

const PLAIN_PARSERS: Record<SourceKind, Parser> = {
  expression: feelParser,
  'unary-tests': feelParser.configure({ top: 'UnaryTests' }),
};

const parsersByScope = new WeakMap<Scope, Record<SourceKind, Parser>>();

/** Names of this form are read without being declared. */
const PLAIN_NAME = /^[\p{L}_?][\p{L}\p{N}_]*$/u;

type NameTree = { [name: string]: NameTree | 1 };

/** The odd names (with spaces, "-", "/", …) among fields that the type gives access to, through lists too. */
const oddFieldsOf = (type: FeelType): NameTree | undefined => {
  if (type.kind === 'list') return oddFieldsOf(type.of);
  return type.kind === 'context' ? oddNamesOf(Object.entries(type.fields)) : undefined;
};

const oddNamesOf = (names: Iterable<readonly [string, FeelType]>): NameTree | undefined => {
  const found: NameTree = Object.create(null);
  for (const [name, type] of names) {
    const inner = oddFieldsOf(type);
    if (inner !== undefined || !PLAIN_NAME.test(name)) found[name] = inner ?? 1;
  }
  return Object.keys(found).length === 0 ? undefined : found;
};

/** The odd names of fields, however deep they lie. */
const fieldsWithin = (names: NameTree, found: NameTree = Object.create(null)): NameTree => {
  for (const inner of Object.values(names)) {
    if (inner === 1) continue;
    for (const field of Object.keys(inner)) found[field] = 1;
    fieldsWithin(inner, found);
  }
  return found;
};

/**
 * lezer-feel loses track of what some expressions give: results of functions, of filters with a comparison. Fields of these may
 * then have every odd name that any field has.
 */
const contextKnowing = (fields: NameTree): typeof VariableContext =>
  class KnownFields extends VariableContext {
    static override of(...values: ContextValue[]): VariableContext {
      const lost = values.length > 0 && VariableContext.isAtomic(values.at(-1)) && !(values.at(-1) instanceof VariableContext);
      return VariableContext.of.apply(KnownFields, lost ? [fields, ...values] : values);
    }
  };

/**
 * The parser for sources that read these names. Only odd names are told to lezer-feel, as tracking names is what makes
 * its parse slow.
 */
export const parserFor = (scope: Scope, kind: SourceKind): Parser => {
  let parsers = parsersByScope.get(scope);
  if (parsers === undefined) {
    const names = oddNamesOf(scope.names);
    if (names === undefined) {
      parsers = PLAIN_PARSERS;
    } else {
      const contextTracker = trackVariables(names, contextKnowing(fieldsWithin(names)));
      parsers = {
        expression: PLAIN_PARSERS.expression.configure({ contextTracker }),
        'unary-tests': PLAIN_PARSERS['unary-tests'].configure({ contextTracker }),
      };
    }
    parsersByScope.set(scope, parsers);
  }
  return parsers[kind];
};
